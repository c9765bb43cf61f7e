import BigInt
import Contracts
import Execution
import Ledger
import Primitives
import TestSupport
import WideMath

/// A seeded market with a vault, and a keeper who owns capital without bound and means ill.
///
/// He has two accounts, one that keeps and one that trades, bids and holds shares. Prices stand
/// still while he acts, and move between his visits; the oracles follow them within a deviation.
/// Every transaction of his is judged by a `KeeperLedger`.
struct KeeperMarket {
    /// A pool of two assets, the one with the smaller address first.
    struct Pool {
        let pair: Address
        let assets: [Int]
        let fee: BasisPoints
    }

    static let vault = Address(word: 0x5000)
    static let factory = Address(word: 0x3000)
    static let etherFeed = Address(word: 0x4f00)
    static let strategy = Address(word: 0x5001)
    static let execution = Address(word: 0x5002)
    static let keeper = Address(word: 0x3e)
    static let partner = Address(word: 0x9a47)
    static let victim = Address(word: 0xa1)
    static let start: UInt64 = 1_700_000_000

    let seed: UInt64
    let terms: KeeperTerms
    let machine: Machine
    let tokens: [Address]
    var pools: [Pool] = []
    var prices: [KeeperLedger.Price] = []
    /// When each oracle answered last.
    var reportedAt: [UInt64] = []
    var random: TestNumbers
    var ledger: KeeperLedger
    var gains: KeeperGains
    /// The rebalance that is open.
    var episode = KeeperEpisode()
    /// What the vault held after the last transaction.
    var held: [UInt256] = []
    /// What the vault lost in this visit, in scaled quote units at outside prices: by trades, as
    /// much of it as is allowed, and by whatever else went out of it or came in.
    var lost = BigInt(0)
    var allowed = BigInt(0)
    var flowed = BigInt(0)
    /// What was broken.
    var failures: [String] = []
    /// How often each thing was done, and why it was not.
    var done: [String: Int] = [:]
    var refused: [String: Int] = [:]

    init(seed: UInt64) throws {
        self.seed = seed
        random = TestNumbers(seed: seed)
        terms = KeeperTerms(&random)
        ledger = KeeperLedger(
            decimals: terms.decimals,
            limit: terms.limits.loss.count,
            budget: terms.limits.lossBudget.count,
            seed: seed
        )
        gains = KeeperGains(count: terms.decimals.count, unlocking: terms.unlocking)
        machine = Machine(
            state: WorldState(),
            fork: .osaka,
            block: BlockContext(
                number: 1,
                timestamp: Self.start,
                baseFee: Wei(UInt256(UInt64(random.below(100)) * 1_000_000_000)),
                gasLimit: Gas(30_000_000),
                coinbase: .zero,
                chainID: 1
            )
        )
        // On either side of the quote token in their pairs.
        var tokens = [Address(word: 0x1800)]
        for index in 1..<terms.decimals.count {
            let side: UInt64 = random.below(2) == 0 ? 0x1000 : 0x2000
            tokens.append(Address(word: UInt256(side + UInt64(index))))
        }
        self.tokens = tokens
        place()
    }

    var now: UInt64 { machine.block.timestamp }
    /// For failures.
    var label: String { "market \(seed), \(terms.text)" }

    // MARK: What there is

    func balance(_ index: Int, _ holder: Address) -> UInt256 {
        ShareLedger.balance(of: holder, token: tokens[index], on: machine).raw
    }

    var supply: UInt256 { ShareLedger.totalSupply(of: Self.vault, on: machine).raw }

    var shares: UInt256 {
        ShareLedger.balance(of: Self.partner, token: Self.vault, on: machine).raw
    }

    func reserves(_ pool: Pool) -> [UInt256] {
        let reserves = machine.read(Pair.Storage.reserves, of: pool.pair)
        return [UInt256(low: reserves.reserve0), UInt256(low: reserves.reserve1)]
    }

    /// What the vault may count of each asset now.
    func counted(_ held: [UInt256]) -> [UInt256] {
        held.indices.map { gains.counted($0, of: held[$0], at: now) }
    }

    /// The worth of one unit of an asset at the oracles, in quote units; for plans only.
    func worth(_ index: Int) -> Double {
        Double(prices[index].answer) / 1e8
            * (terms.quoteUnit / Self.powers[terms.decimals[index]])
    }

    /// The same at outside prices.
    func worthOutside(_ index: Int) -> Double {
        worth(index) * Double(prices[index].outside) / Double(prices[index].answer)
    }

    static let powers: [Double] = (0...18).map { exponent in
        (0..<exponent).reduce(1.0) { power, _ in power * 10 }
    }

    // MARK: Calls

    @discardableResult
    func call(
        _ target: Address,
        from caller: Address,
        _ function: Selector,
        _ words: [UInt256] = []
    ) -> WhatIfResult {
        machine.call(
            target,
            from: caller,
            data: ABI.encodeCall(selector: function.value, words: words)
        )
    }

    /// What would happen; nothing does.
    func whatIf<Answer>(_ body: () -> Answer) -> Answer {
        let checkpoint = machine.state.checkpoint()
        let answer = body()
        machine.state.rollBack(checkpoint)
        return answer
    }
}
