import Chain
import Primitives
import WideMath

/// Orders a block by what its builder earns for a unit of gas, as geth does.
///
/// Each sender's transactions stay in the order of their nonces; of all senders' next ones the
/// highest effective priority fee comes first. Ties break by arrival, then signing hash.
public struct PriorityFeeOrder: OrderingPolicy {
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
        var queues: [[PendingTransaction]] = []
        var queueOfSender: [Address: Int] = [:]
        for waiting in pending {
            if let queue = queueOfSender[waiting.sender] {
                queues[queue].append(waiting)
            } else {
                queueOfSender[waiting.sender] = queues.count
                queues.append([waiting])
            }
        }
        // Sorted from the last nonce to the first, so that the next one is taken from the end.
        for queue in queues.indices {
            queues[queue].sort { $0.transaction.nonce > $1.transaction.nonce }
        }
        var ordered: [PendingTransaction] = []
        ordered.reserveCapacity(pending.count)
        while true {
            var best: (queue: Int, fee: Wei)?
            for queue in queues.indices {
                guard let head = queues[queue].last,
                    let fee = Self.effectivePriorityFee(head.transaction, baseFee: block.baseFee)
                else { continue }
                guard let leader = best, let other = queues[leader.queue].last else {
                    best = (queue, fee)
                    continue
                }
                if Self.precedes((head, fee), (other, leader.fee)) { best = (queue, fee) }
            }
            guard let best else { return ordered }
            if let next = queues[best.queue].popLast() { ordered.append(next) }
        }
    }

    /// What the builder earns for a unit of gas; nothing if the base fee is not met.
    public static func effectivePriorityFee(_ transaction: Transaction, baseFee: Wei) -> Wei? {
        let room = transaction.maxFeePerGas.raw.subtractingReportingOverflow(baseFee.raw)
        if room.overflow { return nil }
        return min(transaction.maxPriorityFeePerGas, Wei(room.partialValue))
    }

    private static func precedes(
        _ left: (PendingTransaction, Wei),
        _ right: (PendingTransaction, Wei)
    ) -> Bool {
        if left.1 != right.1 { return left.1 > right.1 }
        if left.0.arrival != right.0.arrival { return left.0.arrival < right.0.arrival }
        return left.0.signed.signingHash < right.0.signed.signingHash
    }
}
