import Agents
import Chain
import Contracts
import Primitives
import WideMath

/// What the vault's sales gained, by two methods of lot accounting side by side.
///
/// Each number is defined in docs/MEASURES.md; what of the vault's log is a purchase, a sale, a
/// gift or a slice, at `VaultLog`.
public struct TaxMeasures: Sendable {
    /// What sales gained by one method.
    public struct Realised: Hashable, Sendable {
        /// Their proceeds, and what the sold had cost.
        public private(set) var gain = Gain()
        /// The part of it on what was held for longer than a year of 365 days.
        public private(set) var longTerm = Gain()

        mutating func add(_ sale: RealisedGain) throws(TaxLotsError) {
            // The part is at most the whole.
            let part = sale.gain(heldLongerThan: VaultMath.year)
            guard let gain = gain.adding(sale.gain), let longTerm = longTerm.adding(part) else {
                throw .overflow(asset: sale.asset)
            }
            self.gain = gain
            self.longTerm = longTerm
        }
    }

    /// The sales of a rebalance, or those for withdrawals.
    public struct Sales: Hashable, Sendable {
        /// The number of the rebalance, counted from 1; `TaxLots.withdrawals` for those.
        public let rebalance: UInt64
        /// The block of the first of them.
        public let block: UInt64
        /// What they gained.
        public fileprivate(set) var realised = ByMethod(Realised())
    }

    /// All sales.
    public private(set) var realised = ByMethod(Realised())
    /// Those that raised money for withdrawals.
    public private(set) var withdrawals = ByMethod(Realised())
    /// The rebalances that sold something, in order; all slices of one, or all bids, together.
    public private(set) var rebalances: [Sales] = []
    /// The sales of the last block added: of each rebalance, and for withdrawals.
    public private(set) var last: [Sales] = []
    /// What is held, lot by lot.
    public private(set) var lots: ByMethod<TaxLots>
    private var log: VaultLog
    private let vault: VaultInfo

    /// Measures of a vault that begins with its balances, bought at the oracles' answers; both for
    /// the quote token, then the holdings in order.
    public init(
        _ vault: VaultInfo,
        balances: [TokenAmount],
        answers: [UInt256],
        at time: UInt64
    ) throws(TaxLotsError) {
        self.vault = vault
        log = VaultLog(vault, answers: answers)
        lots = ByMethod(try log.lots(of: balances, at: time))
    }

    /// What the holdings would gain if all were sold at the oracles' last answers; nothing where a
    /// sum needs more than 256 bits.
    public func unrealised(by method: TaxLots.Method) -> Gain? {
        var sum = Gain()
        for (index, holding) in vault.holdings.enumerated() {
            let held = lots[method].holding(of: holding.token.address)
            guard let value = try? log.value(of: held.amount, holding: index),
                let next = sum.adding(Gain(proceeds: value, cost: held.cost))
            else { return nil }
            sum = next
        }
        return sum
    }

    /// Adds a block: the log of each of its transactions, in order.
    public mutating func add(
        _ transactions: some Sequence<[Log]>,
        block: UInt64,
        at time: UInt64
    ) throws(TaxLotsError) {
        last = []
        for logs in transactions {
            for change in try log.read(logs) { try book(change, block, at: time) }
        }
    }

    private mutating func book(
        _ change: LotChange,
        _ block: UInt64,
        at time: UInt64
    ) throws(TaxLotsError) {
        for method in TaxLots.Method.allCases {
            let sale = try lots[method].book(change, at: time, by: method)
            guard let sale, case .trade(let trade) = change else { continue }
            try realised[method].add(sale)
            let sales = Sales(rebalance: trade.rebalance, block: block)
            try Self.add(sale, by: method, to: &last, sales)
            if trade.rebalance == TaxLots.withdrawals {
                try withdrawals[method].add(sale)
            } else {
                try Self.add(sale, by: method, to: &rebalances, sales)
            }
        }
    }

    /// Adds a sale to those of its rebalance, which are near the end of the list or new.
    private static func add(
        _ sale: RealisedGain,
        by method: TaxLots.Method,
        to list: inout [Sales],
        _ new: Sales
    ) throws(TaxLotsError) {
        if let index = list.lastIndex(where: { $0.rebalance == new.rebalance }) {
            try list[index].realised[method].add(sale)
        } else {
            list.append(new)
            try list[list.count - 1].realised[method].add(sale)
        }
    }
}
