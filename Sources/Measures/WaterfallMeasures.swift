import Agents
import BlockBuilding
import Chain
import Contracts
import Primitives
import Simulation
import WideMath

/// The loss waterfall of a vault's rebalances, trade by trade (`TradeLoss`).
///
/// The arrival of a rebalance is the block that the transaction which began it was sent for: that
/// of its first slice, or of the opening of its auction.
public struct WaterfallMeasures: Sendable {
    /// The trades of the last block added.
    public private(set) var last: [TradeLoss] = []
    /// The sum of all trades' terms in quote units; those that cannot be compared count nowhere.
    public private(set) var terms = TradeLoss.Terms()
    /// The sum of all trades' timing, in quote units.
    public private(set) var timing = SignedAmount()
    /// The sum of all trades' shortfalls, in quote units.
    public private(set) var shortfall = SignedAmount()
    /// How many trades there were.
    public private(set) var trades: UInt64 = 0
    /// Those without terms, by reason.
    public private(set) var missing: [String: UInt64] = [:]
    private let vault: VaultInfo
    private let tokens: [Address: TokenInfo]
    private let fees: [Address: BasisPoints]
    /// The last blocks' outside prices in dollars, as many as a transaction may wait; each in the
    /// place of its number modulo their count.
    private var prices: [[Double]]
    private let memory: UInt64
    private var rebalances: RebalanceNumber
    /// The outside prices at the arrival of the rebalance that is under way, or was last.
    private var arrival: OutsidePrices?

    init(_ world: World, _ vault: VaultInfo) {
        self.vault = vault
        tokens = Dictionary(uniqueKeysWithValues: world.tokens.map { ($0.address, $0) })
        fees = Dictionary(
            world.pools.map { ($0.pair, $0.fee) },
            uniquingKeysWith: { first, _ in first }
        )
        memory = min(world.scenario.ordering.expiry, 10_000)
        prices = Array(repeating: [], count: Int(memory) + 1)
        rebalances = RebalanceNumber(vault.address)
    }

    /// Whether all trades could be compared.
    public var isComplete: Bool { missing.isEmpty }

    /// The part of the shortfall that the terms do not split, beside timing: that of trades that
    /// cannot be compared; zero where all can.
    public var unsplit: SignedAmount {
        var rest = shortfall
        for part in [timing, terms.basis, terms.fee, terms.impact, terms.mev] {
            rest.subtract(part)
        }
        return rest
    }

    mutating func add(_ record: BlockRecord) {
        if !last.isEmpty { last = [] }
        prices[place(of: record.number)] = record.observation.prices
        // Without a word of the vault nothing of it was traded.
        for place in record.transactions.indices
        where record.transactions[place].receipt.logs.hasEntry(of: vault.address) {
            let transaction = record.transactions[place]
            let logs = transaction.receipt.logs
            let now = OutsidePrices(record.observation.prices)
            let before = rebalances.number
            rebalances.read(logs)
            if rebalances.number != before {
                arrival = prices(of: transaction.pending.arrivalBlock, at: record.number)
            }
            let traded = VaultTrade.read(logs, of: vault)
            for (ordinal, trade) in traded.enumerated() {
                guard let loss = compare(trade, ordinal, transaction, now, record) else {
                    missing["a value out of range", default: 0] += 1
                    continue
                }
                count(loss)
            }
        }
    }

    private func place(of block: UInt64) -> Int { Int(block % UInt64(prices.count)) }

    /// The outside prices of a block; nothing for one that is too long ago or was none.
    private func prices(of block: UInt64, at now: UInt64) -> OutsidePrices? {
        guard block <= now, now - block <= memory else { return nil }
        let prices = prices[place(of: block)]
        return prices.isEmpty ? nil : OutsidePrices(prices)
    }

    private mutating func count(_ loss: TradeLoss) {
        trades += 1
        timing.add(loss.timingInQuote)
        shortfall.add(loss.shortfallInQuote)
        if let terms = loss.termsInQuote { self.terms.add(terms) }
        if let reason = loss.missing { missing[reason, default: 0] += 1 }
        last.append(loss)
    }

    private func compare(
        _ trade: VaultTrade,
        _ ordinal: Int,
        _ transaction: IncludedTransaction,
        _ now: OutsidePrices,
        _ record: BlockRecord
    ) -> TradeLoss? {
        guard let tokenIn = tokens[trade.tokenIn], let tokenOut = tokens[trade.tokenOut],
            let arrival,
            let first = arrival.value(of: trade.amountIn, tokenIn, in: tokenOut),
            let second = now.value(of: trade.amountIn, tokenIn, in: tokenOut)
        else { return nil }
        let pending = transaction.pending
        var other = Alternative.trade(trade)
        if let without = record.counterfactuals.first {
            other = alternative(to: trade, ordinal, pending, without)
        }
        var values: [UInt256]?
        var missing: String?
        switch other {
        case .missing(let reason): missing = reason
        case .trade(let undisturbed):
            let spot = spots(undisturbed)
            values = [
                first, second, spot?.beforeFee ?? undisturbed.amountOut,
                spot?.afterFee ?? undisturbed.amountOut, undisturbed.amountOut, trade.amountOut,
            ]
            if spot == nil, !undisturbed.hops.isEmpty { return nil }
        }
        func inQuote(_ value: UInt256) -> UInt256? {
            trade.tokenOut == vault.quote.address
                ? value : arrival.value(of: value, tokenOut, in: vault.quote)
        }
        guard let firstInQuote = inQuote(first), let secondInQuote = inQuote(second),
            let lastInQuote = inQuote(trade.amountOut)
        else { return nil }
        let valuesInQuote = values?.compactMap { inQuote($0) }
        if let valuesInQuote, valuesInQuote.count != 6 { return nil }
        return TradeLoss(
            block: record.number,
            place: transaction.index,
            trade: trade,
            timing: SignedAmount(first, less: second),
            shortfall: SignedAmount(first, less: trade.amountOut),
            terms: values.map { TradeLoss.Terms($0) },
            termsInQuote: valuesInQuote.map { TradeLoss.Terms($0) },
            timingInQuote: SignedAmount(firstInQuote, less: secondInQuote),
            shortfallInQuote: SignedAmount(firstInQuote, less: lastInQuote),
            missing: missing,
            shares: record.counterfactuals.dropFirst().map { without in
                var loss: SignedAmount?
                if case .trade(let other) = alternative(to: trade, ordinal, pending, without) {
                    loss = SignedAmount(other.amountOut, less: trade.amountOut)
                }
                return TradeLoss.Share(attacker: without.without[0], loss: loss)
            }
        )
    }

    /// The same trade without some attackers.
    private enum Alternative {
        case trade(VaultTrade)
        case missing(String)
    }

    private func alternative(
        to trade: VaultTrade,
        _ ordinal: Int,
        _ pending: PendingTransaction,
        _ without: Counterfactual
    ) -> Alternative {
        guard let outcome = without.outcome(of: pending) else {
            return .missing("not in the block without the attackers")
        }
        guard outcome.receipt.status == .success else {
            return .missing("fails without the attackers")
        }
        let trades = VaultTrade.read(outcome.receipt.logs, of: vault)
        guard ordinal < trades.count else { return .missing("no trade without the attackers") }
        let other = trades[ordinal]
        guard other.tokenIn == trade.tokenIn, other.tokenOut == trade.tokenOut,
            other.amountIn == trade.amountIn,
            other.hops.map(\.pair) == trade.hops.map(\.pair)
        else { return .missing("another trade without the attackers") }
        return .trade(other)
    }

    /// The value of what is sold at the prices of the pools before, and after their fees, each
    /// rounded down hop by hop; nothing for a bid, or above 2²⁵⁶ − 1.
    private func spots(_ trade: VaultTrade) -> (beforeFee: UInt256, afterFee: UInt256)? {
        guard !trade.hops.isEmpty else { return nil }
        var before = trade.amountIn
        var after = trade.amountIn
        for hop in trade.hops {
            guard let fee = fees[hop.pair],
                let whole = before.multiplied(
                    by: hop.reserveOut,
                    dividedBy: hop.reserveIn,
                    rounding: .down
                ),
                let kept = Self.kept(after, after: fee)?.multiplied(
                    by: hop.reserveOut,
                    dividedBy: hop.reserveIn,
                    rounding: .down
                )
            else { return nil }
            (before, after) = (whole, kept)
        }
        return (before, after)
    }

    private static func kept(_ amount: UInt256, after fee: BasisPoints) -> UInt256? {
        let share = InputShare(after: fee)
        return amount.multiplied(by: share.kept, dividedBy: share.whole, rounding: .down)
    }
}
