import Agents
import Contracts
import Primitives
import Testing
import WideMath

private let fee = BasisPoints(30)

@Suite struct `Re-peg sizing` {
    /// The exact gain of an input, times the price's denominator; nothing for a loss.
    private func gain(
        _ amountIn: UInt256,
        in x: UInt256,
        out y: UInt256,
        _ price: RawPrice
    ) throws -> UInt256? {
        let out = try ConstantProduct.amountOut(
            amountIn: amountIn,
            reserveIn: x,
            reserveOut: y,
            fee: fee
        )
        return try? out * price.numerator - amountIn * price.denominator
    }

    @Test(arguments: [
        (1, 1.0), (2, 0.9), (3, 1.1), (4, 0.5), (5, 2.0), (6, 0.99), (7, 1.01), (8, 0.996),
        (9, 1.004), (10, 20.0),
    ])
    func `leaves no better input nearby on a real pool`(_ seed: UInt64, _ move: Double) throws {
        // 8,000 WETH (token 0) against 16,000,000 USDC (token 1): 2,000 USDC a WETH.
        let weth = try #require(UInt256(decimal: "8000000000000000000000"))
        let usdc = try #require(UInt256(decimal: "16000000000000"))
        let perUnit = try #require(UInt256(truncating: 2_000 * move * 1e6))
        let price = try #require(
            RawPrice(numerator: UInt256.powerOfTen(18) ?? 0, denominator: perUnit)
        )
        let trade = RepegSizing.trade(reserve0: weth, reserve1: usdc, fee: fee, price: price)
        guard (move - 1).magnitude > 0.003 else {
            #expect(trade == nil)
            return
        }
        let found = try #require(trade)
        #expect(found.direction == (move < 1 ? .zeroForOne : .oneForZero))
        let (x, y) = move < 1 ? (weth, usdc) : (usdc, weth)
        let inUnits = move < 1 ? price : price.inverse
        let best = try #require(try gain(found.amountIn, in: x, out: y, inUnits))
        #expect(
            try divide(best, by: inUnits.denominator, rounding: .down) == found.profit
        )
        for factor in [0.5, 0.99, 0.999_999, 1.000_001, 1.01, 2] {
            let other = try #require(UInt256(truncating: found.amountIn.asDouble * factor))
            let value = try gain(other, in: x, out: y, inUnits) ?? 0
            #expect(value < best)
        }
        // The pool now stands at the edge of the band: nothing is left to take.
        let after = RepegSizing.trade(
            reserve0: move < 1 ? try weth + found.amountIn : try weth - found.amountOut,
            reserve1: move < 1 ? try usdc - found.amountOut : try usdc + found.amountIn,
            fee: fee,
            price: price
        )
        // The fee stays in the reserves, outside the formula: a second trade earns a trifle.
        #expect((after?.profit ?? 0) <= found.profit >> 10)
    }

    @Test func `equals a search over every input on small pools`() throws {
        var stream = RandomStream(seed: 1, name: "small pools")
        var trades = 0
        for _ in 0..<500 {
            let reserves = [1 + stream.below(200), 1 + stream.below(200)].map { UInt256($0) }
            let price = try #require(
                RawPrice(
                    numerator: UInt256(1 + stream.below(1_000)),
                    denominator: UInt256(1 + stream.below(1_000))
                )
            )
            let found = RepegSizing.trade(
                reserve0: reserves[0],
                reserve1: reserves[1],
                fee: fee,
                price: price
            )
            let forward = try search(reserves[0], reserves[1], price)
            let backward = try search(reserves[1], reserves[0], price.inverse)
            switch found?.direction {
            case .zeroForOne: #expect(found?.profit == forward)
            case .oneForZero: #expect(found?.profit == backward)
            case nil: #expect(forward == 0 && backward == 0)
            }
            if found != nil { trades += 1 }
        }
        #expect(trades > 150)
    }

    @Test func `is within one raw unit of a search on larger pools`() throws {
        var stream = RandomStream(seed: 2, name: "larger pools")
        for _ in 0..<20 {
            let x = UInt256(1_000 + stream.below(4_000))
            let y = UInt256(1_000 + stream.below(4_000))
            let price = try #require(
                RawPrice(
                    numerator: UInt256(1 + stream.below(1_000)),
                    denominator: UInt256(1 + stream.below(1_000))
                )
            )
            let found = RepegSizing.trade(reserve0: x, reserve1: y, fee: fee, price: price)
            let best = max(try search(x, y, price), try search(y, x, price.inverse))
            #expect(try best <= (found?.profit ?? 0) + 1)
        }
    }

    /// An arbitrageur looks for a trade only where the bound is worth the gas: no trade may exceed
    /// it, on pools of any size and fee, and it is not far above the best.
    @Test func `never earns more than the bound, and nearly that on deep pools`() throws {
        var stream = RandomStream(seed: 3, name: "bounds")
        var near = 0
        for _ in 0..<3_000 {
            let digits = [1 + stream.below(30), 1 + stream.below(30)]
            let reserves = digits.map { count in
                UInt256.powerOfTen(Int(count))?.wrappingMultiply(UInt256(1 + stream.below(999)))
                    ?? .zero
            }
            let fee = BasisPoints(stream.below(4) * 30)
            // Around the pool's own price, from far outside the band to within it.
            var move = 1 + (stream.unit() - 0.5) * stream.unit()
            // Every third hardly outside, where a bound in floating point is hardest.
            if stream.below(3) == 0 {
                let kept = 1 - Double(fee.count) / 10_000
                move = kept * (1 - stream.unit() * 1e-7)
            }
            let scale = reserves[1].asDouble / reserves[0].asDouble * move
            guard let over = UInt256(truncating: scale * 1e15),
                let price = RawPrice(numerator: 1_000_000_000_000_000, denominator: over)
            else { continue }
            let (x, y) = (reserves[0], reserves[1])
            let bound = RepegSizing.profitBound(reserve0: x, reserve1: y, fee: fee, price: price)
            guard let trade = RepegSizing.trade(reserve0: x, reserve1: y, fee: fee, price: price)
            else { continue }
            let most = try #require(bound)
            #expect(trade.profit.asDouble <= most.profit)
            if most.profit == Double.infinity { continue }
            #expect(trade.direction == most.direction)
            if trade.profit.asDouble > most.profit * 0.999 { near += 1 }
        }
        #expect(near > 500)
    }

    /// The largest profit in whole units over every input up to 60,000.
    private func search(
        _ x: UInt256,
        _ y: UInt256,
        _ price: RawPrice
    ) throws -> UInt256 {
        var best: UInt256 = 0
        for a in 1...60_000 as ClosedRange<UInt64> {
            // No output is worth more than the whole reserve.
            if try UInt256(a) * price.denominator > y * price.numerator { break }
            best = max(best, try gain(UInt256(a), in: x, out: y, price) ?? 0)
        }
        return try divide(best, by: price.denominator, rounding: .down)
    }

    /// A4's closed form: in = (√(φXYp) − X) ÷ φ with X = Y = 10²⁴, p = 1.21.
    @Test func `agrees with the closed form`() throws {
        let reserve = try #require(UInt256.powerOfTen(24))
        let price = try #require(RawPrice(numerator: 121, denominator: 100))
        let trade = try #require(
            RepegSizing.trade(reserve0: reserve, reserve1: reserve, fee: fee, price: price)
        )
        let expected = ((0.997 * 1.21).squareRoot() - 1) / 0.997 * 1e24
        #expect(trade.direction == .zeroForOne)
        #expect((trade.amountIn.asDouble / expected - 1).magnitude < 1e-14)
    }

    @Test(arguments: [9_971, 10_000, 10_029] as [UInt64])
    func `does nothing inside the band`(_ numerator: UInt64) throws {
        let reserve = try #require(UInt256.powerOfTen(24))
        let price = try #require(RawPrice(numerator: UInt256(numerator), denominator: 10_000))
        let trade = RepegSizing.trade(
            reserve0: reserve,
            reserve1: reserve,
            fee: fee,
            price: price
        )
        #expect(trade == nil)
    }

    @Test func `never traps, whatever the pool`() {
        let values: [UInt256] = [0, 1, 2, 1_000, UInt256.one << 111, UInt256.max >> 144, .max]
        for x in values {
            for y in values {
                for numerator in values {
                    for denominator in values {
                        let price = RawPrice(numerator: numerator, denominator: denominator)
                        guard let price else { continue }
                        for fee in [0, 30, 10_000, .max] as [UInt64] {
                            let trade = RepegSizing.trade(
                                reserve0: x,
                                reserve1: y,
                                fee: BasisPoints(fee),
                                price: price
                            )
                            if let trade { #expect(trade.profit > 0) }
                        }
                    }
                }
            }
        }
    }
}
