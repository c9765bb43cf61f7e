import Agents
import Chain
import Contracts
import Primitives
import Scenarios
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
    /// The value sold by all rebalances and auctions, in quote units at the oracles of the moment.
    public private(set) var sold = UInt256.zero
    /// NAV lost by rebalances and auctions at the oracles of the moment, keepers' rewards included,
    /// in quote units; negative where they gained.
    public private(set) var lost = SignedAmount()
    /// Bids that auctions took.
    public private(set) var bids: UInt64 = 0
    /// The times of the first and last block in which it traded; nothing where it never did.
    public private(set) var tradedFrom: UInt64?
    /// The end of the same.
    public private(set) var tradedUntil: UInt64?
    /// Base and priority fees of keepers' rebalances and upkeep, failed ones too, in wei.
    public private(set) var gasPaid = Wei.zero
    /// The same in quote units at each block's outside price; nothing where no asset is ether.
    public private(set) var gasCost: Double?
    /// The largest distance of the holdings' or the quote token's weight from its target.
    public private(set) var deviationMax = 0.0
    /// The sum of all weights' distances from their targets at the end; two for one that holds
    /// nothing of what it should.
    public private(set) var deviationEnd: Double
    /// What its sales gained; nothing where its log cannot be booked.
    public private(set) var tax: TaxMeasures?
    /// How far it fell and how long it was away from its targets.
    public private(set) var risk: RiskMeasures
    /// Why its rebalances fell short.
    public private(set) var waterfall: WaterfallMeasures
    /// The vault against portfolios without costs; nothing where the strategy named no targets
    /// before the first block.
    public private(set) var benchmark: BenchmarkMeasures?
    /// The mean over blocks and weights of the distance from the target, at the ends of blocks.
    public var deviationMean: Double? {
        deviationCount == 0 ? nil : deviationSum / deviationCount
    }
    private var deviationSum = 0.0
    private var deviationCount = 0.0
    private var navSum = 0.0
    private var blocks = 0.0
    private let info: VaultInfo
    private let hold: HoldPortfolio
    private let etherAsset: Int?

    init(
        _ world: World,
        _ info: VaultInfo,
        start observation: Observation,
        _ start: Observation.Vault
    ) {
        self.info = info
        risk = RiskMeasures(world, info, start: observation, start)
        waterfall = WaterfallMeasures(world, info)
        benchmark = BenchmarkMeasures(world, info, start: observation, start)
        navStart = start.nav
        navEnd = start.nav
        marketStart = start.navAtMarket
        marketEnd = start.navAtMarket
        holdEnd = start.navAtMarket
        sharePriceEnd = start.sharePrice
        deviationEnd = start.deviations.reduce(0, +)
        hold = HoldPortfolio(info, start.balances)
        etherAsset = world.etherAsset
        gasCost = world.etherAsset == nil ? nil : 0
        tax = try? TaxMeasures(
            info,
            balances: start.balances,
            answers: start.answers,
            at: world.scenario.chain.start
        )
    }

    /// How often guards refused a rebalance, in a block or when a keeper tried it out.
    public var refusals: [Guard: UInt64] {
        var counts: [Guard: UInt64] = [:]
        for (label, count) in Array(failures) + Array(heldBack) {
            if let limit = Guard(refusal: label) { counts[limit, default: 0] += count }
        }
        return counts
    }

    /// What was lost for each unit of what was sold; nothing where nothing was.
    public var lostOfSold: Double? { sold.isZero ? nil : lost.asDouble / sold.asDouble }

    /// From the first block in which it traded to the last, in seconds.
    public var tradingSeconds: UInt64 {
        guard let tradedFrom, let tradedUntil else { return 0 }
        return tradedUntil - tradedFrom
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
        holdEnd = hold.value(at: record.observation.prices)
        let deviations = vault.deviations
        deviationMax = max(deviationMax, deviations.max() ?? 0)
        deviationEnd = deviations.reduce(0, +)
        deviationSum += deviationEnd
        deviationCount += Double(deviations.count)
        risk.add(record, vault)
        benchmark?.add(record, vault)
        waterfall.add(record)
        addSales(record)
        for held in record.heldBack { heldBack[held.reason, default: 0] += 1 }
        // By numbers: a copy of a transaction costs more than a look at it.
        for place in record.transactions.indices {
            if record.transactions[place].receipt.logs.hasEntry(of: info.address) {
                for log in record.transactions[place].receipt.logs where log.address == info.address
                {
                    add(log, at: record.timestamp)
                }
            }
            let isRebalance = Self.isRebalance(record.transactions[place], of: info.address)
            if isRebalance { count(record.transactions[place].receipt.status) }
            if isRebalance || record.transactions[place].pending.purpose == .upkeep {
                payGas(record.transactions[place].receipt, record.observation.prices)
            }
        }
    }

    /// Whether a transaction is a keeper's rebalance; who copies a keeper is one.
    public static func isRebalance(_ transaction: IncludedTransaction, of vault: Address) -> Bool {
        switch transaction.pending.purpose {
        case .rebalance: return true
        case .copycat:
            let copy = transaction.pending.transaction
            return copy.to == vault && Vault.trades(inCalldata: copy.data) != nil
        default: return false
        }
    }

    /// Adds what a slice or a bid sold and lost.
    private mutating func add(_ log: Log, at time: UInt64) {
        func word(_ index: Int) -> UInt256 {
            UInt256(bigEndian: log.data[(32 * index)..<(32 * index + 32)]) ?? .zero
        }
        switch log.topics.first {
        case Vault.Rebalanced.topic where log.data.count == 96:
            // NAV before and after, and what was sold.
            lost.add(word(0))
            lost.subtract(word(1))
            sold = sold.wrappingAdd(word(2))
        case Vault.Bought.topic where log.data.count == 128:
            // Whether the vault sold, the amount, quote tokens, and the amount's value.
            let isSale = !word(0).isZero
            bids += 1
            lost.add(isSale ? word(3) : word(2))
            lost.subtract(isSale ? word(2) : word(3))
            sold = sold.wrappingAdd(isSale ? word(3) : word(2))
        default: return
        }
        tradedFrom = tradedFrom ?? time
        tradedUntil = time
    }

    private mutating func payGas(_ receipt: Receipt, _ prices: [Double]) {
        gasPaid = Wei(gasPaid.raw.wrappingAdd(receipt.gasPaid.raw))
        if let etherAsset {
            let cost = receipt.gasCost(ether: etherAsset, in: info.quote, prices)
            gasCost = (gasCost ?? 0) + cost * info.quote.unit.asDouble
        }
    }

    private mutating func count(_ status: Receipt.Status) {
        switch status {
        case .success:
            done += 1
        case .reverted(let reason):
            failed += 1
            failures[Fault.revert(reason).label, default: 0] += 1
        case .halted(let reason):
            failed += 1
            failures[Fault.halt(reason).label, default: 0] += 1
        }
    }

    private mutating func addSales(_ record: BlockRecord) {
        do throws(TaxLotsError) {
            try tax?.add(
                record.transactions.indices.lazy.map { record.transactions[$0].receipt.logs },
                block: record.number,
                at: record.timestamp
            )
        } catch { tax = nil }
    }
}
