import Agents
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

private let fee = BasisPoints(30)

@Suite struct `The sandwich search` {
    private static func swap(
        _ amountIn: UInt256,
        least: UInt256 = 0,
        token: Address = Lanes.tokenIn
    ) -> PendingSwap {
        PendingSwap(tokenIn: token, amountIn: amountIn, amountOutMin: least)
    }

    /// The limit of a swap into the pool as it is, with slippage in millionths.
    private static func limit(
        _ amountIn: UInt256,
        _ hop: RouteHop,
        slippage: UInt64
    ) throws -> UInt256 {
        let quote = try ConstantProduct.amountOut(
            amountIn: amountIn,
            reserveIn: hop.reserveIn,
            reserveOut: hop.reserveOut,
            fee: fee
        )
        return try mulDiv(quote, UInt256(1_000_000 - slippage), 1_000_000, rounding: .down)
    }

    /// The best of every subset by the test's own count, sized one by one.
    private static func everySubset(_ search: SandwichSearch) -> (net: UInt256, size: Int) {
        var best: (net: UInt256, size: Int) = (0, 0)
        for mask in 1..<(1 << search.swaps.count) {
            let subset = search.swaps.indices.filter { mask >> $0 & 1 == 1 }
            let net = search.sizing(of: subset).plan()?.net(legCost: search.legCost) ?? 0
            if net > best.net { best = (net, subset.count) }
        }
        return best
    }

    /// The figures are of the chain; that no subset of the four pays more was searched here.
    @Test func `takes all four victims of block 12775690, as the real one did`() throws {
        let real = try RealSandwich.ofBlock12775690()
        let search = SandwichSearch(hop: real.hop, swaps: real.swaps)
        let choice = try #require(search.best())
        #expect(choice.victims == [0, 1, 2, 3])
        #expect(choice.plan.frontIn == real.frontIn)
        #expect(choice.net == UInt256(49_991_481_915_322_274))
        #expect(Self.everySubset(search).net == choice.net)
    }

    /// ANCHORS A2: ν* = 0.0030135474 of the reserve at 30 bp, whatever the limit.
    @Test func `never sandwiches a victim below 0.3014 % of the reserve at the 30 bp fee`() throws {
        var numbers = Soak.numbers("small victims")
        for round in 0..<Soak.count(of: 50_000) {
            let label: Comment = "\(Soak.label("small victims")), \(round)"
            let x = UInt256(1 + numbers.next()) << numbers.below(40)
            let y = UInt256(1 + numbers.next()) << numbers.below(40)
            let below = try mulDiv(x, 30_135_474, 10_000_000_000, rounding: .down)
            let hop = Lanes.hop(0, x, y)
            // Just below, or anywhere below; alone, or cut in parts; without any limit.
            let victim = numbers.below(2) == 0 ? below : below >> numbers.below(20)
            var parts = [victim]
            if numbers.below(2) == 0 { parts = [victim >> 2, victim >> 1, victim >> 2] }
            let search = SandwichSearch(hop: hop, swaps: parts.map { Self.swap($0) })
            #expect(search.best() == nil, label)
            let sizing = search.sizing(of: Array(parts.indices))
            #expect(sizing.plan() == nil, label)
            // Nor does any front-run earn anything.
            for _ in 0..<10 {
                let front = max(x >> numbers.below(40), 1)
                #expect((sizing.replay(frontIn: front)?.profit ?? 0) == 0, label)
            }
        }
    }

    @Test func `sandwiches a victim above 0.3014 % of the reserve`() throws {
        var numbers = Soak.numbers("larger victims")
        for round in 0..<Soak.count(of: 10_000) {
            let x = UInt256((1 << 40) + numbers.next() >> 4) << numbers.below(40)
            let above = try mulDiv(x, 30_136, 10_000_000, rounding: .up)
            let search = SandwichSearch(hop: Lanes.hop(0, x, x), swaps: [Self.swap(above)])
            #expect(search.best() != nil, "\(Soak.label("larger victims")), \(round)")
        }
    }

    /// ANCHORS A2: a pool of X = 1000, gas of 0.01 X for both legs; a victim of 20 pays above a
    /// slippage of 0.000580, of 10 above 0.001424, of 5 above 0.005041.
    @Test(arguments: [(20, 580), (10, 1_424), (5, 5_041)] as [(UInt64, UInt64)])
    func `breaks even with gas where the anchor does`(victim: UInt64, slippage: UInt64) throws {
        let ether = try #require(UInt256.powerOfTen(18))
        let hop = Lanes.hop(0, try ether * 1_000, try ether * 3_000_000)
        let legCost = try #require(UInt256(decimal: "5000000000000000"))
        let amountIn = try ether * UInt256(victim)
        // The anchors are rounded to a millionth.
        for (millionths, pays) in [(slippage - 1, false), (slippage + 1, true)] {
            let least = try Self.limit(amountIn, hop, slippage: millionths)
            let swaps = [Self.swap(amountIn, least: least)]
            let search = SandwichSearch(hop: hop, swaps: swaps, legCost: legCost)
            #expect((search.best() != nil) == pays, "\(millionths) millionths")
            let free = try #require(SandwichSearch(hop: hop, swaps: swaps).best())
            #expect(free.plan.profit == free.net)
            #expect(search.best()?.net == free.plan.net(legCost: legCost))
        }
    }

    @Test func `is left with nothing when gas costs what it gains`() throws {
        let hop = Lanes.hop(0, 1_000_000_000, 1_000_000_000)
        let swaps = [Self.swap(50_000_000, least: 40_000_000)]
        let profit = try #require(SandwichSearch(hop: hop, swaps: swaps).best()).plan.profit
        let half = profit >> 1
        let even = try half + half == profit
        func net(_ legCost: UInt256) -> UInt256? {
            SandwichSearch(hop: hop, swaps: swaps, legCost: legCost).best()?.net
        }
        #expect(net(half) == (even ? nil : 1))
        #expect(net(try half - 1) == (even ? 2 : 3))
        #expect(net(.max) == nil)
        #expect(net(UInt256.one << 255) == nil)
    }

    @Test func `leaves out a victim whose limit is tighter than it is worth`() throws {
        let ether = try #require(UInt256.powerOfTen(18))
        let hop = Lanes.hop(0, try ether * 1_000, try ether * 3_000_000)
        let tight = Self.swap(
            ether,
            least: try Self.limit(ether, hop, slippage: 100)
        )
        let loose = Self.swap(
            try ether * 20,
            least: try Self.limit(try ether * 20, hop, slippage: 30_000)
        )
        for swaps in [[tight, loose], [loose, tight]] {
            let search = SandwichSearch(hop: hop, swaps: swaps)
            let choice = try #require(search.best())
            #expect(choice.victims == [swaps[0] == loose ? 0 : 1])
            // The figure of one victim of 20 at 3 %: A2's table.
            #expect((choice.net.asDouble / 1e18 / 0.5164469888 - 1).magnitude < 1e-9)
        }
        // Behind the other, who moves the price by 4 %, and the front-run of 3 % he needs some 7 %.
        let fair = Self.swap(ether, least: try Self.limit(ether, hop, slippage: 100_000))
        let choice = SandwichSearch(hop: hop, swaps: [loose, fair]).best()
        #expect(choice?.victims == [0, 1])
    }

    @Test func `leaves out swaps of the other direction and those that fail undisturbed`() throws {
        let hop = Lanes.hop(0, 1_000_000_000, 1_000_000_000)
        let good = Self.swap(50_000_000, least: 40_000_000)
        let other = Self.swap(50_000_000, token: Lanes.tokenOut)
        let failing = Self.swap(50_000_000, least: 50_000_000)
        let nothing = Self.swap(0)
        let swaps = [other, failing, good, nothing, other]
        let choice = try #require(SandwichSearch(hop: hop, swaps: swaps).best())
        #expect(choice.victims == [2])
        #expect(choice.plan == SandwichSearch(hop: hop, swaps: [good]).best()?.plan)
        // Seen from the other token the others are the victims.
        let reversed = SandwichSearch(hop: hop.reversed, swaps: swaps).best()
        #expect(reversed?.victims == [0, 4])
        #expect(SandwichSearch(hop: hop, swaps: [other, failing, nothing]).best() == nil)
        #expect(SandwichSearch(hop: hop, swaps: []).best() == nil)
    }

    /// Every subset and every front-run on small pools.
    @Test func `is within two units of every subset and every front-run`() throws {
        var numbers = Soak.numbers("every subset")
        var (found, fewer) = (0, 0)
        for round in 0..<Soak.count(of: 5_000) {
            let x = UInt64(400 + numbers.below(1_000))
            // A unit of the bought token is worth a fiftieth of one of the other, or less.
            let y = x * UInt64(50 + numbers.below(50))
            let hop = Lanes.hop(0, UInt256(x), UInt256(y))
            let swaps = try (0..<(1 + numbers.below(3))).map { _ in
                let amount = UInt256(UInt64(5 + numbers.below(Int(x) / 3)))
                let slippage = UInt64(numbers.below(400_000))
                let least = try Self.limit(amount, hop, slippage: slippage)
                return Self.swap(amount, least: least)
            }
            let search = SandwichSearch(
                hop: hop,
                swaps: swaps,
                legCost: UInt256(UInt64(numbers.below(3)))
            )
            var best: UInt256 = 0
            for mask in 1..<(1 << swaps.count) {
                let sizing = search.sizing(of: swaps.indices.filter { mask >> $0 & 1 == 1 })
                for front in 1...(2 * x) {
                    let plan = sizing.replay(frontIn: UInt256(front))
                    best = max(best, plan?.net(legCost: search.legCost) ?? 0)
                }
            }
            let choice = search.best()
            let label: Comment = "\(Soak.label("every subset")), \(round): \(search)"
            let net = choice?.net ?? 0
            #expect(net <= best, label)
            // The largest front-run loses up to a unit of each token to rounding.
            #expect(try net + 2 >= best, label)
            if let choice {
                found += 1
                if choice.victims.count < swaps.count { fewer += 1 }
            }
        }
        #expect(found > 5 && fewer > 1)
    }

    /// Five to seven victims of any size and limit: the same as sizing all their subsets here.
    @Test func `is the best of all subsets up to eight victims`() throws {
        var numbers = Soak.numbers("all subsets")
        var (found, fewer) = (0, 0)
        for round in 0..<Soak.count(of: 1_000) {
            let search = try Self.crowd(5 + numbers.below(4), &numbers)
            let best = Self.everySubset(search)
            let choice = search.best()
            #expect((choice?.net ?? 0) == best.net, "\(Soak.label("all subsets")), \(round)")
            found += choice == nil ? 0 : 1
            if best.size > 0, best.size < search.swaps.count { fewer += 1 }
        }
        #expect(found > 0 && fewer > 0)
    }

    /// More victims than whose every subset is tried.
    @Test func `is no worse than any prefix or single victim among many`() throws {
        var numbers = Soak.numbers("many victims")
        for round in 0..<Soak.count(of: 2_000) {
            let search = try Self.crowd(9 + numbers.below(12), &numbers)
            let net = search.best()?.net ?? 0
            let label: Comment = "\(Soak.label("many victims")), \(round)"
            let open = search.swaps.indices
            for subset in open.map({ Array(0...$0) }) + open.map({ [$0] }) {
                let other = search.sizing(of: subset).plan()?.net(legCost: search.legCost) ?? 0
                #expect(net >= other, label)
            }
        }
    }

    /// A fixed seed: which crowds are solved is no property of the search, how many is.
    @Test func `finds the best of all subsets for most crowds of nine to eleven`() throws {
        var numbers = TestNumbers(seed: 5)
        var solved = 0
        for _ in 0..<12 {
            let search = try Self.crowd(9 + numbers.below(3), &numbers)
            let best = Self.everySubset(search).net
            let net = search.best()?.net ?? 0
            #expect(net <= best)
            if net == best { solved += 1 }
        }
        #expect(solved >= 10)
    }

    /// Victims of a thousandth to a twentieth of the reserve, with 0.1 to 5 % of slippage against
    /// the pool as it is or as those before leave it.
    private static func crowd(
        _ count: Int,
        _ numbers: inout TestNumbers
    ) throws -> SandwichSearch {
        let ether = try #require(UInt256.powerOfTen(18))
        let hop = Lanes.hop(0, try ether * 1_000, try ether * 3_000_000)
        var before: UInt256 = 0
        let swaps = try (0..<count).map { _ in
            let amount = try mulDiv(
                ether,
                UInt256(UInt64(1_000 + numbers.below(20_000))),
                1_000,
                rounding: .down
            )
            let slippage = UInt64(1_000 + numbers.below(50_000))
            let moved = Lanes.hop(0, try hop.reserveIn + before, hop.reserveOut)
            let least = try limit(amount, moved, slippage: slippage)
            if numbers.below(2) == 0 { before = try before + amount }
            return swap(amount, least: least)
        }
        return SandwichSearch(hop: hop, swaps: swaps, legCost: ether >> numbers.below(12))
    }
}
