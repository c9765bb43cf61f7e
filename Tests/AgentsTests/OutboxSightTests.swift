import Agents
import BlockBuilding
import Chain
import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// Somebody who tries everything that an outbox offers to learn of others' transactions.
private struct Snoop: Agent {
    let name = "snoop"
    let isSearcher = true
    let wallet: Wallet
    var found: [PendingTransaction] = []
    var bundleFailure: BundleRefusal?

    mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        found = outbox.seen
        // A copy of the outbox, taken as if for somebody else who sees more, is not what the engine
        // goes on with, but it must not tell more either.
        let copy = outbox
        found += copy.seen
        do throws(BundleRefusal) {
            try outbox.sendBundle(found.map { .seen($0) }, author: name)
        } catch {
            bundleFailure = error
        }
    }
}

@Suite struct `What an outbox shows` {
    private var stage: Stage
    private let sender: Wallet
    private var snoop: Snoop

    init() throws {
        stage = try Stage()
        sender = try stage.wallet("flow")
        snoop = Snoop(wallet: try stage.wallet("sandwicher"))
    }

    private func outbox(
        _ channel: Channel,
        at time: UInt64 = 0,
        _ policy: any OrderingPolicy = PriorityFeeOrder()
    ) -> Outbox {
        var outbox = Outbox(mempool: stage.mempool, machine: stage.machine, policy: policy)
        outbox.take(Seat(name: "flow", channel: channel), at: time)
        outbox.send(
            Outbox.Order(
                target: Address(word: 5),
                data: [1, 2, 3],
                gasLimit: Gas(30_000),
                fees: (Wei(1), Wei(100_000_000_000)),
                purpose: .trade
            ),
            from: sender,
            author: "flow"
        )
        return outbox
    }

    private mutating func seen(by sight: Sight, at now: UInt64, in outbox: Outbox) -> Int {
        var outbox = outbox
        outbox.take(Seat(name: "snoop", sight: sight), at: now)
        let view = BlockView(
            machine: stage.machine,
            prices: stage.prices,
            etherAsset: 0,
            elapsed: 12,
            gasUsedLast: .zero
        )
        snoop.act(view, &outbox)
        return snoop.found.count
    }

    /// By each way, to each observer.
    @Test mutating func `is what the observer is entitled to, whatever he tries`() {
        for (channel, least) in [
            (.mempool, .mempool), (.relay, .relay), (.builder, .builder),
        ] as [(Channel, Sight.Reach)] {
            let outbox = outbox(channel)
            for reach in [Sight.Reach.blocks, .mempool, .relay, .builder] {
                let count = seen(by: Sight(reach), at: 12_000, in: outbox)
                #expect(count == (reach >= least ? 2 : 0), "\(channel) to \(reach)")
            }
            #expect(outbox.mempool().pending.map(\.channel) == [channel])
        }
    }

    @Test mutating func `comes after the observer's latency`() {
        let outbox = outbox(.mempool, at: 3_000)
        let slow = Sight(.mempool, latency: 700)
        #expect(seen(by: slow, at: 3_699, in: outbox) == 0)
        #expect(seen(by: slow, at: 3_700, in: outbox) == 2)
    }

    /// Under a policy that seals, senders have no choice.
    @Test mutating func `is nothing of what is sealed, not even for the builder's own`() {
        let outbox = outbox(.mempool, SealedOrder())
        #expect(outbox.mempool().pending.map(\.channel) == [.sealed])
        #expect(seen(by: Sight(.builder), at: 12_000, in: outbox) == 0)
    }

    @Test mutating func `is one's own always`() {
        var outbox = outbox(.sealed)
        outbox.take(Seat(name: "flow", sight: Sight(.blocks)), at: 0)
        #expect(outbox.seen.count == 1)
        #expect(outbox.holds(sender))
    }

    @Test mutating func `takes no bundle under a policy that takes none`() {
        _ = seen(by: Sight(), at: 12_000, in: outbox(.mempool))
        #expect(snoop.bundleFailure == .policyTakesNone)
        snoop.bundleFailure = nil
        _ = seen(by: Sight(), at: 12_000, in: outbox(.mempool, BundleAuction()))
        #expect(snoop.bundleFailure == nil)
        _ = seen(by: Sight(.blocks), at: 12_000, in: outbox(.mempool, BundleAuction()))
        #expect(snoop.bundleFailure == .empty)
    }
}
