import Agents
import Contracts
import Primitives
import Testing
import WideMath

@Suite struct `An oracle's reporter` {
    private var stage: Stage
    private var reporter: OracleReporter
    private let feed: Address

    init() throws {
        stage = try Stage()
        feed = try #require(stage.world.vault?.holdings.first?.feed)
        reporter = OracleReporter(
            name: "oracle",
            wallet: try stage.wallet("oracle"),
            feed: feed,
            asset: stage.pool.base,
            quote: stage.pool.quote,
            heartbeat: 3_600,
            deviation: BasisPoints(50),
            fees: Stage.fees
        )
    }

    /// 50 bp of 200 dollars are one dollar, in either direction.
    @Test(arguments: [
        (200, false), (199.01, false), (199, true), (200.99, false), (201, true), (150, true),
    ])
    mutating func `reports a move of its threshold`(_ price: Double, _ isDue: Bool) throws {
        stage.prices[0] = price
        let sent = stage.act(&reporter)
        #expect(sent.map(\.purpose) == (isDue ? [.oracleUpdate] : []))
        guard isDue else { return }
        #expect(stage.act(&reporter).isEmpty)
        let time = stage.machine.block.timestamp
        #expect(stage.build().transactions.map(\.receipt.status) == [.success])
        let latest = PriceFeed.latest(of: feed, on: stage.machine)
        #expect(latest.answer == UInt256(UInt64(price * 1e8)))
        #expect(latest.updatedAt == time)
        #expect(stage.act(&reporter).isEmpty)
    }

    @Test mutating func `reports at every heartbeat though nothing moves`() {
        let start = stage.world.scenario.chain.start
        stage.machine.block.timestamp = start + 3_599
        #expect(stage.act(&reporter).isEmpty)
        stage.machine.block.timestamp = start + 3_600
        #expect(stage.act(&reporter).count == 1)
        #expect(stage.build(seconds: 3_599).transactions.map(\.receipt.status) == [.success])
        #expect(stage.act(&reporter).isEmpty)
        stage.machine.block.timestamp += 1
        #expect(stage.act(&reporter).count == 1)
    }

    @Test(arguments: [0.0, -5, .nan, .infinity])
    mutating func `reports no price that is none`(_ price: Double) {
        stage.prices[0] = price
        for pending in stage.act(&reporter) { #expect(pending.word(0) == 0) }
        let before = PriceFeed.latest(of: feed, on: stage.machine).answer
        stage.build()
        #expect(PriceFeed.latest(of: feed, on: stage.machine).answer == before)
    }
}
