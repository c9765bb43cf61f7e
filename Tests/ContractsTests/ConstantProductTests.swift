import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

private let fee = BasisPoints(30)

private func reason(_ text: String) -> Fault { .revert(.message(text)) }

/// A number with a random count of bits, so that all sizes occur.
private func draw(_ stream: inout RandomStream, bits: UInt64) -> UInt256 {
    let value = UInt256(stream.next(), stream.next(), stream.next(), stream.next())
    return value >> Int(255 - stream.below(bits))
}

@Suite struct `Constant-product prices` {
    /// Uniswap v2-core, `test/UniswapV2Pair.spec.ts`, swapTestCases.
    @Test(arguments: [
        (1, 5, 10, "1662497915624478906"), (1, 10, 5, "453305446940074565"),
        (2, 5, 10, "2851015155847869602"), (2, 10, 5, "831248957812239453"),
        (1, 10, 10, "906610893880149131"), (1, 100, 100, "987158034397061298"),
        (1, 1_000, 1_000, "996006981039903216"),
    ])
    func `buy what Uniswap's own tests expect`(
        _ amount: UInt64,
        _ reserveIn: UInt64,
        _ reserveOut: UInt64,
        _ expected: String
    ) throws {
        let ether = try #require(UInt256.powerOfTen(18))
        let out = try ConstantProduct.amountOut(
            amountIn: ether * UInt256(amount),
            reserveIn: ether * UInt256(reserveIn),
            reserveOut: ether * UInt256(reserveOut),
            fee: fee
        )
        #expect(out.description == expected)
    }

    /// Uniswap v2-periphery, `test/UniswapV2Router01.spec.ts`.
    @Test func `agree with the router's tests`() throws {
        let out = try ConstantProduct.amountOut(
            amountIn: 2,
            reserveIn: 100,
            reserveOut: 100,
            fee: fee
        )
        let input = try ConstantProduct.amountIn(
            amountOut: 1,
            reserveIn: 100,
            reserveOut: 100,
            fee: fee
        )
        #expect(out == 1 && input == 2)
        #expect(try ConstantProduct.quote(amountA: 1, reserveA: 100, reserveB: 200) == 2)
        #expect(try ConstantProduct.quote(amountA: 2, reserveA: 200, reserveB: 100) == 1)
    }

    @Test func `refuse in the library's order`() {
        let noInput = reason("UniswapV2Library: INSUFFICIENT_INPUT_AMOUNT")
        let noOutput = reason("UniswapV2Library: INSUFFICIENT_OUTPUT_AMOUNT")
        let noAmount = reason("UniswapV2Library: INSUFFICIENT_AMOUNT")
        let noLiquidity = reason("UniswapV2Library: INSUFFICIENT_LIQUIDITY")
        for (reserveIn, reserveOut) in [(0, 100), (100, 0), (0, 0)] as [(UInt256, UInt256)] {
            #expect(throws: noInput) {
                try ConstantProduct.amountOut(
                    amountIn: 0,
                    reserveIn: reserveIn,
                    reserveOut: reserveOut,
                    fee: fee
                )
            }
            #expect(throws: noLiquidity) {
                try ConstantProduct.amountOut(
                    amountIn: 2,
                    reserveIn: reserveIn,
                    reserveOut: reserveOut,
                    fee: fee
                )
            }
            #expect(throws: noOutput) {
                try ConstantProduct.amountIn(
                    amountOut: 0,
                    reserveIn: reserveIn,
                    reserveOut: reserveOut,
                    fee: fee
                )
            }
            #expect(throws: noLiquidity) {
                try ConstantProduct.amountIn(
                    amountOut: 2,
                    reserveIn: reserveIn,
                    reserveOut: reserveOut,
                    fee: fee
                )
            }
            #expect(throws: noAmount) {
                try ConstantProduct.quote(amountA: 0, reserveA: reserveIn, reserveB: reserveOut)
            }
            #expect(throws: noLiquidity) {
                try ConstantProduct.quote(amountA: 1, reserveA: reserveIn, reserveB: reserveOut)
            }
        }
    }

    @Test func `fail like ds-math and a division by zero`() {
        let overflow = reason("ds-math-mul-overflow")
        #expect(throws: overflow) {
            try ConstantProduct.amountOut(amountIn: .max, reserveIn: 1, reserveOut: 1, fee: fee)
        }
        #expect(throws: overflow) {
            try ConstantProduct.amountOut(amountIn: 1, reserveIn: .max, reserveOut: 1, fee: fee)
        }
        #expect(throws: overflow) {
            try ConstantProduct.quote(amountA: 2, reserveA: 1, reserveB: .max)
        }
        #expect(throws: reason("ds-math-sub-underflow")) {
            try ConstantProduct.amountIn(amountOut: 101, reserveIn: 1, reserveOut: 100, fee: fee)
        }
        #expect(throws: Fault.halt(.invalidOpcode)) {
            try ConstantProduct.amountIn(amountOut: 100, reserveIn: 1, reserveOut: 100, fee: fee)
        }
    }

    /// The library's formula, operation by operation, also where it overflows.
    private func libraryAmountOut(
        _ amountIn: UInt256,
        _ reserveIn: UInt256,
        _ reserveOut: UInt256
    ) -> UInt256? {
        let withFee = amountIn.multipliedReportingOverflow(by: 997)
        let numerator = withFee.partialValue.multipliedReportingOverflow(by: reserveOut)
        let scaled = reserveIn.multipliedReportingOverflow(by: 1_000)
        let denominator = scaled.partialValue.addingReportingOverflow(withFee.partialValue)
        if withFee.overflow || numerator.overflow || scaled.overflow || denominator.overflow {
            return nil
        }
        return numerator.partialValue.quotientAndRemainder(
            dividingBy: denominator.partialValue
        )?.quotient
    }

    @Test(arguments: Soak.seeds("997", of: 100))
    func `equal 997/1000 to the wei at 30 bp, and overflow where it does`(seed: UInt64) {
        let label = "\(Soak.label("997")), seed \(seed)"
        var stream = RandomStream(seed: seed, name: "997")
        var overflows = 0
        for _ in 0..<20_000 {
            let amounts = [0, 1, 2].map { _ in draw(&stream, bits: 255) }
            if amounts.contains(.zero) { continue }
            let expected = libraryAmountOut(amounts[0], amounts[1], amounts[2])
            let out = try? ConstantProduct.amountOut(
                amountIn: amounts[0],
                reserveIn: amounts[1],
                reserveOut: amounts[2],
                fee: fee
            )
            #expect(out == expected, "\(label)")
            if out == nil { overflows += 1 }
        }
        #expect(overflows > 1_000 && overflows < 19_000)
    }

    @Test(arguments: [0, 1, 5, 25, 30, 100, 9_999] as [UInt64])
    func `ask for enough input, and for at most one unit too much`(_ count: UInt64) throws {
        let fee = BasisPoints(count)
        var stream = RandomStream(seed: count, name: "input")
        for _ in 0..<5_000 {
            let reserveIn = draw(&stream, bits: 111)
            let reserveOut = draw(&stream, bits: 111)
            guard reserveIn > 0, reserveOut > 1 else { continue }
            let half = stream.below(2) == 0 ? reserveOut >> 1 : UInt256.one
            let amountOut = half
            let input = try ConstantProduct.amountIn(
                amountOut: amountOut,
                reserveIn: reserveIn,
                reserveOut: reserveOut,
                fee: fee
            )
            let bought = try ConstantProduct.amountOut(
                amountIn: input,
                reserveIn: reserveIn,
                reserveOut: reserveOut,
                fee: fee
            )
            #expect(bought >= amountOut)
            guard input > 2 else { continue }
            let less = try ConstantProduct.amountOut(
                amountIn: input - 2,
                reserveIn: reserveIn,
                reserveOut: reserveOut,
                fee: fee
            )
            #expect(less < amountOut)
        }
    }

    @Test func `buy nothing at a fee of the whole`() throws {
        for count in [10_000, 10_001, .max] as [UInt64] {
            let out = try ConstantProduct.amountOut(
                amountIn: 100,
                reserveIn: 100,
                reserveOut: 100,
                fee: BasisPoints(count)
            )
            #expect(out == 0)
        }
    }
}
