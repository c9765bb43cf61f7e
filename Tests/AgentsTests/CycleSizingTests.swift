import Agents
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `Cycle sizing` {
    /// Two pools in whole tokens, there and back.
    private static func pair(
        _ first: (UInt64, UInt64),
        _ second: (UInt64, UInt64),
        unit: UInt256 = 1,
        cost: UInt256 = 0
    ) throws -> RoutePath {
        RoutePath(
            [
                Lanes.hop(0, try UInt256(first.0) * unit, try UInt256(first.1) * unit),
                Lanes.hop(
                    1,
                    try UInt256(second.0) * unit,
                    try UInt256(second.1) * unit,
                    from: 2,
                    to: 1
                ),
            ],
            fixedCost: cost
        )
    }

    /// ANCHORS A3: (1000 X, 2 000 000) then (1 900 000, 1000).
    @Test func `is A3's example in closed form and to the unit`() throws {
        let ether = try #require(UInt256.powerOfTen(18))
        let path = try Self.pair((1_000, 2_000_000), (1_900_000, 1_000), unit: ether)
        let sizing = try CycleSizing(path)
        let optimum = try #require(sizing.optimum)
        // The anchor prints ten and eleven digits.
        #expect((optimum.amountIn / 1e18 / 11.20742617 - 1).magnitude < 1e-9)
        #expect((optimum.profit / 1e18 / 0.25665473312 - 1).magnitude < 1e-10)
        let trade = try #require(sizing.best())
        #expect((trade.profit.asDouble / optimum.profit - 1).magnitude < 1e-12)
        #expect(trade == sizing.trade(amountIn: trade.amountIn))
    }

    /// ANCHORS A3: two pools of equal depth need a price gap above 1 ÷ φ² − 1 = 0.60271 %.
    @Test(arguments: [(1_006_027, false), (1_006_028, true)] as [(UInt64, Bool)])
    func `pays above a gap of 0.60271 % between two pools`(dear: UInt64, pays: Bool) throws {
        let unit = try #require(UInt256.powerOfTen(18))
        let path = try Self.pair((1_000_000, 1_000_000), (1_000_000, dear), unit: unit)
        #expect((try CycleSizing(path).best() != nil) == pays)
    }

    @Test func `is the best of every input on small pools`() throws {
        var numbers = Soak.numbers("small cycles")
        var paying = 0
        let rounds = Soak.count(of: 40_000)
        for round in 0..<rounds {
            let path = Lanes.cycle(&numbers, below: 600)
            let best = Lanes.bestInput(of: path)
            let trade = try CycleSizing(path).best()
            let label: Comment = "\(Soak.label("small cycles")), \(round): \(path.hops)"
            #expect(trade?.net == best?.net, label)
            #expect(trade?.amountIn == best?.amountIn, label)
            if best != nil { paying += 1 }
        }
        #expect(paying > rounds / 10)
    }

    /// Tokens of few units on the way: whole ranges of inputs yield the same there.
    @Test func `is the best of every input where a token has few decimals`() throws {
        var numbers = Soak.numbers("coarse cycles")
        var paying = 0
        for round in 0..<Soak.count(of: 5_000) {
            let coarse = UInt256(UInt64(20 + numbers.below(300)))
            let x = UInt64(1_000 + numbers.below(5_000))
            let z = x * UInt64(90 + numbers.below(60)) / 100
            let path = RoutePath([
                Lanes.hop(0, UInt256(x), coarse, from: 1, to: 2),
                Lanes.hop(1, coarse, UInt256(z), from: 2, to: 1),
            ])
            let best = Lanes.bestInput(of: path)
            let trade = try CycleSizing(path).best()
            let label: Comment = "\(Soak.label("coarse cycles")), \(round): \(path.hops)"
            #expect(trade?.net == best?.net, label)
            #expect(trade?.amountIn == best?.amountIn, label)
            if best != nil { paying += 1 }
        }
        #expect(paying > 10)
    }

    /// Nothing exceeds the closed form, and less is lost than the hops' roundings are worth.
    @Test func `is within the roundings of the closed form on pools of any size`() throws {
        var numbers = Soak.numbers("large cycles")
        var paying = 0
        for round in 0..<Soak.count(of: 200_000) {
            let cycle = Lanes.cycle(&numbers, below: 1_000_000, scale: numbers.below(86))
            let path = RoutePath(cycle.hops)
            let sizing = try CycleSizing(path)
            guard let optimum = sizing.optimum else {
                #expect(sizing.best() == nil)
                continue
            }
            let label: Comment = "\(Soak.label("large cycles")), \(round): \(path.hops)"
            // Where √r − 1 is small its digits cancel: 10⁻¹⁴ of the rate is 10⁻¹⁴ ÷ (√r − 1) of it.
            let gap = optimum.profit / optimum.amountIn
            let blur = optimum.profit * 4e-14 / gap + optimum.profit * 1e-12
            let profit = sizing.best()?.profit.asDouble ?? 0
            #expect(profit <= optimum.profit + blur, label)
            // A unit of a token is worth at most its price in the first one, at the optimum the
            // inverse of what flows; one unit for each token and one for the input.
            var amount = optimum.amountIn
            var worth = 2.0
            for hop in path.hops {
                let next = RouteCurve(RoutePath([hop]))?.output(of: amount) ?? 0
                worth += 2 * optimum.amountIn / max(next, 1)
                amount = next
            }
            #expect(profit >= optimum.profit - blur - worth, label)
            paying += 1
        }
        #expect(paying > 100)
    }

    @Test func `is accepted only for a profit above its gas`() throws {
        let unit = try #require(UInt256.powerOfTen(18))
        let free = try Self.pair((1_000, 2_000_000), (1_900_000, 1_000), unit: unit)
        let trade = try #require(try CycleSizing(free).best())
        #expect(trade.net == trade.profit)
        let dear = try CycleSizing(RoutePath(free.hops, fixedCost: trade.profit - 1)).best()
        #expect(dear?.net == 1)
        #expect(dear?.amountIn == trade.amountIn)
        #expect(try CycleSizing(RoutePath(free.hops, fixedCost: trade.profit)).best() == nil)
        #expect(try CycleSizing(RoutePath(free.hops, fixedCost: .max)).best() == nil)
    }

    @Test func `refuses what is no cycle`() {
        let there = Lanes.hop(0, 1_000, 1_000, from: 1, to: 2)
        let back = Lanes.hop(1, 1_000, 1_000, from: 2, to: 1)
        let on = Lanes.hop(2, 1_000, 1_000, from: 2, to: 3)
        let cases: [([RouteHop], RouteError)] = [
            ([], .hopCount(0, path: 0, max: 4)),
            ([Lanes.hop(0, 1_000, 1_000, from: 1, to: 1)], .hopCount(1, path: 0, max: 4)),
            ([there, back, there, back, there], .hopCount(5, path: 0, max: 4)),
            ([there, there], .broken(path: 0, hop: 1)),
            ([there, on], .unclosed(from: Address(word: 1), to: Address(word: 3))),
            ([there, there.reversed], .pairTwice(there.pair, path: 0)),
        ]
        for (hops, error) in cases {
            #expect(throws: error) { try CycleSizing(RoutePath(hops)) }
        }
    }

    @Test func `never traps, whatever the pools`() throws {
        let values: [UInt256] = [0, 1, 2, 1_000, UInt256.one << 111, UInt256.max >> 144, .max]
        for a in values {
            for b in values {
                for c in values {
                    for d in values {
                        let sizing = try CycleSizing(
                            RoutePath([
                                Lanes.hop(0, a, b, from: 1, to: 2),
                                Lanes.hop(1, c, d, from: 2, to: 1),
                            ])
                        )
                        if let trade = sizing.best() { #expect(trade.profit > 0) }
                        for amountIn in values { _ = sizing.trade(amountIn: amountIn) }
                    }
                }
            }
        }
    }
}
