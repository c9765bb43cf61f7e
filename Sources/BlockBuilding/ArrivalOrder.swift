import Chain
import Primitives

/// Orders a block by arrival, as a sequencer does that serves first who comes first.
///
/// Fees decide nothing but who is left out. Ties break by signing hash; the mempool here gives
/// every transaction an arrival of its own.
public struct ArrivalOrder: OrderingPolicy {
    /// First come, first served.
    public var isRankedByFee: Bool { false }

    /// An ordering.
    public init() {}

    /// By arrival.
    ///
    /// Complexity: O(n log n).
    public func order(
        _ pending: [PendingTransaction],
        in block: OrderingContext
    ) -> [PendingTransaction] {
        block.affordable(pending).sorted(by: Self.precedes).keepingNonces()
    }

    /// Whether one came before another.
    static func precedes(_ left: PendingTransaction, _ right: PendingTransaction) -> Bool {
        if left.arrival != right.arrival { return left.arrival < right.arrival }
        return left.signed.signingHash < right.signed.signingHash
    }
}
