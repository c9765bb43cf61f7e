import Agents
import Primitives
import Testing
import WideMath

@Suite struct `An arbitrageur` {
    private var stage: Stage
    private var arbitrageur: Arbitrageur

    init() throws {
        stage = try Stage()
        arbitrageur = try Self.arbitrageur(stage)
    }

    private static func arbitrageur(_ stage: Stage, minProfit: Double = 0) throws -> Arbitrageur {
        Arbitrageur(
            name: "arbitrage",
            wallet: try stage.wallet("arbitrage"),
            pool: stage.pool,
            minProfit: minProfit,
            fees: Stage.fees
        )
    }

    /// The band's edge: the outside price is what the next unit costs with the fee of 30 bp.
    ///
    /// A fee that stays in the pool moves it by less than fee × trade ÷ reserve, here 0.3 % of 5 %.
    @Test(
        arguments: [(180, 1 / 0.997), (199, 1 / 0.997), (201, 0.997), (220, 0.997)]
            as [(Double, Double)]
    )
    mutating func `leaves the pool at the edge of its band`(
        _ price: Double,
        _ edge: Double
    ) throws {
        stage.prices[0] = price
        let sent = stage.act(&arbitrageur)
        #expect(sent.map(\.purpose) == [.arbitrage])
        // One at a time: what waits is not sent again.
        #expect(stage.act(&arbitrageur).isEmpty)
        let built = stage.build()
        #expect(built.transactions.map(\.receipt.status) == [.success])
        #expect((stage.pool.spot(on: stage.machine) / (price * edge) - 1).magnitude < 1.6e-4)
        #expect(stage.act(&arbitrageur).isEmpty)
    }

    @Test(arguments: [199.42, 199.9, 200, 200.3, 200.59])
    mutating func `stays still inside the band of 30 bp`(_ price: Double) {
        stage.prices[0] = price
        #expect(stage.act(&arbitrageur, etherAsset: nil).isEmpty)
    }

    /// At d beyond the band the gain is about d² ÷ 4 of a side: 0.4 dollars at 0.063 %.
    ///
    /// Gas is 115,000 × 22 gwei × 200 dollars: 0.5.
    @Test mutating func `does not trade for less than its gas`() {
        stage.prices[0] = 200.73
        #expect(stage.act(&arbitrageur).isEmpty)
        #expect(stage.act(&arbitrageur, etherAsset: nil).count == 1)
    }

    @Test mutating func `wants its least profit`() throws {
        // d = 5 % − 0.3 %: about 2,200 dollars.
        stage.prices[0] = 210
        var greedy = try Self.arbitrageur(stage, minProfit: 3_000)
        #expect(stage.act(&greedy).isEmpty)
        var modest = try Self.arbitrageur(stage, minProfit: 1_500)
        #expect(stage.act(&modest).count == 1)
    }

    /// The limit is break-even at the outside price: a trade before it cannot make it a loss.
    @Test mutating func `accepts no less than break-even`() throws {
        stage.prices[0] = 210
        let sent = try #require(stage.act(&arbitrageur).first)
        let amountIn = try #require(sent.word(0)).asDouble / 1e6
        let least = try #require(sent.word(1)).asDouble / 1e18
        #expect((least * 210 / amountIn - 1).magnitude < 1e-9)
        // Somebody buys first what it wanted, for more.
        try stage.swap(
            dollars(200_000),
            tip: 50_000_000_000,
            from: try stage.wallet("flow")
        )
        let built = stage.build()
        #expect(built.transactions.map(\.receipt.status).first == .success)
        #expect(
            built.transactions.last?.receipt.status
                == .reverted(.message("UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT"))
        )
    }

    @Test mutating func `does not sell what it does not have`() {
        // To 20,000 dollars takes nine times the reserve: 36,000,000 dollars of its 4,000,000.
        stage.prices[0] = 20_000
        #expect(stage.act(&arbitrageur).isEmpty)
    }
}
