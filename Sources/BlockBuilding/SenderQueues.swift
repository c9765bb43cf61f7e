import Chain
import Primitives

/// What waits, a queue for each sender in the order of nonces, merged by what the next one of each
/// pays the builder for a unit of gas: geth's `transactionsByPriceAndNonce`.
///
/// Ties break by arrival, then signing hash. A sender whose next transaction does not meet the base
/// fee is out for this block, with all that follows it.
struct SenderQueues {
    /// A transaction with what it pays the builder for a unit of gas.
    struct Head {
        let pending: PendingTransaction
        let tip: Wei
    }

    private var queues: [[PendingTransaction]] = []
    private let baseFee: Wei
    private var best: (queue: Int, head: Head)?

    /// The queues of some transactions.
    init(_ pending: [PendingTransaction], baseFee: Wei) {
        self.baseFee = baseFee
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
        best = findBest()
    }

    /// The best payer of all next ones.
    var next: Head? { best?.head }

    /// Takes the best payer out.
    ///
    /// Complexity: O(senders).
    mutating func popNext() -> Head? {
        guard let taken = best else { return nil }
        queues[taken.queue].removeLast()
        best = findBest()
        return taken.head
    }

    private func findBest() -> (queue: Int, head: Head)? {
        var best: (queue: Int, head: Head)?
        for queue in queues.indices {
            guard let pending = queues[queue].last,
                let tip = PriorityFeeOrder.effectivePriorityFee(
                    pending.transaction,
                    baseFee: baseFee
                )
            else { continue }
            let head = Head(pending: pending, tip: tip)
            if best.map({ Self.precedes(head, $0.head) }) ?? true { best = (queue, head) }
        }
        return best
    }

    private static func precedes(_ left: Head, _ right: Head) -> Bool {
        if left.tip != right.tip { return left.tip > right.tip }
        return left.pending.arrived(before: right.pending)
    }
}
