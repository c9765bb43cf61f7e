import Chain
import Primitives
import WideMath

/// Orders a block by what its builder earns for a unit of gas, as geth does.
///
/// Each sender's transactions stay in the order of their nonces; of all senders' next ones the
/// highest effective priority fee comes first. Ties break by arrival, then signing hash.
public struct PriorityFeeOrder: StaticOrder {
    /// The best payer comes first.
    public var isRankedByFee: Bool { true }

    /// An ordering.
    public init() {}

    /// The order in which a builder tries transactions; those below the base fee are left out.
    ///
    /// Complexity: O(n · senders).
    public func order(
        _ pending: [PendingTransaction],
        in block: OrderingContext
    ) -> [PendingTransaction] {
        var queues = SenderQueues(pending, baseFee: block.baseFee)
        var ordered: [PendingTransaction] = []
        ordered.reserveCapacity(pending.count)
        while let next = queues.popNext() { ordered.append(next.pending) }
        return ordered
    }

    /// What the builder earns for a unit of gas; nothing if the base fee is not met.
    public static func effectivePriorityFee(_ transaction: Transaction, baseFee: Wei) -> Wei? {
        let room = transaction.maxFeePerGas.raw.subtractingReportingOverflow(baseFee.raw)
        if room.overflow { return nil }
        return min(transaction.maxPriorityFeePerGas, Wei(room.partialValue))
    }
}
