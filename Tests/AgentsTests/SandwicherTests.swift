import Agents
import BlockBuilding
import Chain
import Primitives
import Testing
import WideMath

@Suite struct `A sandwicher` {
    private var stage: Stage
    private var sandwicher: Sandwicher
    private let wallet: Wallet
    private let victim: Wallet

    init() throws {
        stage = try Stage()
        wallet = try stage.wallet("sandwicher")
        victim = try stage.wallet("flow")
        sandwicher = Self.sandwicher(stage, wallet)
    }

    private static func sandwicher(
        _ stage: Stage,
        _ wallet: Wallet,
        minProfit: Double = 0
    ) -> Sandwicher {
        Sandwicher(
            name: "sandwicher",
            wallet: wallet,
            pool: stage.pool,
            minProfit: minProfit,
            fees: Stage.fees
        )
    }

    private func plan(against swap: PendingTransaction, sellsBase: Bool) throws -> SandwichPlan {
        let reserves = stage.pool.reserves(on: stage.machine)
        let sizing = SandwichSizing(
            reserveIn: sellsBase ? reserves.base : reserves.quote,
            reserveOut: sellsBase ? reserves.quote : reserves.base,
            fee: stage.pool.fee,
            victimIn: try #require(swap.word(0)),
            victimOutMin: try #require(swap.word(1))
        )
        return try #require(sizing.plan())
    }

    /// The threshold without gas: 0.3014 % of the reserve of 4,000,000, ANCHORS A3: 12,056 dollars.
    @Test(arguments: [(12_040, false), (12_072, true)] as [(UInt64, Bool)])
    mutating func `leaves victims below 0.3014 % of the reserve alone`(
        _ size: UInt64,
        _ isWorth: Bool
    ) throws {
        try stage.swap(dollars(size), from: victim)
        let sent = stage.act(&sandwicher, etherAsset: nil)
        #expect(sent.count == (isWorth ? 2 : 0))
    }

    @Test mutating func `leaves victims alone that do not pay for the gas`() throws {
        // What pays without gas by the test above does not with it.
        try stage.swap(dollars(12_072), from: victim)
        #expect(stage.act(&sandwicher).isEmpty)
    }

    @Test(arguments: [false, true])
    mutating func `lands around its victim and earns what it planned`(_ sellsBase: Bool) throws {
        let amount =
            sellsBase ? try #require(UInt256.powerOfTen(18)) * 200 : dollars(40_000)
        let swap = try stage.swap(amount, sellsBase: sellsBase, from: victim)
        let plan = try plan(against: swap, sellsBase: sellsBase)
        #expect(plan.profit > 0)
        let sent = stage.act(&sandwicher)
        let hash = swap.signed.signingHash
        #expect(
            sent.map(\.purpose) == [.sandwichFront(victim: hash), .sandwichBack(victim: hash)]
        )
        #expect(sent.map(\.sender) == [wallet.address, wallet.address])

        let (first, second) =
            sellsBase ? (stage.pool.base, stage.pool.quote) : (stage.pool.quote, stage.pool.base)
        let before = (stage.balance(first, of: wallet), stage.balance(second, of: wallet))
        let got = stage.balance(second, of: victim)
        let built = stage.build()
        #expect(
            built.transactions.map(\.pending.signed.signingHash)
                == [sent[0], swap, sent[1]].map(\.signed.signingHash)
        )
        #expect(built.transactions.allSatisfy { $0.receipt.status == .success })
        #expect(stage.balance(first, of: wallet) == (try before.0 + plan.profit))
        // Nothing of the other token stays behind.
        #expect(stage.balance(second, of: wallet) == before.1)
        #expect(stage.balance(second, of: victim) == (try got + plan.victimOut))
        #expect(try plan.victimOut >= #require(swap.word(1)))
    }

    @Test mutating func `takes the victim that pays best, one a block`() throws {
        // The first trades the other way, so that it leaves the second its slippage.
        let weth = try #require(UInt256.powerOfTen(18)) * 100
        try stage.swap(weth, sellsBase: true, tip: 9_000_000_000, from: victim)
        let other = try stage.swap(dollars(60_000), from: try stage.wallet("flow", 1))
        let sent = stage.act(&sandwicher)
        let hash = other.signed.signingHash
        #expect(
            sent.map(\.purpose) == [.sandwichFront(victim: hash), .sandwichBack(victim: hash)]
        )
        #expect(stage.act(&sandwicher).isEmpty)
    }

    @Test mutating func `wants its least profit`() throws {
        let swap = try stage.swap(dollars(40_000), from: victim)
        let profit = try plan(against: swap, sellsBase: false).profit.asDouble / 1e6
        var modest = Self.sandwicher(stage, wallet, minProfit: profit * 0.99)
        var greedy = Self.sandwicher(stage, wallet, minProfit: profit * 1.01)
        #expect(stage.act(&greedy, etherAsset: nil).isEmpty)
        #expect(stage.act(&modest, etherAsset: nil).count == 2)
    }

    @Test mutating func `leaves a victim alone that admits no loss`() throws {
        try stage.swap(dollars(40_000), slippage: 0, from: victim)
        #expect(stage.act(&sandwicher).isEmpty)
    }

    @Test mutating func `answers only to swaps of its pool, and acts after the others`() throws {
        #expect(sandwicher.isSearcher)
        #expect(stage.act(&sandwicher).isEmpty)
        var outbox = Outbox(mempool: stage.mempool, machine: stage.machine)
        outbox.send(
            Outbox.Order(
                target: Address(word: 5),
                data: [UInt8](repeating: 7, count: 260),
                gasLimit: Gas(220_000),
                fees: (Wei(1), Wei(100_000_000_000)),
                purpose: .trade
            ),
            from: victim,
            author: "victim"
        )
        stage.mempool = outbox.mempool()
        #expect(stage.act(&sandwicher).isEmpty)
    }

    @Test mutating func `leaves the state as it found it`() throws {
        let swap = try stage.swap(dollars(40_000), from: victim)
        let before = stage.pool.reserves(on: stage.machine)
        #expect(stage.act(&sandwicher).count == 2)
        #expect(stage.pool.reserves(on: stage.machine) == before)
        let account = stage.machine.state.account(swap.sender)
        #expect(stage.machine.state.nonce(of: account) == 0)
    }
}
