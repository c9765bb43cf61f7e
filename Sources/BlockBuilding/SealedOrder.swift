import Chain
import Primitives

/// Commit, then reveal: a transaction's place is fixed before anybody can read it.
///
/// All transactions are sealed. Those that came while one block was next are committed by that
/// block, in order of arrival, opened, and executed by the next block before anything else can be.
/// Nobody can trade before what he has read; he can after. The price is a delay of one block, and
/// that order of arrival is worth being early for.
///
/// What stands for it elsewhere: threshold encryption of the mempool (Shutter), commit–reveal
/// schemes. Opening is taken for granted: nobody withholds it.
public struct SealedOrder: StaticOrder {
    /// Places are by arrival.
    public var isRankedByFee: Bool { false }
    /// Everybody's is sealed.
    public var imposedChannel: Channel? { .sealed }

    /// An ordering.
    public init() {}

    /// Those that came for an earlier block, by arrival.
    ///
    /// Complexity: O(n log n).
    public func order(
        _ pending: [PendingTransaction],
        in block: OrderingContext
    ) -> [PendingTransaction] {
        ArrivalOrder().order(pending.filter { $0.arrivalBlock < block.number }, in: block)
    }

    /// All are committed.
    public func standing(
        of pending: PendingTransaction,
        in bundle: (bundle: Bundle, price: Wei)?,
        _ block: OrderingContext
    ) -> Standing {
        .committed(block: pending.arrivalBlock)
    }

    /// What came for this block is sealed.
    public func objection(
        to pending: PendingTransaction,
        in block: OrderingContext
    ) -> Standing? {
        pending.arrivalBlock < block.number ? nil : .sealed
    }
}
