import Agents
import BlockBuilding
import Chain
import Primitives
import Testing
import WideMath

@Suite struct `A crowd of traders` {
    private var stage: Stage
    private let wallets: [Wallet]

    init() throws {
        // Nothing is built here: signatures would only take time.
        let stage = try Stage(verifiesSignatures: false)
        self.stage = stage
        wallets = try (0..<3).map { try stage.wallet("flow", $0) }
    }

    private func traders(
        rate: Double,
        size: Traders.Size = .fixed(1_000),
        slippage: UInt64 = 100,
        panic: Traders.Panic? = nil,
        seed: UInt64 = 1
    ) -> Traders {
        Traders(
            name: "flow",
            wallets: wallets,
            pool: stage.pool,
            ratePerBlock: rate,
            size: size,
            slippage: BasisPoints(slippage),
            fees: Stage.fees,
            panic: panic,
            stream: RandomStream(seed: seed, name: "agent/flow")
        )
    }

    private mutating func sent(
        _ traders: inout Traders,
        blocks: Int,
        conditions: [Bool] = [],
        strain: Strain = Strain()
    ) -> [[PendingTransaction]] {
        (0..<blocks).map { _ in
            stage.mempool = Mempool(chainID: 1, verifiesSignatures: false)
            return stage.act(&traders, conditions: conditions, strain: strain)
        }
    }

    /// A mean of n Poisson draws has the deviation √(rate ÷ n): four of them.
    @Test(arguments: [0.05, 0.7, 3])
    mutating func `come at their rate`(_ rate: Double) {
        var traders = traders(rate: rate)
        let blocks = 3_000
        let counts = sent(&traders, blocks: blocks).map(\.count)
        let mean = Double(counts.reduce(0, +)) / Double(blocks)
        #expect((mean - rate).magnitude < 4 * (rate / Double(blocks)).squareRoot())
    }

    /// Counts and sales within four deviations: √(mean × blocks), and of a share p √(p(1−p)n).
    @Test(
        arguments: [
            ([false, true], 1, nil, 0.5, 0.5),
            ([true, false], 1, nil, 1.5, 0.8),
            ([true, false], 2, nil, 3, 0.8),
            ([true, false], 2, 0.1, 3, 0.1),
            ([false, true], 2, 0.1, 1, 0.1),
            ([], 1, nil, 0.5, 0.5),
        ] as [([Bool], Double, Double?, Double, Double)]
    )
    mutating func `panic under their condition, in addition to what events do`(
        _ conditions: [Bool],
        _ eventRate: Double,
        _ eventSells: Double?,
        _ rate: Double,
        _ share: Double
    ) {
        var traders = traders(
            rate: 0.5,
            panic: Traders.Panic(condition: 0, rate: 3, sells: 0.8)
        )
        var strain = Strain()
        strain.tradeRate = eventRate
        strain.sellShare = eventSells
        let blocks = 1_500
        let all = sent(&traders, blocks: blocks, conditions: conditions, strain: strain)
            .flatMap { $0 }
        let mean = rate * Double(blocks)
        #expect((Double(all.count) - mean).magnitude < 4 * mean.squareRoot())
        let sales = Double(all.count { $0.word(6) == stage.pool.base.address.word })
        let count = Double(all.count)
        let deviation = (share * (1 - share) * count).squareRoot()
        #expect((sales - share * count).magnitude < 4 * deviation)
    }

    @Test mutating func `buy and sell alike, from all their wallets`() {
        var traders = traders(rate: 2)
        let all = sent(&traders, blocks: 500).flatMap { $0 }
        let sales = all.filter { $0.word(6) == stage.pool.base.address.word }.count
        // Four deviations of a fair coin, √(n ÷ 4).
        let half = Double(all.count) / 2
        #expect((Double(sales) - half).magnitude < 4 * (Double(all.count) / 4).squareRoot())
        #expect(Set(all.map(\.sender)) == Set(wallets.map(\.address)))
    }

    @Test(arguments: [0, 50, 100, 10_000] as [UInt64])
    mutating func `set the least they accept, rounded up`(_ slippage: UInt64) throws {
        var traders = traders(rate: 1, slippage: slippage)
        let all = sent(&traders, blocks: 20).flatMap { $0 }
        // All of it as slippage leaves a limit of nothing, which they do not send.
        #expect(all.isEmpty == (slippage == 10_000))
        for pending in all {
            let sellsBase = pending.word(6) == stage.pool.base.address.word
            let amountIn = try #require(pending.word(0))
            // 1,000 dollars, or 5 WETH at 200.
            #expect(amountIn == (sellsBase ? 5_000_000_000_000_000_000 : dollars(1_000)))
            let expected = stage.pool.quote(
                amountIn: amountIn,
                sellsBase: sellsBase,
                on: stage.machine
            )
            let least = try mulDiv(expected, UInt256(10_000 - slippage), 10_000, rounding: .up)
            #expect(pending.word(1) == least)
            #expect(pending.purpose == .trade)
        }
    }

    /// The median of n draws has a relative deviation of 1.2533 σ ÷ √n, σ itself 1 ÷ √(2n).
    ///
    /// Four of each are allowed.
    @Test mutating func `trade log-normal sizes`() throws {
        var traders = traders(rate: 5, size: .lognormal(median: 3_000, sigma: 0.5))
        let sizes = sent(&traders, blocks: 800).flatMap { $0 }
            .filter { $0.word(6) == stage.pool.quote.address.word }
            .compactMap { $0.word(0)?.asDouble }.map { $0 / 1e6 }.sorted()
        let count = Double(sizes.count)
        #expect(sizes.count > 1_500)
        let median = sizes[sizes.count / 2]
        #expect((median / 3_000 - 1).magnitude < 4 * 1.2533 * 0.5 / count.squareRoot())
        let logs = sizes.map { RealFunctions.log($0 / 3_000) }
        let sigma = (logs.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
        #expect((sigma / 0.5 - 1).magnitude < 4 / (2 * count).squareRoot())
    }

    @Test mutating func `do not trade what they do not have`() {
        // Each has 1,000,000 USDC and 5,000 WETH, as much.
        var rich = traders(rate: 5, size: .fixed(1_000_000))
        #expect(!sent(&rich, blocks: 5).flatMap { $0 }.isEmpty)
        var poor = traders(rate: 5, size: .fixed(1_000_001))
        #expect(sent(&poor, blocks: 20).flatMap { $0 }.isEmpty)
    }

    @Test mutating func `are others with another seed, and the same with the same`() {
        var one = traders(rate: 1)
        var same = traders(rate: 1)
        var other = traders(rate: 1, seed: 2)
        let counts = sent(&one, blocks: 50).map(\.count)
        #expect(sent(&same, blocks: 50).map(\.count) == counts)
        #expect(sent(&other, blocks: 50).map(\.count) != counts)
    }
}
