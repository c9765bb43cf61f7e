import Agents
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `The route solver` {
    private let ether = UInt256.powerOfTen(18) ?? 0

    /// A3's closed form in raw units of 18 decimals, rounded down, by 60-digit decimals.
    ///
    /// Each pool rounds its output down, so that the sum is below it by less than a unit a pool.
    @Test(
        arguments: [
            (1, "2988020943119709649479"), (10, "29657557736106929474187"),
            (100, "287911710352075212570278"), (1_000, "2303611915444599764885308"),
        ] as [(UInt64, String)]
    )
    func `is within a few units of A3's closed form`(_ amountIn: UInt64, _ out: String) throws {
        let paths = try Lanes.pools(`The optimum of a route`.anchorPools, unit: ether)
        let split = try RouteSolver.split(amountIn: UInt256(amountIn) * ether, over: paths)
        let closed = try #require(UInt256(decimal: out))
        #expect(split.amountOut <= closed)
        #expect(try split.amountOut + 4 >= closed)
        #expect(split.legs.count == [1: 1, 10: 2][amountIn] ?? 3)
    }

    /// A3's mixed fees, as above.
    @Test func `is within a few units of A3's closed form for mixed fees`() throws {
        let paths = try Lanes.pools(
            [(1_000, 3_000_000, 30), (500, 1_490_000, 5), (2_000, 5_400_000, 100)],
            unit: ether
        )
        let split = try RouteSolver.split(amountIn: 100 * ether, over: paths)
        let closed = try #require(UInt256(decimal: "280246024996283767831939"))
        #expect(split.amountOut <= closed)
        #expect(try split.amountOut + 4 >= closed)
    }

    /// A3's merge test, as above: 100 into 4,000 against 12 million.
    @Test func `brings what one pool of summed reserves does`() throws {
        let paths = try Lanes.pools(
            [(1_000, 3_000_000, 30), (500, 1_500_000, 30), (2_500, 7_500_000, 30)],
            unit: ether
        )
        let split = try RouteSolver.split(amountIn: 100 * ether, over: paths)
        let merged = try ConstantProduct.amountOut(
            amountIn: 100 * ether,
            reserveIn: 4_000 * ether,
            reserveOut: 12_000_000 * ether,
            fee: BasisPoints(30)
        )
        #expect(merged.description == "291826231187647876673902")
        #expect(split.amountOut <= merged)
        #expect(try split.amountOut + 4 >= merged)
        for (leg, share) in zip(split.legs, [25, 12.5, 62.5]) {
            #expect((leg.amountIn.asDouble / (share * 1e18) - 1).magnitude < 1e-12)
        }
    }

    /// The closed form of `RouteOptimumTests`; a unit of the middle token is 3,000 ÷ 20,000 of one
    /// that comes out, so that rounding stays below a unit a hop.
    @Test(
        arguments: [
            (1, "2992081501932170663189"), (10, "29770786537655705383886"),
            (100, "284060831377205270859945"),
        ] as [(UInt64, String)]
    )
    func `divides between two hops and one`(_ amountIn: UInt64, _ out: String) throws {
        let paths = [
            RoutePath([Lanes.hop(0, try 1_000 * ether, try 3_000_000 * ether)]),
            RoutePath([
                Lanes.hop(1, try 2_000 * ether, try 40_000_000 * ether, from: 1, to: 3),
                Lanes.hop(2, try 30_000_000 * ether, try 4_520_000 * ether, from: 3, to: 2),
            ]),
        ]
        let split = try RouteSolver.split(amountIn: UInt256(amountIn) * ether, over: paths)
        let closed = try #require(UInt256(decimal: out))
        #expect(split.amountOut <= closed)
        #expect(try split.amountOut + 4 >= closed)
        #expect(split.legs.map(\.amounts.count) == [2, 3])
    }

    @Test func `reads a pool in both directions`() throws {
        let stage = try Stage()
        let pool = stage.pool
        let (base, quote) = pool.reserves(on: stage.machine)
        let sale = RouteHop(pool, sellsBase: true, on: stage.machine)
        #expect(sale.tokenIn == pool.base.address && sale.tokenOut == pool.quote.address)
        #expect(sale.reserveIn == base && sale.reserveOut == quote && sale.fee == pool.fee)
        let purchase = RouteHop(pool, sellsBase: false, on: stage.machine)
        #expect(purchase.tokenIn == pool.quote.address && purchase.reserveIn == quote)
        let split = try RouteSolver.split(amountIn: 1_000_000, over: [RoutePath([purchase])])
        #expect(
            split.amountOut == pool.quote(amountIn: 1_000_000, sellsBase: false, on: stage.machine)
        )
    }

    @Test func `refuses paths that do not fit together`() throws {
        let direct = RoutePath([Lanes.hop(0, 10, 10)])
        let first = Lanes.hop(1, 10, 10, from: 1, to: 3)
        let second = Lanes.hop(2, 10, 10, from: 3, to: 2)
        let long = RoutePath(
            (0..<5).map { Lanes.hop(10 + $0, 9, 9, from: $0 == 0 ? 1 : $0 + 3, to: $0 + 4) }
        )
        let cases: [([RoutePath], RouteError)] = [
            ([], .pathCount(0, max: 64)),
            (Array(repeating: direct, count: 65), .pathCount(65, max: 64)),
            ([direct, RoutePath([])], .hopCount(0, path: 1, max: 4)),
            ([long], .hopCount(5, path: 0, max: 4)),
            ([RoutePath([first, first])], .broken(path: 0, hop: 1)),
            ([direct, RoutePath([first])], .otherTokens(path: 1)),
            ([direct, RoutePath([second])], .otherTokens(path: 1)),
            (
                [RoutePath([first, Lanes.hop(1, 10, 10, from: 3, to: 1), direct.hops[0]])],
                .pairTwice(first.pair, path: 0)
            ),
            (
                [direct, RoutePath([Lanes.hop(0, 10, 11)])],
                .pairDiffers(direct.hops[0].pair, path: 1)
            ),
            (
                [RoutePath([first, second]), RoutePath([Lanes.hop(1, 10, 10)])],
                .pairDiffers(first.pair, path: 1)
            ),
            ([direct], .buysNothing(amountIn: 1)),
        ]
        for (paths, error) in cases {
            #expect(throws: error) { try RouteSolver.split(amountIn: 1, over: paths) }
        }
        #expect(throws: RouteError.buysNothing(amountIn: 0)) {
            try RouteSolver.split(amountIn: 0, over: [direct])
        }
        #expect(throws: RouteError.buysNothing(amountIn: .max)) {
            try RouteSolver.split(amountIn: .max, over: [direct, direct])
        }
    }

    @Test func `passes by empty pools`() throws {
        let paths = try Lanes.pools([
            (0, 1_000, 30), (1_000, 0, 30), (1_000, 1_000, 10_000), (1_000, 1_000, 30),
        ])
        let split = try RouteSolver.split(amountIn: 100, over: paths)
        #expect(split.legs.map(\.path) == [3])
        #expect(split.amountOut == 90)
        #expect(throws: RouteError.buysNothing(amountIn: 100)) {
            try RouteSolver.split(amountIn: 100, over: Array(paths[..<3]))
        }
    }

    /// A unit goes where it buys something: one unit of input at 2:1 less the fee.
    @Test func `routes a single unit`() throws {
        let paths = try Lanes.pools([
            (1_000, 900, 30), (1_000_000, 2_100_000, 30), (1_000, 3_000, 10_000),
        ])
        let split = try RouteSolver.split(amountIn: 1, over: paths)
        #expect(split.legs.map(\.path) == [1])
        #expect(split.legs.map(\.amounts) == [[1, 2]])
        #expect(split.amountOut == 2)
    }

    /// Neither pool could take the whole, since reserves have 112 bits: both together can.
    @Test func `fills pools up to the 112 bits of their reserves`() throws {
        let reserve = UInt256.one << 111
        let paths = [
            RoutePath([Lanes.hop(0, reserve, reserve)]),
            RoutePath([Lanes.hop(1, reserve, reserve >> 1)]),
        ]
        let amountIn = try reserve + (reserve >> 1)
        #expect(Lanes.single(amountIn, 0, of: paths) == nil)
        let split = try RouteSolver.split(amountIn: amountIn, over: paths)
        let inputs = Lanes.inputs(of: split, over: paths)
        #expect(try inputs[0] + inputs[1] == amountIn)
        #expect(Lanes.output(inputs, over: paths) == split.amountOut)
        #expect(throws: RouteError.buysNothing(amountIn: reserve << 1)) {
            try RouteSolver.split(amountIn: reserve << 1, over: paths)
        }
    }
}
