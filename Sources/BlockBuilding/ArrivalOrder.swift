import Chain
import Primitives

/// Orders a block by arrival, as a sequencer does that serves first who comes first.
///
/// Fees decide nothing but who is left out. Ties of time break by who reached the mempool first,
/// then by signing hash.
public struct ArrivalOrder: StaticOrder {
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
        block.affordable(pending).sorted { $0.arrived(before: $1) }.keepingNonces()
    }
}
