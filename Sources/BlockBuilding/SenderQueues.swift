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

    private let pending: [PendingTransaction]
    /// What each pays the builder for a unit of gas; nothing below the base fee.
    private let tips: [Wei?]
    /// The places in `pending` of each sender's, from the last nonce to the first, so that the next
    /// one is taken from the end.
    private var queues: [[Int]] = []
    private var best: (queue: Int, head: Head)?

    /// The queues of some transactions.
    init(_ pending: [PendingTransaction], baseFee: Wei) {
        self.pending = pending
        tips = pending.map {
            PriorityFeeOrder.effectivePriorityFee($0.transaction, baseFee: baseFee)
        }
        // To find a sender's queue takes no longer than to take the best payer out.
        for place in pending.indices {
            let sender = pending[place].sender
            if let queue = queues.firstIndex(where: { pending[$0[0]].sender == sender }) {
                queues[queue].append(place)
            } else {
                queues.append([place])
            }
        }
        for queue in queues.indices where queues[queue].count > 1 {
            queues[queue].sort {
                pending[$0].transaction.nonce > pending[$1].transaction.nonce
            }
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
        var best: (queue: Int, place: Int, tip: Wei)?
        for queue in queues.indices {
            guard let place = queues[queue].last, let tip = tips[place] else { continue }
            if let found = best, !precedes(place, tip, found.place, found.tip) { continue }
            best = (queue, place, tip)
        }
        return best.map { ($0.queue, Head(pending: pending[$0.place], tip: $0.tip)) }
    }

    private func precedes(_ place: Int, _ tip: Wei, _ other: Int, _ otherTip: Wei) -> Bool {
        tip != otherTip ? tip > otherTip : pending[place].arrived(before: pending[other])
    }
}
