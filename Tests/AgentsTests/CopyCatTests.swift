import Agents
import BlockBuilding
import Chain
import Contracts
import Primitives
import Testing
import WideMath

@Suite struct `A copycat` {
    private var stage: SearchStage

    init() throws { stage = try SearchStage.withVault() }

    private static func copycat(_ stage: SearchStage) throws -> CopyCat {
        CopyCat(
            name: "searcher",
            wallet: try stage.wallet("searcher"),
            tokens: stage.world.tokens,
            fees: SearchStage.fees
        )
    }

    @Test mutating func `takes an arbitrage for itself`() throws {
        var agent = try Self.copycat(stage)
        let wallet = try stage.wallet("searcher")
        let rival = try stage.wallet("rival")
        try stage.swapNow(dollars(100_000), in: "main", from: try stage.wallet("flow"))
        let weth = try stage.token("WETH")
        let usdc = try stage.token("USDC")
        var arbitrageur = Arbitrageur(
            name: "rival",
            wallet: rival,
            pool: try stage.pool("main"),
            minProfit: 0,
            fees: SearchStage.fees
        )
        let original = try #require(stage.act(&arbitrageur).first)
        let before = stage.traces
        let sent = stage.act(&agent)
        #expect(stage.traces == before)
        #expect(sent.map(\.purpose) == [.copycat(original: original.signed.signingHash)])
        let copy = sent[0].transaction
        #expect(copy.to == original.transaction.to)
        #expect(copy.maxPriorityFeePerGas.raw == 2_000_000_001)
        // The receiver, the only address of the sender's, has become its own.
        #expect(sent[0].word(3) == wallet.address.word)
        #expect(original.word(3) == rival.address.word)
        #expect(copy.data.count == original.transaction.data.count)

        let held = [stage.balance(weth, of: wallet), stage.balance(usdc, of: wallet)]
        let built = stage.build()
        #expect(built.transactions.map(\.pending.arrival) == [sent[0], original].map(\.arrival))
        #expect(built.transactions[0].receipt.status == .success)
        #expect(built.transactions[1].receipt.status != .success)
        let sold = try held[0] - stage.balance(weth, of: wallet)
        let got = try stage.balance(usdc, of: wallet) - held[1]
        #expect(got.asDouble / 1e6 > sold.asDouble / 1e18 * 2_000)
    }

    /// Its address replaces the other's wherever it stands, in whole words or across them.
    @Test mutating func `puts its own address in the other's place wherever it is`() throws {
        var agent = try Self.copycat(stage)
        let (wallet, rival) = (try stage.wallet("searcher"), try stage.wallet("rival"))
        try stage.swapNow(dollars(100_000), in: "main", from: try stage.wallet("flow"))
        let (main, side) = (try stage.pool("main"), try stage.pool("side"))
        let data = Executor.swapCalldata(
            amountIn: whole(10),
            amountOutMin: whole(10),
            tokenIn: main.base.address,
            along: [main, side].map { Executor.Hop(pair: $0.pair, fee: $0.fee) },
            to: rival.address
        )
        // What follows the arguments is not read.
        func tail(_ address: Address) -> [UInt8] {
            [7] + address.bytes + [1, 2, 3] + address.bytes + address.bytes
                + address.bytes.dropLast()
        }
        try stage.send(
            Outbox.Order(
                target: stage.world.executor,
                data: data + tail(rival.address),
                gasLimit: Gas(400_000),
                fees: (Wei(1), Wei(100_000_000_000)),
                purpose: .cyclicArbitrage
            ),
            from: rival
        )
        let sent = stage.act(&agent)
        #expect(sent.count == 1)
        let copied = Array(try #require(sent.first).transaction.data.dropFirst(data.count))
        // The last lacks a byte, so it is no address.
        #expect(copied == tail(wallet.address).dropLast(19) + tail(rival.address).suffix(19))
        #expect(sent.first?.word(4) == wallet.address.word)
        #expect(stage.build().transactions[0].receipt.status == .success)
    }

    /// 100 dollars for whoever rebalances, and his gas.
    @Test mutating func `takes the tips of an open vault's keepers`() throws {
        var agent = try Self.copycat(stage)
        let wallet = try stage.wallet("searcher")
        try stage.reprice(2_800)
        let original = try stage.rebalance()
        let sent = stage.act(&agent)
        #expect(sent.map(\.purpose) == [.copycat(original: original.signed.signingHash)])
        let usdc = try stage.token("USDC")
        let held = stage.balance(usdc, of: wallet)
        let kept = stage.balance(usdc, of: try stage.wallet("keeper"))
        let built = stage.build()
        #expect(built.transactions[0].pending.arrival == sent[0].arrival)
        #expect(built.transactions[0].receipt.status == .success)
        #expect(built.transactions[1].receipt.status != .success)
        #expect(try stage.balance(usdc, of: wallet) - held >= dollars(100))
        #expect(stage.balance(usdc, of: try stage.wallet("keeper")) == kept)
    }

    @Test mutating func `leaves alone what gains nothing`() throws {
        var agent = try Self.copycat(stage)
        #expect(stage.act(&agent).isEmpty)
        try stage.swap(dollars(40_000), in: "main", from: try stage.wallet("flow"))
        #expect(stage.act(&agent).isEmpty)
        // A keeper who gets nothing.
        stage = try SearchStage.withVault(reward: "tip: 0 USDC, cap: 0 USDC")
        var other = try Self.copycat(stage)
        try stage.reprice(2_800)
        _ = try stage.rebalance()
        #expect(stage.act(&other).isEmpty)
    }

    @Test mutating func `stays still where fees buy no place`() throws {
        try stage.reprice(2_800)
        _ = try stage.rebalance()
        var agent = CopyCat(
            name: "searcher",
            wallet: try stage.wallet("searcher"),
            tokens: stage.world.tokens,
            fees: SearchStage.fees,
            policy: ArrivalOrder()
        )
        #expect(stage.act(&agent).isEmpty)
    }

    @Test mutating func `loses its gas and no more when somebody is before it`() throws {
        var agent = try Self.copycat(stage)
        let wallet = try stage.wallet("searcher")
        try stage.reprice(2_800)
        let original = try stage.rebalance()
        let sent = stage.act(&agent)
        try stage.send(
            Outbox.Order(
                target: try stage.vault().address,
                data: original.transaction.data,
                gasLimit: original.transaction.gasLimit,
                fees: (Wei(9_000_000_000), Wei(1_000_000_000_000)),
                purpose: .rebalance
            ),
            from: try stage.wallet("rival")
        )
        let tokens = stage.world.tokens
        let held = tokens.map { stage.balance($0, of: wallet) }
        let ether = stage.ether(of: wallet.address)
        let built = stage.build()
        let own = try #require(
            built.transactions.first { $0.pending.arrival == sent[0].arrival }
        )
        #expect(own.receipt.status != .success)
        #expect(tokens.map { stage.balance($0, of: wallet) } == held)
        let price = own.receipt.effectiveGasPrice.raw
        let paid = try price * UInt256(own.receipt.gasUsed.units)
        #expect(stage.ether(of: wallet.address) == (try ether - paid))
    }
}
