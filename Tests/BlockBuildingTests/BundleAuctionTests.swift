import BlockBuilding
import Chain
import Execution
import Primitives
import Signing
import Testing
import WideMath

/// What stands for a bundle auction: three senders, a coinbase that is nobody else, base fee 100.
struct Auction {
    let street = Street(senders: 6)
    var mempool = Mempool(chainID: 1, verifiesSignatures: true)
    private(set) var bundles: [Bundle] = []

    /// A payment to the coinbase without a tip.
    func payment(_ wei: UInt64, nonce: UInt64 = 0) -> Transaction {
        var transaction = plain(nonce: nonce, tip: 0, gasLimit: 21_000, to: Street.coinbase)
        transaction.value = Wei(UInt256(wei))
        return transaction
    }

    /// A call that runs out of gas.
    func failing(nonce: UInt64 = 0, tip: UInt64 = 0) -> Transaction {
        plain(nonce: nonce, tip: tip, gasLimit: 21_600, to: Street.burner, data: [1, 2, 3, 4])
    }

    /// A transaction that waits in public.
    @discardableResult
    mutating func wait(_ transaction: Transaction, by sender: Int) throws -> PendingTransaction {
        try mempool.add(transaction, by: street.keys[sender])
        return try #require(mempool.pending.last)
    }

    /// A transaction of a bundle, which waits nowhere.
    mutating func own(_ transaction: Transaction, by sender: Int) throws -> PendingTransaction {
        let key = street.keys[sender]
        return try mempool.admit(
            transaction.signed(by: key),
            Mempool.Arrival(
                claimedSender: key.address,
                block: 1,
                author: "searcher \(sender)",
                purpose: .trade
            )
        )
    }

    mutating func bundle(
        _ transactions: [PendingTransaction],
        mayRevert: Set<Hash32> = [],
        block: UInt64 = 1
    ) {
        bundles.append(
            Bundle(
                transactions: transactions,
                mayRevert: mayRevert,
                block: block,
                author: "searcher",
                arrival: UInt64(bundles.count)
            )
        )
    }

    func build(_ policy: any OrderingPolicy = BundleAuction()) -> BuiltBlock {
        BlockBuilder(policy: policy)
            .build(on: street.machine, from: mempool, bundles: bundles) { _ in }
    }

    /// Who is in a block, as numbers of the senders, in order.
    func senders(_ block: BuiltBlock) -> [Int] {
        block.transactions.map { included in
            street.keys.firstIndex { $0.address == included.pending.sender } ?? -1
        }
    }
}

@Suite struct `A bundle auction` {
    private var auction = Auction()

    /// 42,000 wei over 21,000 gas are 2 wei a unit: between tips of 3 and 1.
    @Test mutating func `merges bundles and transactions by what they pay a unit of gas`() throws {
        try auction.wait(plain(tip: 3), by: 0)
        try auction.wait(plain(tip: 1), by: 1)
        auction.bundle([try auction.own(auction.payment(42_000), by: 2)])
        #expect(auction.senders(auction.build()) == [0, 2, 1])
    }

    /// A bundle of a public transaction with a tip of 5 and a payment of 42,000 wei earns the
    /// builder 1 wei a unit of gas beyond what the transaction pays him anyway.
    @Test mutating func `does not count tips that the builder has without the bundle`() throws {
        let victim = try auction.wait(plain(tip: 5), by: 0)
        auction.bundle([victim, try auction.own(auction.payment(42_000), by: 1)])
        try auction.wait(plain(tip: 2), by: 2)
        // The victim goes in alone at 5; the bundle is worth 1, and is out when its turn comes.
        #expect(auction.senders(auction.build()) == [0, 2])
    }

    @Test mutating func `keeps a bundle together`() throws {
        let victim = try auction.wait(plain(tip: 5), by: 0)
        auction.bundle([
            try auction.own(plain(tip: 0), by: 1), victim,
            try auction.own(auction.payment(1_000_000, nonce: 1), by: 1),
        ])
        try auction.wait(plain(tip: 9), by: 2)
        #expect(auction.senders(auction.build()) == [1, 0, 1, 2])
    }

    @Test mutating func `includes all of a bundle or nothing`() throws {
        let before = auction.street.balance(Street.coinbase)
        auction.bundle([
            try auction.own(auction.payment(9_000_000), by: 1),
            try auction.own(auction.failing(), by: 2),
        ])
        try auction.wait(plain(tip: 1), by: 3)
        let block = auction.build()
        #expect(auction.senders(block) == [3])
        #expect(auction.street.nonce(auction.street.keys[1].address) == 0)
        #expect(auction.street.balance(Street.coinbase) == before.wrappingAdd(21_000))
    }

    @Test mutating func `lets revert what may revert`() throws {
        let failing = try auction.own(auction.failing(), by: 2)
        auction.bundle(
            [try auction.own(auction.payment(9_000_000), by: 1), failing],
            mayRevert: [failing.signed.signingHash]
        )
        let block = auction.build()
        #expect(auction.senders(block) == [1, 2])
        #expect(block.transactions[1].receipt.status != .success)
    }

    @Test mutating func `gives a place that two want to the dearer`() throws {
        let victim = try auction.wait(plain(tip: 5), by: 0)
        auction.bundle([victim, try auction.own(auction.payment(500_000), by: 1)])
        auction.bundle([victim, try auction.own(auction.payment(600_000), by: 2)])
        auction.bundle([victim, try auction.own(auction.payment(600_000), by: 3)])
        // Of equals the earlier.
        #expect(auction.senders(auction.build()) == [0, 2])
    }

    @Test mutating func `takes bundles for its own block only`() throws {
        auction.bundle([try auction.own(auction.payment(500_000), by: 1)], block: 2)
        #expect(auction.build().transactions.isEmpty)
    }

    /// The second's transaction needs what the first pays: it fails at the top, not after.
    @Test mutating func `tries a bundle again after what was included before it`() throws {
        let poor = auction.street.keys[4].address
        let account = auction.street.machine.state.account(poor)
        auction.street.machine.state.setBalance(of: account, to: .zero)
        var gift = plain(tip: 50, gasLimit: 21_000, to: poor)
        gift.value = Wei(1_000_000_000_000)
        try auction.wait(gift, by: 0)
        auction.bundle([try auction.own(auction.payment(42_000), by: 4)])
        #expect(auction.senders(auction.build()) == [0, 4])
    }

    @Test(
        arguments: [
            ArrivalOrder(), ShuffledOrder(seed: 1), PriorityFeeOrder(), SealedOrder(),
            GreedySequencing(),
        ] as [any OrderingPolicy]
    )
    mutating func `is what other policies are not: they include no bundle`(
        _ policy: any OrderingPolicy
    ) throws {
        #expect(!policy.takesBundles)
        auction.bundle([try auction.own(auction.payment(500_000), by: 1)])
        #expect(auction.build(policy).transactions.isEmpty)
    }

    /// Whatever bundles want, all of each or nothing stands in the block, in one piece; the gas
    /// limit holds, nonces rise by one, and what is built is what a replay gives.
    @Test(arguments: 0..<40) mutating func `is atomic whatever is drawn`(_ seed: Int) throws {
        var stream = RandomStream(seed: UInt64(seed), name: "bundles")
        var publicOnes: [PendingTransaction] = []
        for sender in 0..<3 {
            for nonce in 0..<stream.below(3) {
                let transaction = plain(nonce: nonce, tip: stream.below(20), gasLimit: 21_000)
                publicOnes.append(try auction.wait(transaction, by: sender))
            }
        }
        for _ in 0..<stream.below(8) {
            var parts: [PendingTransaction] = []
            for sender in 3..<6 where stream.below(2) == 0 {
                let transaction =
                    stream.below(4) == 0
                    ? auction.failing() : auction.payment(stream.below(1_000_000))
                parts.append(try auction.own(transaction, by: sender))
            }
            if !publicOnes.isEmpty, stream.below(2) == 0 {
                parts.insert(publicOnes[Int(stream.below(UInt64(publicOnes.count)))], at: 0)
            }
            auction.bundle(parts)
        }
        let adversary = AdversarialBuilder(own: [auction.street.keys[3].address])
        for policy in [BundleAuction(), adversary] as [any OrderingPolicy] {
            let machine = auction.street.machine
            let built = machine.onFork { auction.build(policy) }
            let arrivals = built.transactions.map(\.pending.arrival)
            #expect(Set(arrivals).count == arrivals.count)
            for bundle in auction.bundles {
                let own = bundle.transactions.map(\.arrival)
                    .filter { arrival in !publicOnes.contains { $0.arrival == arrival } }
                guard let first = own.first, let place = arrivals.firstIndex(of: first) else {
                    #expect(own.allSatisfy { !arrivals.contains($0) })
                    continue
                }
                let all = bundle.transactions.map(\.arrival)
                let start = place - (all.firstIndex(of: first) ?? 0)
                #expect(Array(arrivals[start..<(start + all.count)]) == all)
                #expect(
                    built.transactions[start..<(start + all.count)]
                        .allSatisfy { $0.receipt.status == .success }
                )
            }
            let again = machine.onFork {
                BlockBuilder.replay(built.transactions.map(\.pending), on: machine) { _ in }
            }
            #expect(again.transactions == built.transactions)
        }
    }
}
