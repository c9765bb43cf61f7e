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
    /// The places in `pending`, each sender's side by side in the order of nonces.
    private var places: [Int]
    /// Where in `places` each sender's next one is, and where they end.
    private var queues: [Range<Int>] = []
    /// The queue whose next one pays best, and its place in `pending`.
    private var best: (queue: Int, place: Int, tip: Wei)?

    /// The queues of some transactions.
    init(_ pending: [PendingTransaction], baseFee: Wei) {
        self.pending = pending
        tips = pending.map {
            PriorityFeeOrder.effectivePriorityFee($0.transaction, baseFee: baseFee)
        }
        places = Array(pending.indices)
        gather()
        best = findBest()
    }

    /// Puts each sender's places side by side, in the order of nonces.
    ///
    /// Complexity: O(n · senders).
    private mutating func gather() {
        // Each sender's first, among which the others' senders are looked for: that takes no longer
        // than to take the best payers out one by one.
        var firsts: [Int] = []
        firsts.reserveCapacity(pending.count)
        let owners = pending.indices.map { place in
            let sender = pending[place].sender
            let known = firsts.firstIndex { pending[$0].sender == sender }
            if known == nil { firsts.append(place) }
            return known ?? firsts.count - 1
        }
        if firsts.count < pending.count {
            places.sort {
                owners[$0] != owners[$1]
                    ? owners[$0] < owners[$1]
                    : pending[$0].transaction.nonce < pending[$1].transaction.nonce
            }
        }
        queues.reserveCapacity(firsts.count)
        var start = 0
        while start < places.count {
            let owner = owners[places[start]]
            var end = start + 1
            while end < places.count, owners[places[end]] == owner { end += 1 }
            queues.append(start..<end)
            start = end
        }
    }

    /// The best payer of all next ones.
    var next: Head? { best.map { Head(pending: pending[$0.place], tip: $0.tip) } }

    /// Takes the best payer out.
    ///
    /// Complexity: O(senders).
    mutating func popNext() -> Head? {
        guard let taken = best else { return nil }
        let queue = queues[taken.queue]
        queues[taken.queue] = (queue.lowerBound + 1)..<queue.upperBound
        best = findBest()
        return Head(pending: pending[taken.place], tip: taken.tip)
    }

    private func findBest() -> (queue: Int, place: Int, tip: Wei)? {
        var best: (queue: Int, place: Int, tip: Wei)?
        for queue in queues.indices where !queues[queue].isEmpty {
            let place = places[queues[queue].lowerBound]
            guard let tip = tips[place] else { continue }
            if let found = best, !precedes(place, tip, found.place, found.tip) { continue }
            best = (queue, place, tip)
        }
        return best
    }

    private func precedes(_ place: Int, _ tip: Wei, _ other: Int, _ otherTip: Wei) -> Bool {
        tip != otherTip ? tip > otherTip : pending[place].arrived(before: pending[other])
    }
}
