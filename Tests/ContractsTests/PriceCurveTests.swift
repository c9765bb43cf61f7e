import Contracts
import Execution
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `A price curve` {
    /// From 1.02 to 0.98 in steps of a minute.
    private static func curve(_ shape: PriceCurve.Shape, bucket: UInt64 = 60) -> PriceCurve {
        PriceCurve(
            shape,
            start: 1_020_000_000_000_000_000,
            floor: 980_000_000_000_000_000,
            bucket: bucket
        )
    }

    private static let linear = curve(.linear(slope: 5_000_000_000_000_000))
    private static let exponential = curve(
        .exponential(scale: 50_000_000_000_000_000, coefficient: 100_000_000_000_000_000)
    )
    private static let logarithmic = curve(
        .logarithmic(scale: 20_000_000_000_000_000, coefficient: 500_000_000_000_000_000)
    )

    /// By hand and with mpmath 1.3.0: 1.02 − 0.005·3; 1.02 − 0.05·(e^0.3 − 1), whose drop is
    /// 0.01749294037880015…; 1.02 − 0.02·ln 2.5, whose drop is 0.01832581463748310….
    @Test(arguments: [
        (curve(.constant), "1020000000000000000"), (linear, "1005000000000000000"),
        (exponential, "1002507059621199845"), (logarithmic, "1001674185362516899"),
    ])
    func `falls in whole steps as its formula says`(_ curve: PriceCurve, _ third: String) throws {
        let start = UInt256(1_020_000_000_000_000_000)
        #expect(try curve.factor(after: 0, selling: true) == start)
        #expect(try curve.factor(after: 59, selling: true) == start)
        let expected = try #require(UInt256(decimal: third))
        for seconds in [180, 239] as [UInt256] {
            #expect(try curve.factor(after: seconds, selling: true) == expected)
        }
    }

    /// Where Set's first adapter computes 0.05·e⁰ − 1 ≠ 0 and jumps at once.
    @Test func `begins at its start whatever its scale`() throws {
        for scale in [1, 1_000_000_000_000_000_000, UInt128.max] as [UInt128] {
            let curve = Self.curve(.exponential(scale: scale, coefficient: 7))
            #expect(
                try curve.factor(after: 0, selling: true) == UInt256(1_020_000_000_000_000_000)
            )
        }
    }

    @Test(arguments: [linear, exponential, logarithmic])
    func `ends at its floor`(_ curve: PriceCurve) throws {
        let floor = UInt256(980_000_000_000_000_000)
        // 0.04 are 8 steps of a minute down the line, 6 down the exponential, 0.05·(e^0.6 − 1) =
        // 0.0411, and 13 down the logarithm, 0.02·ln(1 + 0.5·13) = 0.0403.
        for seconds in [780, 1_000_000_000, UInt256.max] as [UInt256] {
            #expect(try curve.factor(after: seconds, selling: true) == floor)
        }
    }

    /// Set's limit: 86 · 2⁶⁰ is 99.15 in parts of 10¹⁸, 87 · 2⁶⁰ is 100.3.
    @Test func `ends at its floor where the exponent passes 100`() throws {
        let curve = Self.curve(.exponential(scale: 0, coefficient: 1 << 60), bucket: 1)
        #expect(try curve.factor(after: 86, selling: true) == UInt256(low: curve.start))
        #expect(try curve.factor(after: 87, selling: true) == UInt256(low: curve.floor))
    }

    @Test(arguments: [linear, exponential, logarithmic, curve(.constant)])
    func `runs in the mirror when the vault buys`(_ curve: PriceCurve) throws {
        for seconds in [0, 61, 200, 400, 1_000, UInt256.max] as [UInt256] {
            let sale = try curve.factor(after: seconds, selling: true)
            let purchase = try curve.factor(after: seconds, selling: false)
            #expect(try sale + purchase == UInt256(2_000_000_000_000_000_000))
        }
        let high = PriceCurve(.constant, start: 3_000_000_000_000_000_000, floor: 0, bucket: 1)
        #expect(try high.factor(after: 0, selling: false) == 0)
    }

    @Test func `never rises while the vault sells and never leaves its bounds`() throws {
        var numbers = TestNumbers(seed: 43)
        for _ in 0..<200 {
            let scale = numbers.edgeWord().low >> UInt128(numbers.below(128))
            let coefficient = numbers.edgeWord().low >> UInt128(numbers.below(128))
            let shapes: [PriceCurve.Shape] = [
                .linear(slope: scale), .exponential(scale: scale, coefficient: coefficient),
                .logarithmic(scale: scale, coefficient: coefficient),
            ]
            let curve = Self.curve(shapes[numbers.below(3)], bucket: 1 + numbers.next() >> 32)
            var elapsed = UInt256.zero
            var last = try curve.factor(after: 0, selling: true)
            for _ in 0..<8 {
                let next = elapsed.addingReportingOverflow(numbers.edgeWord())
                elapsed = next.overflow ? .max : next.partialValue
                let factor = try curve.factor(after: elapsed, selling: true)
                #expect(factor <= last && factor >= UInt256(low: curve.floor), "\(curve)")
                last = factor
            }
        }
    }

    @Test func `needs a step`() {
        let curve = Self.curve(.constant, bucket: 0)
        #expect(throws: Fault.revert(.panic(.divisionByZero))) {
            try curve.factor(after: 1, selling: true)
        }
    }
}
