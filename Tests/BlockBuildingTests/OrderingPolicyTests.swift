import BlockBuilding
import Chain
import Primitives
import TestSupport
import Testing
import WideMath

/// The first block at a base fee.
func block(_ baseFee: UInt64, number: UInt64 = 1) -> OrderingContext {
    OrderingContext(number: number, baseFee: Wei(UInt256(baseFee)))
}

private func names(_ ordered: [PendingTransaction]) -> [String] {
    ordered.map { "\($0.author):\($0.transaction.nonce)" }
}

@Suite struct `The order by arrival` {
    private let order = ArrivalOrder()

    @Test func `serves first who comes first, whatever is offered`() {
        let pending = [
            waiting(plain(tip: 900), from: 1, arrival: 8),
            waiting(plain(tip: 5), from: 2, arrival: 3),
            waiting(plain(tip: 100), from: 3, arrival: 5),
        ]
        #expect(names(order.order(pending, in: block(0))) == ["2:0", "3:0", "1:0"])
        #expect(!order.isRankedByFee)
    }

    /// Sender 1's first nonce takes the place of the second, which came before it.
    @Test func `keeps nonces in order`() {
        let pending = [
            waiting(plain(nonce: 1, tip: 1), from: 1, arrival: 0),
            waiting(plain(nonce: 0, tip: 1), from: 2, arrival: 1),
            waiting(plain(nonce: 0, tip: 1), from: 1, arrival: 2),
        ]
        #expect(names(order.order(pending, in: block(0))) == ["1:0", "2:0", "1:1"])
    }

    @Test func `leaves out what does not meet the base fee`() {
        let pending = [
            waiting(plain(tip: 1, max: 9), from: 1, arrival: 0),
            waiting(plain(tip: 1, max: 10), from: 2, arrival: 1),
        ]
        #expect(names(order.order(pending, in: block(10))) == ["2:0"])
    }

    @Test func `breaks ties by signing hash`() {
        let pending = (1...6).map { sender in
            waiting(plain(tip: 5, gasLimit: 21_000 + sender), from: sender, arrival: 0)
        }
        let hashes = order.order(pending, in: block(0)).map(\.signed.signingHash)
        #expect(hashes == hashes.sorted())
    }
}

@Suite struct `A shuffled order` {
    private let order = ShuffledOrder(seed: 7)
    private let pending = (1...6).flatMap { sender in
        (0..<2 as Range<UInt64>).map { nonce in
            waiting(plain(nonce: nonce, tip: 5), from: sender, arrival: sender * 2 + nonce)
        }
    }

    @Test func `is the same for a seed and a block, and another for others`() {
        let first = order.order(pending, in: block(0))
        #expect(first == order.order(pending.reversed(), in: block(0)))
        #expect(first != order.order(pending, in: block(0, number: 2)))
        #expect(first != ShuffledOrder(seed: 8).order(pending, in: block(0)))
        #expect(Set(first) == Set(pending))
    }

    @Test func `keeps nonces in order, and leaves out what does not meet the base fee`() {
        for number in 0..<50 as Range<UInt64> {
            let ordered = order.order(pending, in: block(0, number: number))
            for sender in 1...6 {
                let own = ordered.filter { $0.author == "\(sender)" }.map(\.transaction.nonce)
                #expect(own == [0, 1])
            }
        }
        let poor = waiting(plain(tip: 1, max: 9), from: 9, arrival: 0)
        #expect(!order.order(pending + [poor], in: block(10)).contains(poor))
    }

    /// Each of 6 single transactions comes first in a sixth of 6,000 blocks: 1,000 ± 29 (√(n·p·q)),
    /// within four standard deviations; the seed is fixed.
    @Test func `gives everybody the same chance`() {
        let single = pending.filter { $0.transaction.nonce == 0 }
        var first: [String: Int] = [:]
        for number in 0..<6_000 as Range<UInt64> {
            let ordered = order.order(single, in: block(0, number: number))
            first[ordered[0].author, default: 0] += 1
        }
        #expect(first.count == 6)
        #expect(first.values.allSatisfy { abs($0 - 1_000) < 116 }, "\(first)")
    }
}
