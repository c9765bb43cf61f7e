import Chain
import Contracts
import Primitives
import WideMath

/// A batch auction: all swaps that a block makes in a pair trade at one price, at which their net
/// is a trade on the pair's curve (`ClearingPrice`).
///
/// It fills a block in two parts.
///
/// 1. By arrival, what trades in no `BatchPair`: whether it does is found by trying it on a fork.
///    The swaps that came before keep their place in the block's gas.
/// 2. The batch. From what goes into each pair follows its price; at these prices all are tried on
///    a fork, by arrival; those that fail, because the price does not meet their limit, are dropped
///    from it, and the price is found anew, until nobody fails. Then the same is done for real.
///
/// Who was dropped fails in the block, as on any chain, unless the last prices would meet his limit
/// but for his own effect on them: then he waits for another block. What goes in may depend on the
/// price, as with a route over several pairs: prices are then approached in some rounds, and what
/// is still missing is the pair's risk, covered by its fees; where it is not, the latest swap is
/// dropped. Within the batch the order changes nothing but the logs.
///
/// Source of the rule: Budish, Cramton and Shim, "The High-Frequency Trading Arms Race: Frequent
/// Batch Auctions as a Market Design Response", QJE 130(4), 2015; with a pool taking part at one
/// price, Ramseyer, Goyal, Goel and Mazières, "Augmenting Batch Exchanges with Constant Function
/// Market Makers", EC 2024, arXiv 2210.04929.
public struct BatchAuction: OrderingPolicy {
    /// Fees buy nothing.
    public var isRankedByFee: Bool { false }
    /// Everybody's amounts follow from everybody's.
    public var clearsTogether: Bool { true }
    /// In how many rounds prices are approached when what goes in depends on them.
    static let patience = 8

    /// An auction.
    public init() {}

    /// Includes what does not swap, then clears the batch.
    public func fill(_ block: inout OpenBlock) {
        var batch = Batch(admit(&block))
        var patience = Self.patience
        while true {
            let prices = batch.clearingPrices(block)
            let outcome = block.onFork { batch.run(at: prices, &$0) }
            switch batch.improve(on: outcome, prices, mayAdjust: patience > 0) {
            case .settled:
                _ = batch.run(at: prices, &block)
                return
            case .adjusted: patience -= 1
            case .dropped: patience = Self.patience
            }
        }
    }

    /// Includes what swaps in no pair of batches, and returns the rest, by arrival.
    ///
    /// Whatever else a sender of the rest sends belongs to it as well: its nonces come later. So
    /// does what fails here, whose limit the batch may meet.
    private func admit(_ block: inout OpenBlock) -> [Batch.Order] {
        var orders: [Batch.Order] = []
        var senders: Set<Address> = []
        var claimed = Gas.zero
        for pending in ArrivalOrder().order(block.waiting, in: block.context) {
            let limit = pending.transaction.gasLimit
            let left = block.gasLeft.units - claimed.units
            guard limit.units <= left else { continue }
            var order = Batch.Order(pending: pending, sales: [])
            if !senders.contains(pending.sender) {
                switch block.onFork({ Batch.attempt(pending, in: &$0) }) {
                case .refused, .passed([]):
                    block.include(pending)
                    continue
                case .failed: break
                case .passed(let sales): order.sales = sales
                }
                senders.insert(pending.sender)
            }
            claimed = Gas(claimed.units + limit.units)
            orders.append(order)
        }
        return orders
    }

    /// All by arrival, those of the batch at one price.
    public func standing(
        of pending: PendingTransaction,
        in bundle: (bundle: Bundle, price: Wei)?,
        _ block: OrderingContext
    ) -> Standing {
        .cleared
    }
}
