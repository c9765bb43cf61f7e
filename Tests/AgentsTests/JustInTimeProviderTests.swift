import Agents
import BlockBuilding
import Chain
import Contracts
import Primitives
import Testing
import WideMath

@Suite struct `A provider just in time` {
    private var stage: SearchStage
    private let wallet: Wallet
    private let victim: Wallet

    init() throws {
        stage = try SearchStage(
            agents: "  - { name: jit, role: jit_provider, pool: main }",
            ordering: "bundle_auction",
            policy: BundleAuction()
        )
        wallet = try stage.wallet("jit")
        victim = try stage.wallet("flow")
    }

    private static func provider(
        _ stage: SearchStage,
        minProfit: Double = 0,
        share: UInt64 = 0
    ) throws -> JustInTimeProvider {
        JustInTimeProvider(
            name: "jit",
            wallet: try stage.wallet("jit"),
            pool: try stage.pool("main"),
            minProfit: minProfit,
            share: BasisPoints(share),
            policy: stage.policy
        )
    }

    @Test mutating func `stands around its swap and gets what it planned`() throws {
        var agent = try Self.provider(stage, share: 5_000)
        let pool = try stage.pool("main")
        let swap = try stage.swap(dollars(50_000), in: "main", from: victim)
        let before = stage.traces
        #expect(stage.act(&agent).isEmpty)
        #expect(stage.traces == before)
        let plan = try #require(agent.lastPlan)
        let hash = swap.signed.signingHash
        #expect(
            stage.bundles.map { $0.transactions.map(\.purpose) }
                == [[.jitMint(victim: hash), .trade, .jitBurn(victim: hash)]]
        )

        let reserves = pool.reserves(on: stage.machine)
        let held = [pool.base, pool.quote].map { stage.balance($0, of: wallet) }
        let ether = stage.ether(of: wallet.address)
        let got = stage.balance(pool.base, of: victim)
        let baseFee = stage.baseFee.raw
        let built = stage.build()
        #expect(built.transactions.count == 3)
        #expect(built.transactions.allSatisfy { $0.receipt.status == .success })
        // A share s of the pool takes s of what goes in and gives s of what goes out: of
        // 50,000 dollars with 30 bp, at the reserves of both together.
        let base = try reserves.base + plan.size.base
        let quote = try reserves.quote + plan.size.quote
        let out = try ConstantProduct.amountOut(
            amountIn: dollars(50_000),
            reserveIn: quote,
            reserveOut: base,
            fee: pool.fee
        )
        #expect(stage.balance(pool.base, of: victim) == (try got + out))
        let share = plan.size.quote.asDouble / quote.asDouble
        let gross = share * (50_000 - out.asDouble / 1e18 * 2_000)
        let gas = try baseFee * UInt256(plan.gas.units)
        #expect(abs(plan.gain - (gross - gas.asDouble / 1e18 * 2_000)) < 1e-3)
        // What it has in the end is that, to the unit of what it planned.
        let base1 = stage.balance(pool.base, of: wallet).asDouble - held[0].asDouble
        let quote1 = stage.balance(pool.quote, of: wallet).asDouble - held[1].asDouble
        let paid = try ether - stage.ether(of: wallet.address)
        let gain = base1 / 1e18 * 2_000 + quote1 / 1e6 - paid.asDouble / 1e18 * 2_000
        #expect(abs(gain - plan.net) < 1e-3)
        // Half of the gain is tips.
        let tips = try paid - gas
        #expect(abs(tips.asDouble / 1e18 * 2_000 - plan.gain / 2) < 1e-3)
    }

    @Test mutating func `takes the size of those it tries that leaves most`() throws {
        var agent = try Self.provider(stage)
        try stage.swap(dollars(50_000), in: "main", from: victim)
        _ = stage.act(&agent)
        let plan = try #require(agent.lastPlan)
        let pool = try stage.pool("main")
        let reserves = pool.reserves(on: stage.machine)
        // More of a pool has more of the fee, and less of a price that it moves less itself.
        let gains = (0..<16).map { halvings in
            let added = 100_000_000 / Double(1 << halvings)
            let (y, v) = (4_000_000 + added, 50_000 * 0.997)
            return added / y * (50_000 - v * y / (y + v))
        }
        let best = try #require(gains.indices.max { gains[$0] < gains[$1] })
        #expect(best > 0 && best < 15)
        #expect(plan.size.base == stage.balance(pool.base, of: wallet) >> best)
        let quote = try mulDiv(plan.size.base, reserves.quote, reserves.base, rounding: .down)
        #expect(plan.size.quote == quote)
    }

    @Test mutating func `leaves swaps alone that do not pay for the gas`() throws {
        var agent = try Self.provider(stage)
        // 30 bp of 500 dollars is 1.5; the gas of two calls is some 4 dollars.
        try stage.swap(dollars(500), in: "main", from: victim)
        #expect(stage.act(&agent).isEmpty)
        #expect(stage.bundles.isEmpty)
    }

    @Test mutating func `wants its least profit`() throws {
        try stage.swap(dollars(50_000), in: "main", from: victim)
        var modest = try Self.provider(stage)
        let copy = stage
        _ = stage.act(&modest)
        let net = try #require(modest.lastPlan).net
        stage = copy
        var greedy = try Self.provider(stage, minProfit: net * 1.001)
        _ = stage.act(&greedy)
        #expect(stage.bundles.isEmpty)
    }

    @Test mutating func `leaves who trades toward the outside price alone`() throws {
        var agent = try Self.provider(stage)
        // 2.5 % too dear: who sells there takes more than the fee from whoever provides.
        try stage.swapNow(dollars(50_000), in: "main", from: try stage.wallet("rival"))
        try stage.swap(whole(10), in: "main", sellsBase: true, from: victim)
        #expect(stage.act(&agent).isEmpty)
        #expect(stage.bundles.isEmpty)
    }

    @Test mutating func `stays still where no bundles are taken`() throws {
        let other = try SearchStage()
        var agent = try Self.provider(stage)
        stage = other
        try stage.swap(dollars(50_000), in: "main", from: victim)
        #expect(stage.act(&agent).isEmpty)
        #expect(stage.bundles.isEmpty)
    }

    @Test mutating func `costs nothing when the pool is not where it thought`() throws {
        var agent = try Self.provider(stage, share: 9_000)
        try stage.swap(dollars(50_000), in: "main", from: victim)
        _ = stage.act(&agent)
        #expect(stage.bundles.count == 1)
        try stage.swap(
            dollars(1_000),
            in: "main",
            tip: 900_000_000_000,
            from: try stage.wallet("rival")
        )
        let pool = try stage.pool("main")
        let held = [pool.base, pool.quote].map { stage.balance($0, of: wallet) }
        let ether = stage.ether(of: wallet.address)
        #expect(stage.build().transactions.count == 2)
        #expect([pool.base, pool.quote].map { stage.balance($0, of: wallet) } == held)
        #expect(stage.ether(of: wallet.address) == ether)
    }

    @Test mutating func `takes those along who move the pool before its swap`() throws {
        var agent = try Self.provider(stage, share: 9_000)
        let first = try stage.swap(
            dollars(2_000),
            in: "main",
            tip: 3_000_000_000,
            from: try stage.wallet("flow", 1)
        )
        let second = try stage.swap(dollars(50_000), in: "main", from: victim)
        _ = stage.act(&agent)
        #expect(stage.bundles.count == 1)
        #expect(agent.lastPlan?.needed == [first, second])
        let built = stage.build()
        #expect(built.transactions.count == 4)
        #expect(built.transactions.allSatisfy { $0.receipt.status == .success })
    }
}
