import Agents
import Chain
import Contracts
import Primitives
import Simulation
import WideMath

/// What a run did to the vault.
public struct VaultMeasures: Sendable {
    /// NAV at the oracles' answers before the first block, in quote units.
    public let navStart: TokenAmount
    /// NAV at the oracles' answers at the end, in quote units.
    public private(set) var navEnd: TokenAmount
    /// NAV at outside prices before the first block, in whole quote tokens.
    public let marketStart: Double
    /// NAV at outside prices at the end, in whole quote tokens.
    public private(set) var marketEnd: Double
    /// The value that the balances of the start would have at the end's outside prices.
    public private(set) var holdEnd: Double
    /// NAV for the shares that one quote token first bought, at the end.
    public private(set) var sharePriceEnd: Double
    /// Rebalances that succeeded.
    public private(set) var done: UInt64 = 0
    /// Rebalances that were in a block and failed.
    public private(set) var failed: UInt64 = 0
    /// Why they failed, and how often.
    public private(set) var failures: [String: UInt64] = [:]
    /// Why keepers held rebalances back, and how often.
    public private(set) var heldBack: [String: UInt64] = [:]
    /// The value sold by all rebalances, in quote units.
    public private(set) var sold = UInt256.zero
    /// Base and priority fees of all rebalances, failed ones too, in wei.
    public private(set) var gasPaid = Wei.zero
    /// The same in quote units at each block's outside price; nothing where no asset is ether.
    public private(set) var gasCost: Double?
    /// The largest distance of the holdings' or the quote token's weight from its target.
    public private(set) var deviationMax = 0.0
    /// What its sales gained; nothing where its log cannot be booked.
    public private(set) var tax: TaxMeasures?
    private var navSum = 0.0
    private var blocks = 0.0
    private let info: VaultInfo
    private let startBalances: [TokenAmount]
    private let etherAsset: Int?

    init(_ world: World, _ info: VaultInfo, start: Observation.Vault) {
        self.info = info
        navStart = start.nav
        navEnd = start.nav
        marketStart = start.navAtMarket
        marketEnd = start.navAtMarket
        holdEnd = start.navAtMarket
        sharePriceEnd = start.sharePrice
        startBalances = start.balances
        etherAsset = world.etherAsset
        gasCost = world.etherAsset == nil ? nil : 0
        tax = try? TaxMeasures(
            info,
            balances: start.balances,
            answers: start.answers,
            at: world.scenario.chain.start
        )
    }

    /// Rebalances' sold value over the mean NAV of all blocks.
    public var turnover: Double {
        navSum == 0 ? 0 : sold.asDouble / (navSum / max(blocks, 1))
    }

    mutating func add(_ record: BlockRecord) {
        guard let vault = record.observation.vault else { return }
        blocks += 1
        navSum += vault.nav.raw.asDouble
        navEnd = vault.nav
        marketEnd = vault.navAtMarket
        sharePriceEnd = vault.sharePrice
        holdEnd = value(of: startBalances, record.observation.prices)
        let targets = [info.quoteTarget] + info.holdings.map(\.target)
        for (weight, target) in zip(vault.weights, targets) {
            deviationMax = max(deviationMax, abs(weight - Double(target.count) / 10_000))
        }
        addSales(record)
        for held in record.heldBack { heldBack[held.reason, default: 0] += 1 }
        for transaction in record.transactions
        where transaction.pending.purpose == .rebalance {
            add(transaction, record.observation.prices)
        }
    }

    private mutating func add(_ transaction: IncludedTransaction, _ prices: [Double]) {
        let receipt = transaction.receipt
        gasPaid = Wei(gasPaid.raw.wrappingAdd(receipt.gasPaid.raw))
        if let etherAsset {
            let cost = receipt.gasCost(ether: etherAsset, in: info.quote, prices)
            gasCost = (gasCost ?? 0) + cost * info.quote.unit.asDouble
        }
        switch receipt.status {
        case .success:
            done += 1
        case .reverted(let reason):
            failed += 1
            failures[Fault.revert(reason).label, default: 0] += 1
        case .halted(let reason):
            failed += 1
            failures[Fault.halt(reason).label, default: 0] += 1
        }
        for log in receipt.logs
        where log.address == info.address && log.topics.first == Vault.Rebalanced.topic
            && log.data.count == 96
        {
            sold = sold.wrappingAdd(UInt256(bigEndian: log.data[64..<96]) ?? .zero)
        }
    }

    private mutating func addSales(_ record: BlockRecord) {
        do throws(TaxLotsError) {
            try tax?.add(
                record.transactions.map(\.receipt.logs),
                block: record.number,
                at: record.timestamp
            )
        } catch { tax = nil }
    }

    private func value(of balances: [TokenAmount], _ prices: [Double]) -> Double {
        let quotePrice = prices[info.quote.index]
        var total = balances[0].raw.asDouble / info.quote.unit.asDouble
        for (holding, balance) in zip(info.holdings, balances.dropFirst()) {
            total +=
                balance.raw.asDouble / holding.token.unit.asDouble
                * prices[holding.token.index] / quotePrice
        }
        return total
    }
}
