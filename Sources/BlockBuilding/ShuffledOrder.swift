import Chain
import Primitives

/// Orders a block at random: every order that keeps nonces is drawn from the seed and the block's
/// number, so that nobody can buy a place.
///
/// Who sends more transactions has more places to draw, which is what spam is paid for in such a
/// block.
public struct ShuffledOrder: StaticOrder {
    /// Places are drawn.
    public var isRankedByFee: Bool { false }
    private let seed: UInt64

    /// An ordering that draws from a scenario's seed.
    public init(seed: UInt64) { self.seed = seed }

    /// Shuffled, then each sender's places in the order of its nonces.
    ///
    /// Complexity: O(n log n).
    public func order(
        _ pending: [PendingTransaction],
        in block: OrderingContext
    ) -> [PendingTransaction] {
        // By arrival first, so that the draw does not depend on how the mempool lists them.
        var ordered = block.affordable(pending).sorted { $0.arrived(before: $1) }
        var stream = RandomStream(seed: seed, name: "ordering/\(block.number)")
        stream.shuffle(&ordered)
        return ordered.keepingNonces()
    }

    /// All are drawn.
    public func standing(
        of pending: PendingTransaction,
        in bundle: (bundle: Bundle, price: Wei)?,
        _ block: OrderingContext
    ) -> Standing {
        .drawn
    }
}
