import Agents
import BlockBuilding
import Chain
import Contracts
import Primitives
import Testing
import WideMath

@Suite struct `A cyclic arbitrageur` {
    private var stage: SearchStage
    private let wallet: Wallet
    private let victim: Wallet

    init() throws {
        stage = try SearchStage()
        wallet = try stage.wallet("searcher")
        victim = try stage.wallet("flow")
    }

    private static func arbitrageur(
        _ stage: SearchStage,
        token: String = "WETH",
        pools: [PoolInfo]? = nil,
        minProfit: Double = 0,
        bidding: Bidding = .tips
    ) throws -> CycleArbitrageur {
        CycleArbitrageur(
            name: "searcher",
            wallet: try stage.wallet("searcher"),
            scope: CycleArbitrageur.Scope(
                executor: stage.world.executor,
                pools: pools ?? stage.world.pools,
                token: try stage.token(token)
            ),
            minProfit: minProfit,
            bidding: bidding,
            fees: SearchStage.fees,
            policy: stage.policy
        )
    }

    @Test(arguments: ["WETH", "USDC"])
    mutating func `lands right behind who moved a pool and gets what it planned`(
        _ name: String
    ) throws {
        let pools = [try stage.pool("main"), try stage.pool("side")]
        var agent = try Self.arbitrageur(stage, token: name, pools: pools)
        let token = try stage.token(name)
        let swap = try stage.swap(dollars(40_000), from: victim)
        let before = stage.traces
        let sent = stage.act(&agent)
        #expect(stage.traces == before)
        #expect(sent.map(\.purpose) == [.backrun(victim: swap.signed.signingHash)])
        let plan = try #require(agent.lastPlan)
        #expect(plan.movers == [swap])
        #expect(plan.payment == .zero)

        let held = stage.balance(token, of: wallet)
        let ether = stage.ether(of: wallet.address)
        let price = stage.baseFee.raw.wrappingAdd(2_000_000_000)
        let built = stage.build()
        #expect(
            built.transactions.map(\.pending.signed.signingHash)
                == [swap, sent[0]].map(\.signed.signingHash)
        )
        #expect(built.transactions.allSatisfy { $0.receipt.status == .success })
        #expect(stage.balance(token, of: wallet) == (try held + plan.trade.profit))
        #expect(built.transactions[1].receipt.gasUsed == plan.gas)
        let paid = try ether - stage.ether(of: wallet.address)
        #expect(paid == (try price * UInt256(plan.gas.units)))
        // The value of the gas at 2,000 dollars an ether is what stands between profit and net.
        let unit = token.unit.asDouble
        let gas = paid.asDouble / 1e18 * (name == "WETH" ? 1 : 2_000)
        #expect(abs(plan.net / unit - (plan.trade.profit.asDouble / unit - gas)) < 1e-9)
        // Nothing is left to be had.
        #expect(stage.act(&agent).isEmpty)
    }

    /// Two pools of the same depth and price p, one of them moved: the closed form of anchor A3.
    @Test mutating func `takes what the closed form says`() throws {
        var agent = try Self.arbitrageur(stage)
        try stage.swapNow(dollars(40_000), in: "side", from: try stage.wallet("rival"))
        let (main, side) = (try stage.pool("main"), try stage.pool("side"))
        // WETH goes into the pool where it is dear, USDC into the other.
        let hops = [
            RouteHop(side, sellsBase: true, on: stage.machine),
            RouteHop(main, sellsBase: false, on: stage.machine),
        ]
        var (a, b, c) = (1.0, 1.0, 0.0)
        for hop in hops {
            let share = 1 - Double(hop.fee.count) / 10_000
            let (x, y) = (hop.reserveIn.asDouble, hop.reserveOut.asDouble)
            (a, b, c) = (share * a * y, b * x, c * x + share * a)
        }
        let best = ((a * b).squareRoot() - b) / c
        let profit = (a.squareRoot() - b.squareRoot()) * (a.squareRoot() - b.squareRoot()) / c
        let sent = stage.act(&agent)
        #expect(sent.map(\.purpose) == [.cyclicArbitrage])
        let plan = try #require(agent.lastPlan)
        // The input to the square root of rounding, as the profit is flat there.
        #expect(abs(plan.trade.amountIn.asDouble / best - 1) < 1e-6)
        #expect(abs(plan.trade.profit.asDouble / profit - 1) < 1e-9)
    }

    @Test mutating func `comes last by itself where blocks go by arrival`() throws {
        stage = try SearchStage(ordering: "arrival", policy: ArrivalOrder())
        var agent = try Self.arbitrageur(stage)
        let swap = try stage.swap(dollars(40_000), tip: 1, from: victim)
        let sent = stage.act(&agent)
        let weth = try stage.token("WETH")
        let held = stage.balance(weth, of: wallet)
        let built = stage.build()
        #expect(built.transactions.map(\.pending.arrival) == [swap, sent[0]].map(\.arrival))
        let plan = try #require(agent.lastPlan)
        #expect(stage.balance(weth, of: wallet) == (try held + plan.trade.profit))
    }

    @Test mutating func `goes around three pools`() throws {
        var agent = try Self.arbitrageur(stage)
        let linkOnly = try stage.swap(dollars(60_000), in: "link", from: victim)
        let sent = stage.act(&agent)
        #expect(sent.count == 1)
        let plan = try #require(agent.lastPlan)
        #expect(plan.trade.path.hops.count == 3)
        #expect(plan.movers == [linkOnly])
        let weth = try stage.token("WETH")
        let held = stage.balance(weth, of: wallet)
        let built = stage.build()
        #expect(built.transactions.allSatisfy { $0.receipt.status == .success })
        #expect(stage.balance(weth, of: wallet) == (try held + plan.trade.profit))
    }

    @Test mutating func `declines where there is no gap, or none that pays for its gas`() throws {
        var agent = try Self.arbitrageur(stage)
        #expect(stage.act(&agent).isEmpty)
        // Two fees, of 35 bp, are below the gap of 1.2 %: some dollars, but gas costs three.
        try stage.swap(dollars(5_200), from: victim)
        #expect(stage.act(&agent).isEmpty)
        #expect(stage.act(&agent, etherAsset: nil).count == 1)
    }

    @Test mutating func `wants its least profit`() throws {
        try stage.swap(dollars(40_000), from: victim)
        var modest = try Self.arbitrageur(stage)
        let copy = stage
        #expect(stage.act(&modest).count == 1)
        let net = try #require(modest.lastPlan).net / 1e18
        stage = copy
        var greedy = try Self.arbitrageur(stage, minProfit: net * 1.001)
        #expect(stage.act(&greedy).isEmpty)
        var content = try Self.arbitrageur(stage, minProfit: net * 0.999)
        #expect(stage.act(&content).count == 1)
    }

    @Test mutating func `trades with what it has`() throws {
        let weth = try stage.token("WETH")
        let place = ShareLedger.Storage.balances[wallet.address]
        stage.machine.write(place, of: weth.address, TokenAmount(whole(1)))
        try stage.swap(dollars(40_000), from: victim)
        var agent = try Self.arbitrageur(stage)
        #expect(stage.act(&agent).count == 1)
        #expect(agent.lastPlan?.trade.amountIn == whole(1))
        #expect(stage.build().transactions.allSatisfy { $0.receipt.status == .success })
    }

    @Test mutating func `loses its gas and no more when the gap is gone`() throws {
        var agent = try Self.arbitrageur(stage)
        try stage.swap(dollars(40_000), from: victim)
        let sent = stage.act(&agent)
        // Whoever comes first takes the pool back.
        try stage.swap(
            whole(19),
            sellsBase: true,
            slippage: 10_000,
            tip: 1_999_999_999,
            from: try stage.wallet("rival")
        )
        try stage.swap(
            whole(19),
            sellsBase: true,
            slippage: 10_000,
            tip: 9_000_000_000,
            from: try stage.wallet("flow", 1)
        )
        let weth = try stage.token("WETH")
        let (held, ether) = (stage.balance(weth, of: wallet), stage.ether(of: wallet.address))
        let built = stage.build()
        let own = try #require(
            built.transactions.first { $0.pending.arrival == sent[0].arrival }
        )
        #expect(
            own.receipt.status == .reverted(.message("Executor: INSUFFICIENT_OUTPUT_AMOUNT"))
        )
        #expect(stage.balance(weth, of: wallet) == held)
        let price = own.receipt.effectiveGasPrice.raw
        let paid = try price * UInt256(own.receipt.gasUsed.units)
        #expect(stage.ether(of: wallet.address) == (try ether - paid))
    }

    @Test mutating func `waits until what it sent is done`() throws {
        var agent = try Self.arbitrageur(stage)
        try stage.swap(dollars(40_000), from: victim)
        #expect(stage.act(&agent).count == 1)
        try stage.swap(dollars(40_000), from: try stage.wallet("flow", 1))
        #expect(stage.act(&agent).isEmpty)
    }

    // MARK: Bundles

    @Test mutating func `shares its profit with the builder in a bundle`() throws {
        stage = try SearchStage(policy: BundleAuction())
        var agent = try Self.arbitrageur(stage, bidding: .bundle(BasisPoints(9_000)))
        // The victim's earlier transaction must come first, though it moves nothing of ours.
        let earlier = try stage.swap(dollars(10), in: "link", from: victim)
        let swap = try stage.swap(dollars(40_000), from: victim)
        #expect(stage.act(&agent).isEmpty)
        #expect(stage.bundles.count == 1)
        let plan = try #require(agent.lastPlan)
        #expect(plan.movers == [earlier, swap])
        #expect(stage.bundles[0].transactions.dropLast() == [earlier, swap])

        let weth = try stage.token("WETH")
        let (held, ether) = (stage.balance(weth, of: wallet), stage.ether(of: wallet.address))
        let baseFee = stage.baseFee.raw
        let coinbase = stage.ether(of: stage.world.coinbase)
        let built = stage.build()
        #expect(built.transactions.count == 3)
        #expect(built.transactions.allSatisfy { $0.receipt.status == .success })
        #expect(stage.balance(weth, of: wallet) == (try held + plan.trade.profit))
        let burnt = try baseFee * UInt256(plan.gas.units)
        #expect(stage.ether(of: wallet.address) == (try ether - burnt - plan.payment.raw))
        // Nine tenths of the profit after gas; an ether is a WETH here.
        let surplus = plan.trade.profit.asDouble - burnt.asDouble
        #expect(abs(plan.payment.raw.asDouble / surplus - 0.9) < 1e-3)
        let tips = try built.transactions[..<2].reduce(UInt256.zero) { sum, victim in
            try sum + UInt256(2_000_000_000) * UInt256(victim.receipt.gasUsed.units)
        }
        let risen = try stage.ether(of: stage.world.coinbase) - coinbase
        #expect(risen == (try tips + plan.payment.raw))
    }

    /// A million gas at 20 gwei, twice the base fee, is 0.02 ETH; the payment would be 0.19.
    @Test mutating func `pays no more than it has beside its gas`() throws {
        stage = try SearchStage(policy: BundleAuction())
        let account = stage.machine.state.account(wallet.address)
        stage.machine.state.setBalance(of: account, to: Wei(50_000_000_000_000_000))
        var agent = try Self.arbitrageur(stage, bidding: .bundle(BasisPoints(9_000)))
        try stage.swap(dollars(40_000), from: victim)
        _ = stage.act(&agent)
        #expect(stage.bundles.count == 1)
        #expect(agent.lastPlan?.payment.raw == 30_000_000_000_000_000)
        let built = stage.build()
        #expect(built.transactions.map { $0.receipt.status == .success } == [true, true])
    }

    @Test mutating func `costs nothing in a bundle when the gap is gone`() throws {
        stage = try SearchStage(policy: BundleAuction())
        var agent = try Self.arbitrageur(stage, bidding: .bundle(BasisPoints(100)))
        try stage.swap(dollars(40_000), from: victim)
        _ = stage.act(&agent)
        #expect(stage.bundles.count == 1)
        try stage.swap(
            whole(19),
            sellsBase: true,
            slippage: 10_000,
            tip: 900_000_000_000,
            from: try stage.wallet("rival")
        )
        let ether = stage.ether(of: wallet.address)
        let built = stage.build()
        #expect(built.transactions.count == 2)
        #expect(stage.ether(of: wallet.address) == ether)
    }

    @Test mutating func `sends to the mempool where no bundles are taken`() throws {
        var agent = try Self.arbitrageur(stage, bidding: .bundle(BasisPoints(9_000)))
        try stage.swap(dollars(40_000), from: victim)
        #expect(stage.act(&agent).count == 1)
        #expect(stage.bundles.isEmpty)
    }
}
