import BigInt
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `A clearing price` {
    private static let ether = UInt256(1_000_000_000_000_000_000)

    private func pool(_ reserve0: UInt256, _ reserve1: UInt256) -> Reserves {
        Reserves(reserve0: reserve0.low, reserve1: reserve1.low, blockTimestampLast: 0)
    }

    private func price(
        _ pool: Reserves,
        _ sold0: UInt256,
        _ sold1: UInt256,
        fee: UInt64 = 30
    ) throws -> (BigUInt, BigUInt) {
        let reserves = try #require(
            ClearingPrice.reserves(of: pool, sold0: sold0, sold1: sold1, fee: BasisPoints(fee))
        )
        return (BigUInt(reserves.reserve0), BigUInt(reserves.reserve1))
    }

    /// A pool of 1,000 : 2,000,000, and 10 against 20,000: the pool's own price of 2,000.
    @Test func `is the pool's own where sales cancel out`() throws {
        let pool = pool(try Self.ether * 1_000, try Self.ether * 2_000_000)
        let (v0, v1) = try price(pool, Self.ether * 10_000, Self.ether * 20_000_000)
        #expect(v1 == v0 * 2_000)
    }

    /// 10 into a pool of 1,000 : 2,000,000 give 2,000,000·10 ÷ 1,010, so 2,000,000 ÷ 1,010 each.
    @Test func `is a constant product's average price where one side sells`() throws {
        let pool = pool(try Self.ether * 1_000, try Self.ether * 2_000_000)
        let (v0, v1) = try price(pool, Self.ether * 10_000, .zero)
        #expect(v1 * 1_010 == v0 * 2_000_000)
        let (w0, w1) = try price(pool, .zero, Self.ether * 20_000_000)
        #expect(w1 * 1_000 == w0 * 2_020_000)
    }

    /// The pool must be as deep as 112 bits let it be: else its own impact is felt.
    @Test func `comes as the deepest reserves that there are`() throws {
        let (v0, v1) = try price(pool(7, 3), 11, 5)
        let deepest = max(v0, v1)
        #expect(deepest.bitWidth == 112)
        // (7·1,000 + 11) : (3·1,000 + 5), whole multiples of both.
        #expect(v0 % 7_011 == 0 && v1 % 3_005 == 0 && v0 / 7_011 == v1 / 3_005)
    }

    @Test func `is none of an empty pool, nor above 256 bits`() {
        for pool in [pool(0, 0), pool(1, 0), pool(0, 1)] {
            let none = ClearingPrice.reserves(of: pool, sold0: 5, sold1: 5, fee: BasisPoints(30))
            #expect(none == nil)
        }
        let wide = ClearingPrice.reserves(
            of: pool(1, 1),
            sold0: .max,
            sold1: .zero,
            fee: BasisPoints(30)
        )
        #expect(wide == nil)
    }

    /// (X + A − B/p)(Y + B − A·p) = X·Y in fractions of any size, times v₀·v₁.
    @Test(arguments: Soak.seeds("clearing", of: 1_000))
    func `leaves the product of reserves as it was, exactly`(_ seed: UInt64) throws {
        var numbers = TestNumbers(seed: seed)
        for batch in 0..<100 {
            try expectSameProduct(
                &numbers,
                "\(Soak.label("clearing")), seed \(seed), batch \(batch)"
            )
        }
    }

    private func expectSameProduct(_ numbers: inout TestNumbers, _ label: String) throws {
        func draw(_ bits: Int) -> UInt256 {
            let word = numbers.word() >> (256 - 1 - numbers.below(bits))
            return word.isZero ? .one : word
        }
        let (reserve0, reserve1) = (draw(96), draw(96))
        let (sold0, sold1) = (draw(106), numbers.below(3) == 0 ? .zero : draw(106))
        let fee = UInt64(numbers.below(101))
        let whole = BigUInt(InputShare(after: BasisPoints(fee)).whole)
        let (v0, v1) = try price(pool(reserve0, reserve1), sold0, sold1, fee: fee)
        let (x, y) = (BigUInt(reserve0) * whole, BigUInt(reserve1) * whole)
        let (a, b) = (BigUInt(sold0), BigUInt(sold1))
        let left = ((x + a) * v1 - b * v0) * ((y + b) * v0 - a * v1)
        #expect(left == x * y * v0 * v1, "\(label)")
    }

    /// Above 112 bits both are divided alike and rounded down: by less than one part of the lesser.
    @Test func `is rounded where it needs more than 112 bits`() throws {
        let (x, y) = (UInt256.one << 111, UInt256(3) << 109)
        let (v0, v1) = try price(pool(x, y), 1, 1)
        #expect(max(v0, v1).bitWidth <= 112 && max(v0, v1).bitWidth >= 111)
        let (exact0, exact1) = (BigUInt(x) * 1_000 + 1, BigUInt(y) * 1_000 + 1)
        #expect(v0 * exact1 <= (v1 + 1) * exact0 && v1 * exact0 <= (v0 + 1) * exact1)
    }
}
