import BlockBuilding
import Chain
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `The order by priority fee` {
    private let order = PriorityFeeOrder()

    private func authorsAndNonces(_ pending: [PendingTransaction], baseFee: UInt64 = 0) -> [String]
    {
        order.order(pending, in: block(baseFee))
            .map { "\($0.author):\($0.transaction.nonce)" }
    }

    /// geth merges by the best head of all senders: A's cheap second waits behind B.
    @Test func `takes the best of all senders' next ones`() {
        let pending = [
            waiting(plain(nonce: 0, tip: 100), from: 1, arrival: 0),
            waiting(plain(nonce: 1, tip: 1), from: 1, arrival: 1),
            waiting(plain(nonce: 0, tip: 50), from: 2, arrival: 2),
        ]
        #expect(authorsAndNonces(pending) == ["1:0", "2:0", "1:1"])
    }

    @Test func `keeps nonces in order however they arrive and whatever they offer`() {
        let pending = [
            waiting(plain(nonce: 2, tip: 900), from: 1, arrival: 0),
            waiting(plain(nonce: 1, tip: 5), from: 1, arrival: 1),
            waiting(plain(nonce: 0, tip: 7), from: 1, arrival: 2),
            waiting(plain(nonce: 9, tip: 6), from: 2, arrival: 3),
        ]
        #expect(authorsAndNonces(pending) == ["1:0", "2:9", "1:1", "1:2"])
    }

    @Test func `breaks ties by arrival`() {
        let pending = [
            waiting(plain(tip: 5), from: 1, arrival: 8),
            waiting(plain(tip: 5), from: 2, arrival: 3),
            waiting(plain(tip: 5), from: 3, arrival: 5),
        ]
        #expect(authorsAndNonces(pending) == ["2:0", "3:0", "1:0"])
    }

    @Test func `breaks ties of arrival by signing hash`() {
        let pending = (1...6).map { sender in
            waiting(plain(tip: 5, gasLimit: 21_000 + sender), from: sender, arrival: 0)
        }
        let hashes = order.order(pending, in: block(0)).map(\.signed.signingHash)
        #expect(hashes == hashes.sorted())
        #expect(hashes == order.order(pending.reversed(), in: block(0)).map(\.signed.signingHash))
    }

    @Test func `reckons with what is left above the base fee`() {
        let pending = [
            // 100 − 90 = 10 is less than it promises.
            waiting(plain(tip: 50, max: 100), from: 1, arrival: 0),
            waiting(plain(tip: 11, max: 200), from: 2, arrival: 1),
        ]
        #expect(authorsAndNonces(pending, baseFee: 90) == ["2:0", "1:0"])
        #expect(authorsAndNonces(pending, baseFee: 40) == ["1:0", "2:0"])
    }

    @Test func `leaves out what does not meet the base fee, and what comes after it`() {
        let pending = [
            waiting(plain(nonce: 0, tip: 1, max: 99), from: 1, arrival: 0),
            waiting(plain(nonce: 1, tip: 9, max: 900), from: 1, arrival: 1),
            waiting(plain(nonce: 0, tip: 1, max: 100), from: 2, arrival: 2),
        ]
        #expect(authorsAndNonces(pending, baseFee: 100) == ["2:0"])
        // Just met, it leaves the builder nothing and comes after 2's one wei.
        #expect(authorsAndNonces(pending, baseFee: 99) == ["2:0", "1:0", "1:1"])
        #expect(authorsAndNonces([]) == [])
    }

    @Test(
        arguments: [
            (5, 100, 90, 5), (50, 100, 90, 10), (5, 100, 100, 0), (0, 100, 0, 0), (7, 7, 0, 7),
        ] as [(UInt64, UInt64, UInt64, UInt64)]
    )
    func `pays the builder the smaller of tip and room`(
        _ tip: UInt64,
        _ max: UInt64,
        _ baseFee: UInt64,
        _ expected: UInt64
    ) {
        let fee = PriorityFeeOrder.effectivePriorityFee(
            plain(tip: tip, max: max),
            baseFee: Wei(UInt256(baseFee))
        )
        #expect(fee == Wei(UInt256(expected)))
    }

    @Test func `pays the builder nothing below the base fee`() {
        let fee = PriorityFeeOrder.effectivePriorityFee(plain(max: 99), baseFee: Wei(100))
        #expect(fee == nil)
    }

    /// Against the rule spelt out: of the senders' lowest nonces, the dearest, earliest, least.
    @Test(arguments: Soak.seeds("order", of: 4_000))
    func `is the greedy rule on random pools, whatever order they are listed in`(
        _ seed: UInt64
    ) {
        let label = "\(Soak.label("order")), seed \(seed)"
        var stream = RandomStream(seed: seed, name: "order")
        var pending: [PendingTransaction] = []
        for sender in 1...(1 + stream.below(6)) {
            for nonce in 0..<stream.below(6) {
                let tip = stream.below(6)
                let transaction = plain(
                    nonce: nonce,
                    tip: tip,
                    max: tip + stream.below(12),
                    gasLimit: 21_000 + sender
                )
                // Few arrivals, so that ties reach the hash.
                pending.append(waiting(transaction, from: sender, arrival: stream.below(3)))
            }
        }
        let baseFee = Wei(6)
        let ordered = order.order(pending, in: block(6))
        #expect(ordered == reference(pending, baseFee), "\(label)")
        stream.shuffle(&pending)
        #expect(order.order(pending, in: block(6)) == ordered, "\(label)")
    }

    private func reference(
        _ pending: [PendingTransaction],
        _ baseFee: Wei
    ) -> [PendingTransaction] {
        var left = pending
        var ordered: [PendingTransaction] = []
        func fee(_ waiting: PendingTransaction) -> Wei? {
            PriorityFeeOrder.effectivePriorityFee(waiting.transaction, baseFee: baseFee)
        }
        while true {
            let heads = left.filter { one in
                fee(one) != nil
                    && !left.contains {
                        $0.sender == one.sender && $0.transaction.nonce < one.transaction.nonce
                    }
            }
            let best = heads.min { one, other in
                if fee(one) != fee(other) { return (fee(one) ?? .zero) > (fee(other) ?? .zero) }
                if one.arrival != other.arrival { return one.arrival < other.arrival }
                return one.signed.signingHash < other.signed.signingHash
            }
            guard let best else { return ordered }
            ordered.append(best)
            left.removeAll { $0 == best }
        }
    }
}
