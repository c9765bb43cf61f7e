import BlockBuilding
import Chain
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `An adversarial builder` {
    private var auction = Auction()

    private func address(_ sender: Int) -> Address { auction.street.keys[sender].address }

    @Test mutating func `inserts its own bundles first, whatever they pay`() throws {
        let victim = try auction.wait(plain(tip: 50), by: 0)
        try auction.wait(plain(tip: 90), by: 2)
        auction.bundle([
            try auction.own(plain(tip: 0), by: 1), victim,
            try auction.own(plain(nonce: 1, tip: 0), by: 1),
        ])
        let builder = AdversarialBuilder(own: [address(1)])
        #expect(auction.senders(auction.build(builder)) == [1, 0, 1, 2])
    }

    @Test mutating func `censors, and others include what it left out`() throws {
        try auction.wait(plain(tip: 90), by: 0)
        try auction.wait(plain(tip: 1), by: 1)
        let builder = AdversarialBuilder(
            censored: [address(0)],
            control: AdversarialBuilder.Control(first: 1, run: 2)
        )
        let blocks = (1...3).map { number in
            auction.street.machine.block.number = UInt64(number)
            let block = auction.build(builder)
            _ = auction.mempool.settle(
                removing: block.transactions.map(\.pending.arrival),
                block: UInt64(number)
            )
            return auction.senders(block)
        }
        #expect(blocks == [[1], [], [0]])
    }

    @Test mutating func `censors a transaction in others' bundles too`() throws {
        let victim = try auction.wait(plain(tip: 90), by: 0)
        auction.bundle([victim, try auction.own(auction.payment(9_000_000), by: 1)])
        let builder = AdversarialBuilder(censored: [address(0)])
        #expect(auction.build(builder).transactions.isEmpty)
    }

    @Test mutating func `delays by as many blocks as it wants`() throws {
        try auction.wait(plain(tip: 90), by: 0)
        try auction.wait(plain(tip: 1), by: 1)
        let builder = AdversarialBuilder(delays: [address(0): 2])
        var blocks: [[Int]] = []
        for number in 1...3 as ClosedRange<UInt64> {
            auction.street.machine.block.number = number
            let block = auction.build(builder)
            _ = auction.mempool.settle(
                removing: block.transactions.map(\.pending.arrival),
                block: number
            )
            blocks.append(auction.senders(block))
        }
        #expect(blocks == [[1], [], [0]])
    }

    @Test func `controls runs of blocks`() {
        let twice = AdversarialBuilder.Control(first: 3, run: 2, every: 5)
        #expect((0...13).filter { twice.holds($0) } == [3, 4, 8, 9, 13])
        let once = AdversarialBuilder.Control(first: 3, run: 2)
        #expect((0...13).filter { once.holds($0) } == [3, 4])
        #expect((0...3).allSatisfy { AdversarialBuilder.Control(first: 0).holds($0) })
        #expect(AdversarialBuilder.Control(first: 1, run: .max).holds(.max))
    }
}

@Suite struct `A sealed order` {
    @Test func `executes what an earlier block committed, by arrival`() {
        let early = waiting(plain(tip: 1), from: 1, arrival: 4)
        let late = waiting(plain(tip: 9), from: 2, arrival: 5)
        let order = SealedOrder()
        #expect(order.order([late, early], in: block(0, number: 1)) == [])
        #expect(order.order([late, early], in: block(0, number: 2)) == [early, late])
        #expect(order.imposedChannel == .sealed)
        #expect(!order.isRankedByFee)
    }
}

@Suite struct `What an observer sees` {
    private func sent(_ channel: Channel, at time: UInt64 = 100) -> PendingTransaction {
        PendingTransaction(
            signed: SignedTransaction(plain(), signature: unsigned),
            sender: Address(word: 1),
            arrival: 0,
            arrivalBlock: 7,
            sentAt: time,
            channel: channel,
            author: "sender",
            purpose: .trade
        )
    }

    @Test(
        arguments: [
            (.blocks, []), (.mempool, [.mempool]), (.relay, [.mempool, .relay]),
            (.builder, [.mempool, .relay, .builder]),
        ] as [(Sight.Reach, [Channel])]
    )
    func `is what it is let in to`(_ reach: Sight.Reach, _ channels: [Channel]) {
        let seen = Channel.allCases.filter {
            Sight(reach).sees(sent($0), at: 100, block: 7)
        }
        #expect(seen == channels)
    }

    @Test func `comes after its latency, and not before`() {
        let slow = Sight(.mempool, latency: 250)
        #expect(!slow.sees(sent(.mempool), at: 349, block: 7))
        #expect(slow.sees(sent(.mempool), at: 350, block: 7))
        #expect(!Sight().sees(sent(.mempool), at: 99, block: 7))
        #expect(!Sight(.mempool, latency: .max).sees(sent(.mempool), at: .max, block: 7))
    }

    @Test func `of what is sealed is nothing before its place is fixed`() {
        for reach in [Sight.Reach.mempool, .relay, .builder] {
            #expect(!Sight(reach).sees(sent(.sealed), at: .max, block: 7))
            #expect(Sight(reach).sees(sent(.sealed), at: .max, block: 8))
        }
        #expect(!Sight(.blocks).sees(sent(.sealed), at: .max, block: 8))
    }
}
