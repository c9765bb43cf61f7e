import Agents
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `The optimum of a route` {
    /// `../shared/anchors/ANCHORS.md`, A3: fees of 30 bp, pools (1000, 3e6), (500, 1.49e6) and
    /// (2000, 5.9e6); the last digits by the same formula in 60-digit decimals.
    static let anchors: [(amountIn: Double, amounts: [Double], out: Double, single: Double)] = [
        (1, [1, 0, 0], 2_988.020943119709649479, 2_988.020943119709649),
        (10, [7.791656656234, 2.208343343765, 0], 29_657.557736106929, 29_614.741031911838),
        (
            100, [34.02508717315, 15.28126310347, 50.69364972337], 287_911.710352075212,
            280_149.545173119969
        ),
        (
            1_000, [292.5273820089, 144.1008528978, 563.3717650932], 2_303_611.915444599764,
            1_962_729.396062729396
        ),
    ]
    static let anchorPools: [(x: UInt64, y: UInt64, fee: UInt64)] = [
        (1_000, 3_000_000, 30), (500, 1_490_000, 30), (2_000, 5_900_000, 30),
    ]

    private func isNear(_ value: Double, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
        (value - expected).magnitude <= tolerance * max(expected.magnitude, 1)
    }

    @Test(arguments: 0..<4)
    func `is A3's for three pools`(_ row: Int) throws {
        let expected = Self.anchors[row]
        let paths = try Lanes.pools(Self.anchorPools)
        let optimum = RouteSolver.optimum(amountIn: expected.amountIn, over: paths)
        #expect(isNear(optimum.amountOut, expected.out))
        for (amount, anchor) in zip(optimum.amounts, expected.amounts) {
            #expect(isNear(amount, anchor))
        }
        let singles = paths.compactMap { RouteCurve($0)?.output(of: expected.amountIn) }
        #expect(isNear(singles.max() ?? 0, expected.single))
    }

    /// A3: fees of 30, 5 and 100 bp, third pool (2000, 5.4e6), 100 in.
    @Test func `is A3's for mixed fees`() throws {
        let paths = try Lanes.pools([
            (1_000, 3_000_000, 30), (500, 1_490_000, 5), (2_000, 5_400_000, 100),
        ])
        let optimum = RouteSolver.optimum(amountIn: 100, over: paths)
        #expect(isNear(optimum.amountOut, 280_246.024996283767))
        for (amount, anchor) in zip(
            optimum.amounts,
            [62.16046605612, 29.89211464270, 7.947419301163]
        ) {
            #expect(isNear(amount, anchor))
        }
    }

    /// A3's merge test: pools of one price and fee are one pool of summed reserves, 291826.2311876
    /// for 100 into 4,000 against 12 million.
    @Test func `merges pools of one price by their depths`() throws {
        let parts = try Lanes.pools([
            (1_000, 3_000_000, 30), (500, 1_500_000, 30), (2_500, 7_500_000, 30),
        ])
        let whole = try Lanes.pools([(4_000, 12_000_000, 30)])
        let split = RouteSolver.optimum(amountIn: 100, over: parts)
        let merged = RouteSolver.optimum(amountIn: 100, over: whole)
        #expect(isNear(split.amountOut, 291_826.2311876478))
        #expect(isNear(merged.amountOut, 291_826.2311876478))
        for (amount, anchor) in zip(split.amounts, [25, 12.5, 62.5]) {
            #expect(isNear(amount, anchor, 1e-12))
        }
        // The same shares for an input far below the rounding of the reserves.
        let tiny = RouteSolver.optimum(amountIn: 1e-20, over: parts)
        #expect(zip(tiny.amounts, [25e-22, 12.5e-22, 62.5e-22]).allSatisfy { $0 / $1 == 1 })
    }

    /// Two hops, (2000, 4e7) and (3e7, 4.52e6), against one pool (1000, 3e6), all at 30 bp.
    ///
    /// Numbers: A3's composition and water-filling in 60-digit decimals.
    @Test(
        arguments: [
            (1, 0.20652918914423, 2_992.08150193217066), (10, 5.04724559053228, 29_770.78653765570),
            (100, 53.4544096044128, 284_060.831377205270),
        ] as [(Double, Double, Double)]
    )
    func `divides between two hops and one`(_ amountIn: Double, _ direct: Double, _ out: Double) {
        let paths = [
            RoutePath([Lanes.hop(0, 1_000, 3_000_000)]),
            RoutePath([
                Lanes.hop(1, 2_000, 40_000_000, from: 1, to: 3),
                Lanes.hop(2, 30_000_000, 4_520_000, from: 3, to: 2),
            ]),
        ]
        let optimum = RouteSolver.optimum(amountIn: amountIn, over: paths)
        #expect(isNear(optimum.amountOut, out))
        #expect(isNear(optimum.amounts[0], direct))
        #expect(isNear(optimum.amounts[1], amountIn - direct))
    }

    /// A3: (A, B, C) ← (φAY, BX, CX + φA) from (1, 1, 0) for each pool.
    @Test func `composes hops as A3's Moebius maps`() throws {
        var numbers = Soak.numbers("moebius")
        for _ in 0..<1_000 {
            var (a, b, c) = (1.0, 1.0, 0.0)
            var input = Double(1 + numbers.below(1_000_000))
            let first = input
            let hops = (0..<(1 + numbers.below(4))).map { _ in
                let x = UInt64(1 + numbers.below(1_000_000_000))
                let y = UInt64(1 + numbers.below(1_000_000_000))
                (a, b, c) = (
                    0.997 * a * Double(y), b * Double(x), c * Double(x) + 0.997 * a
                )
                input = 0.997 * input * Double(y) / (Double(x) + 0.997 * input)
                return Lanes.hop(0, UInt256(x), UInt256(y))
            }
            let curve = try #require(RouteCurve(RoutePath(hops)))
            #expect(isNear(curve.rate / (a / b), 1, 1e-14))
            #expect(isNear(curve.curb / (c / b), 1, 1e-14))
            #expect(isNear(curve.output(of: first) / input, 1, 1e-13))
        }
    }

    /// The conditions of Karush, Kuhn and Tucker, from which the closed form comes: one marginal
    /// price rₖ ÷ (1 + cₖaₖ)² on all used paths, no higher one on the others.
    @Test func `has one marginal price on all used paths`() {
        var numbers = Soak.numbers("marginal")
        var partly = 0
        for _ in 0..<2_000 {
            let curves = (0..<(2 + numbers.below(9))).map { _ in
                RouteCurve(
                    rate: 1 + Double(numbers.below(1_000)) / 5_000,
                    curb: 1 / Double(1 + numbers.below(1_000_000))
                )
            }
            let amountIn = Double(1 + numbers.below(200_000))
            let optimum = RouteOptimum(amountIn: amountIn, over: curves)
            #expect(isNear(optimum.amounts.reduce(0, +) / amountIn, 1, 1e-12))
            let prices = zip(curves, optimum.amounts).map { curve, amount in
                (amount, curve.rate / ((1 + curve.curb * amount) * (1 + curve.curb * amount)))
            }
            let used = prices.filter { $0.0 > 0 }.map(\.1)
            let idle = prices.filter { $0.0 == 0 }.map(\.1)
            let price = used.max() ?? 0
            #expect(isNear((used.min() ?? 0) / price, 1, 1e-12))
            #expect((idle.max() ?? 0) <= price * (1 + 1e-12))
            if !idle.isEmpty { partly += 1 }
        }
        #expect(partly > 100)
    }

    /// Measures ask for one path without its lists: no bit may differ.
    @Test func `of one path is the same without its lists`() throws {
        var stream = RandomStream(seed: 5, name: "one path")
        for _ in 0..<2_000 {
            let curve = RouteCurve(rate: stream.unit() * 1e4, curb: stream.unit() * 1e-3)
            let amountIn = stream.unit() * 1e7
            let whole = RouteOptimum(amountIn: amountIn, over: [curve]).amountOut
            #expect(RouteOptimum.amountOut(of: amountIn, over: curve) == whole)
        }
        for amountIn in [0, -1, .nan, .infinity] as [Double] {
            #expect(RouteOptimum.amountOut(of: amountIn, over: RouteCurve(rate: 1, curb: 1)) == 0)
        }
    }

    @Test func `is nothing for no input and for no path`() throws {
        let paths = try Lanes.pools(Self.anchorPools)
        for amountIn in [0, -1, .nan, .infinity] as [Double] {
            let optimum = RouteSolver.optimum(amountIn: amountIn, over: paths)
            #expect(optimum.amounts == [0, 0, 0])
            #expect(optimum.amountOut == 0)
        }
        let empty = try Lanes.pools([(0, 5, 30), (5, 0, 30), (5, 5, 10_000)])
        let optimum = RouteSolver.optimum(amountIn: 1, over: empty)
        #expect(optimum.amounts == [0, 0, 0])
        #expect(optimum.amountOut == 0)
        #expect(RouteSolver.optimum(amountIn: 1, over: []).amounts == [])
    }
}
