import Agents
import Chain
import Contracts
import Execution
import Primitives
import Scenarios
import Simulation
import TestSupport
import WideMath

/// A vault of one to three assets with pools among all of them, drawn from a seed, and lots by both
/// methods that are fed from its log, receipt by receipt.
struct LotWorld {
    static let alice = Address(word: 0xa11ce)
    static let auction = Address(word: 0x7777)
    static let methods = TaxLots.Method.allCases
    /// Assets that may be held: decimals, and the price in dollars.
    private static let kinds = [("A", 18, 200), ("B", 8, 6_000), ("C", 0, 3)]

    let machine: Machine
    let info: VaultInfo
    let pools: [PoolInfo]
    let keeper: Address
    let depositor: Address
    var random: TestNumbers
    var answers: [UInt256]
    /// What the calls of the receipt so far have logged.
    private var receipt: [Log] = []

    private var log: VaultLog
    private(set) var lots: [TaxLots]
    /// The cost of all purchases so far, the start's included, in quote units.
    private var paid: TokenAmount
    /// What the sold had cost, by each method.
    private var costs: [TokenAmount]
    /// What went wrong.
    private(set) var failures: [String] = []
    /// How often each kind of thing was seen.
    private(set) var seen: [String: Int] = [:]

    init(seed: UInt64) throws {
        var random = TestNumbers(seed: seed)
        let held = Self.kinds.prefix([1, 2, 3, 3][random.below(4)])
        let text = Self.scenario(Array(held), &random)
        let world = try WorldBuilder.build(
            Scenario.decode(bytes: Array(text.utf8), file: "lots.yaml")
        )
        guard let info = world.vault,
            let keeper = world.wallets.first(where: { $0.agent == "keeper" })?.addresses.first,
            // Account 2 of the test mnemonic owns all shares.
            let depositor = Address(text: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC")
        else { throw Incomplete() }
        self.info = info
        self.keeper = keeper
        self.depositor = depositor
        self.random = random
        machine = world.machine
        pools = world.pools
        let books = VaultBooks(info, machine)
        answers = books.answers
        log = VaultLog(info, answers: books.answers)
        let start = try log.lots(of: books.balances, at: machine.block.timestamp)
        lots = Self.methods.map { _ in start }
        paid = .zero
        for holding in info.holdings {
            paid = try paid + start.holding(of: holding.token.address).cost
        }
        costs = Self.methods.map { _ in .zero }
        prepare()
    }

    private struct Incomplete: Error {}

    /// Every pair of assets has a pool of about 100 million dollars; the vault a million dollars.
    private static func scenario(
        _ held: [(name: String, decimals: Int, price: Int)],
        _ random: inout TestNumbers
    ) -> String {
        var weights = held.map { _ in 5 + random.below(25) }
        weights.append(100 - weights.reduce(0, +))
        let targets = zip(held.map(\.name) + ["USDC"], weights).map { "\($0): \($1) %" }
        var pools: [String] = []
        for (index, asset) in held.enumerated() {
            let sides = held[(index + 1)...].map { ($0.name, $0.price) } + [("USDC", 1)]
            for (quote, price) in sides {
                pools.append(
                    "  - { name: \(asset.name)\(quote), tokens: [\(asset.name), \(quote)], "
                        + "liquidity: \(50_000_000 / price) \(quote) }"
                )
            }
        }
        let unlocking = random.below(2) * random.below(90_000)
        return """
            format: 1
            name: lots
            seed: 1
            assets:
            \(held.map { "  \($0.name): { decimals: \($0.decimals), price: \($0.price) }" }
                .joined(separator: "\n"))
              USDC: { decimals: 6, price: 1 }
            pools:
            \(pools.joined(separator: "\n"))
            vault:
              quote: USDC
              targets: { \(targets.joined(separator: ", ")) }
              deposit: 1_000_000 USDC
              trigger: { threshold: 1 bp }
              execution: { slices: \(1 + random.below(3)), every: 1 min }
              guards: { slippage: 5 %, oracle_age: 2 h, cooldown: 1 s }
              fees: { management: 2 %, performance: 10 %, unlocking: \(unlocking) s }
              reward: { tip: 1 USDC, cap: 5 USDC }
            agents:
              - { name: keeper, role: keeper }
            \(held.map { "  - { name: o\($0.name), role: oracle_reporter, asset: \($0.name) }" }
                .joined(separator: "\n"))
            run: { for: 1 block }
            """
    }

    /// Somebody with plenty of everything, and an auction at the oracles' prices.
    private func prepare() {
        for token in tokens {
            let plenty = TokenAmount(UInt256.one << 120)
            machine.write(ShareLedger.Storage.balances[Self.alice], of: token.address, plenty)
            machine.write(
                ShareLedger.Storage.allowances[Self.alice, info.address],
                of: token.address,
                TokenAmount(.max)
            )
        }
        let one = UInt128(1_000_000_000_000_000_000)
        let curve = PriceCurve(.constant, start: one, floor: 0, bucket: 1)
        DutchAuction.place(
            at: Self.auction,
            curves: info.holdings.map { ($0.token.address, curve) },
            duration: 600,
            on: machine
        )
    }

    var tokens: [TokenInfo] { [info.quote] + info.holdings.map(\.token) }

    func balance(_ token: Address, _ holder: Address) -> UInt256 {
        ShareLedger.balance(of: holder, token: token, on: machine).raw
    }

    // MARK: Calls

    /// Makes a call, whose log joins the receipt if it succeeds.
    @discardableResult
    mutating func call(
        _ target: Address,
        from caller: Address,
        _ function: Selector,
        _ words: [UInt256] = []
    ) -> WhatIfResult {
        call(target, from: caller, ABI.encodeCall(selector: function.value, words: words))
    }

    @discardableResult
    mutating func call(
        _ target: Address,
        from caller: Address,
        _ data: [UInt8]
    ) -> WhatIfResult {
        let result = machine.call(target, from: caller, data: data)
        if result.failure == nil { receipt += machine.collectedLogs }
        return result
    }

    // MARK: Receipts

    /// Ends the receipt: its log is booked, and the lots compared with the vault's balances.
    mutating func settle() {
        do {
            var brought = SignedSum()
            for change in try log.read(receipt) {
                note(change)
                try book(change)
                if case .trade(let trade) = change { brought.add(trade, info.quote.address) }
            }
            try compare(brought)
        } catch { failures.append("\(error)") }
        for log in receipt where log.address == info.address {
            let name = log.topics.first.flatMap { EventCatalog.declaration($0)?.name }
            seen[name ?? "?", default: 0] += 1
        }
        receipt = []
    }

    private mutating func book(_ change: LotChange) throws {
        if case .trade(let trade) = change, trade.tokenOut != info.quote.address {
            paid = try paid + trade.value
        }
        for (index, method) in Self.methods.enumerated() {
            let sale = try lots[index].book(change, at: machine.block.timestamp, by: method)
            if let sale { costs[index] = try costs[index] + sale.gain.cost }
        }
    }

    private mutating func note(_ change: LotChange) {
        switch change {
        case .gift: seen["gift", default: 0] += 1
        case .slice: seen["slice", default: 0] += 1
        case .trade(let trade):
            let isSale = trade.rebalance == TaxLots.withdrawals
            seen[isSale ? "sale of a withdrawal" : "trade", default: 0] += 1
            if trade.tokenIn != info.quote.address, trade.tokenOut != info.quote.address {
                seen["trade of two assets", default: 0] += 1
            }
        }
    }

    /// Amounts are the vault's balances less claims, costs what was paid, values what pools and
    /// bidders paid.
    private mutating func compare(_ brought: SignedSum) throws {
        for (index, method) in Self.methods.enumerated() {
            var cost = try costs[index] + lots[index].slicedCost
            for token in info.holdings.map(\.token) {
                let held = lots[index].holding(of: token.address)
                let owed = machine.read(Vault.Storage.owed[token.address], of: info.address).raw
                let free = try balance(token.address, info.address) - owed
                if held.amount.raw != free {
                    failures.append("\(method): lots of \(held.amount) \(token.name), held \(free)")
                }
                cost = try cost + held.cost
            }
            if cost != paid { failures.append("\(method): costs sum to \(cost), paid \(paid)") }
        }
        let pairs = pools.map(\.pair)
        var expected = SignedSum()
        for log in receipt {
            if let bid = Vault.Bought(log) {
                expected.add(isIn: bid.isSale, bid.quoteAmount.raw)
            } else if log.address == info.quote.address, let transfer = TokenTransfer(log) {
                if transfer.to == info.address, pairs.contains(transfer.from) {
                    expected.add(isIn: true, transfer.amount.raw)
                } else if transfer.from == info.address, pairs.contains(transfer.to) {
                    expected.add(isIn: false, transfer.amount.raw)
                }
            }
        }
        if brought != expected { failures.append("trades for \(brought), paid \(expected)") }
    }
}

/// Quote tokens that trades brought and took.
private struct SignedSum: Equatable {
    private var income = UInt256.zero
    private var expense = UInt256.zero

    mutating func add(isIn: Bool, _ amount: UInt256) {
        if isIn {
            income = income.wrappingAdd(amount)
        } else {
            expense = expense.wrappingAdd(amount)
        }
    }

    mutating func add(_ trade: LotTrade, _ quote: Address) {
        if trade.tokenIn == quote { add(isIn: false, trade.value.raw) }
        if trade.tokenOut == quote { add(isIn: true, trade.value.raw) }
    }
}
