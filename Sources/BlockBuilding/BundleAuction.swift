import Chain
import Primitives

/// Sells places to bundles: whatever pays the builder most for a unit of gas comes next.
///
/// Bundles and single transactions compete in one queue, as in Flashbots' public builder
/// (`flashbots/builder`, greedy algorithm):
///
/// - A bundle's price is what it earns over the gas it uses (`BundleTrial.price`), found at the
///   top of the block. One that does not succeed there may after others, and waits at price 0.
/// - The dearest of all comes next; a bundle before a transaction of the same price, an earlier one
///   before a later one.
/// - A bundle is tried again where it would stand. One that no longer succeeds is out: of two that
///   hold the same transaction, or want the same profit, the dearer wins. One that has become
///   cheaper goes back into the queue at its new price.
public struct BundleAuction: OrderingPolicy {
    /// The best payer comes first.
    public var isRankedByFee: Bool { true }
    /// It takes bundles.
    public var takesBundles: Bool { true }
    /// Whose transactions it leaves out.
    private let leavesOut: @Sendable (PendingTransaction) -> Bool

    /// An auction.
    public init() { leavesOut = { _ in false } }

    /// An auction without some transactions, and without bundles that hold one of them.
    init(without leavesOut: @escaping @Sendable (PendingTransaction) -> Bool) {
        self.leavesOut = leavesOut
    }

    private struct Bid {
        let bundle: Bundle
        var price: Wei
    }

    /// Merges greedily by price.
    public func fill(_ block: inout OpenBlock) {
        var bids: [Bid] = []
        for bundle in block.bundles where !bundle.transactions.contains(where: leavesOut) {
            bids.append(Bid(bundle: bundle, price: block.trial(of: bundle)?.price ?? .zero))
        }
        var queues = SenderQueues(
            block.waiting.filter { !leavesOut($0) },
            baseFee: block.context.baseFee
        )
        var taken = Set(block.transactions.map(\.pending.arrival))
        while true {
            let dearest = Self.dearest(bids)
            if let dearest, queues.next.map({ bids[dearest].price >= $0.tip }) ?? true {
                include(dearest, of: &bids, in: &block, &taken)
            } else if let next = queues.popNext() {
                if !taken.contains(next.pending.arrival) { block.include(next.pending) }
            } else {
                return
            }
        }
    }

    /// The first of the bids with the highest price.
    private static func dearest(_ bids: [Bid]) -> Int? {
        var best: Int?
        for index in bids.indices {
            guard let known = best else {
                best = index
                continue
            }
            let (one, other) = (bids[index], bids[known])
            if one.price != other.price {
                if one.price > other.price { best = index }
            } else if one.bundle.arrival < other.bundle.arrival {
                best = index
            }
        }
        return best
    }

    /// Includes a bid's bundle, or drops it, or lowers its price.
    private func include(
        _ index: Int,
        of bids: inout [Bid],
        in block: inout OpenBlock,
        _ taken: inout Set<UInt64>
    ) {
        guard let trial = block.trial(of: bids[index].bundle) else {
            bids.remove(at: index)
            return
        }
        if trial.price < bids[index].price {
            bids[index].price = trial.price
            return
        }
        let bundle = bids.remove(at: index).bundle
        block.includeTried(bundle)
        taken.formUnion(bundle.transactions.map(\.arrival))
    }
}
