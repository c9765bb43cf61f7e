import Benchmark
import WideMath

/// Operands that the loop varies, so that no call is a constant the compiler can fold.
private struct Operands {
    var left = UInt256(
        0x9e37_79b9_7f4a_7c15,
        0xbf58_476d_1ce4_e5b9,
        0x94d0_49bb_1331_11eb,
        0x0123_4567_89ab_cdef
    )
    var right = UInt256(0xd6e8_feb8_6659_fd93, 0xa076_1d64_78bd_642f, 0, 0)
    var divisor = UInt256(0xe703_7ed1_a0b4_28db, 0x8ebc_6af0_9c88_c6e3, 0x0000_0001, 0)

    /// Changes the low limbs; the widths, which decide the path taken, stay.
    mutating func step(_ turn: Int) {
        left.limb0 ^= UInt64(turn)
        right.limb0 ^= UInt64(turn)
    }
}

/// The operations every contract call is made of, in nanoseconds each.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .throughput],
        warmupIterations: 10,
        scalingFactor: .kilo,
        maxDuration: .seconds(1),
        maxIterations: 100_000
    )

    Benchmark("UInt256 add, reporting overflow") { benchmark in
        var operands = Operands()
        for turn in benchmark.scaledIterations {
            operands.step(turn)
            blackHole(operands.left.addingReportingOverflow(operands.right))
        }
    }

    Benchmark("UInt256 multiply, 256 x 256 to 512 bits") { benchmark in
        var operands = Operands()
        for turn in benchmark.scaledIterations {
            operands.step(turn)
            blackHole(operands.left.multipliedFullWidth(by: operands.right))
        }
    }

    Benchmark("UInt256 divide, 256 by 129 bits") { benchmark in
        var operands = Operands()
        for turn in benchmark.scaledIterations {
            operands.step(turn)
            blackHole(operands.left.quotientAndRemainder(dividingBy: operands.divisor))
        }
    }

    Benchmark("UInt256 mulDiv, 256 x 128 by 129 bits") { benchmark in
        var operands = Operands()
        for turn in benchmark.scaledIterations {
            operands.step(turn)
            blackHole(
                operands.left.multiplied(
                    by: operands.right,
                    dividedBy: operands.divisor,
                    rounding: .down
                )
            )
        }
    }

    // A pool's own sizes: reserves of 112 bits, the product below 256.
    Benchmark("UInt256 mulDiv, 112 x 112 by 112 bits") { benchmark in
        var operands = Operands()
        operands.left = UInt256(0x9e37_79b9_7f4a_7c15, 0x476d_1ce4_e5b9, 0, 0)
        operands.right = UInt256(0xd6e8_feb8_6659_fd93, 0x1d64_78bd_642f, 0, 0)
        operands.divisor = UInt256(0xe703_7ed1_a0b4_28db, 0x6af0_9c88_c6e3, 0, 0)
        for turn in benchmark.scaledIterations {
            operands.step(turn)
            blackHole(
                operands.left.multiplied(
                    by: operands.right,
                    dividedBy: operands.divisor,
                    rounding: .down
                )
            )
        }
    }
}
