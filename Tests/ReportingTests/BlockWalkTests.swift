import Chain
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

@testable import Reporting

/// Forwards, backwards and by leaps: a block is the same whichever way one comes to it.
@Suite struct `A walk` {
    @Test func `finds the same block from both sides`() throws {
        var there = try freshWalk("quickstart.yaml", to: 7)
        let first = try there.page.json.line
        try there.go(to: 8)
        let next = try there.page.json.line
        try there.go(to: 20)
        try there.go(to: 7)
        #expect(try there.page.json.line == first)
        try there.go(to: 8)
        #expect(try there.page.json.line == next)
        #expect(try freshWalk("quickstart.yaml", to: 8).page.json.line == next)
    }

    /// A step back in a long run builds no more than the blocks since the last place kept.
    @Test func `goes back without beginning at the start`() throws {
        var scenario = try scenarioFile("quickstart.yaml", blocks: 230)
        scenario.expectations = []
        var walk = try BlockWalk(scenario)
        try walk.go(to: 230)
        let last = try walk.page.json.line
        var built: [UInt64] = []
        let counter = Counter()
        walk.stops = { _ in
            counter.count += 1
            return false
        }
        for block in [229, 228, 201, 200] as [UInt64] {
            counter.count = 0
            try walk.go(to: block)
            built.append(counter.count)
        }
        #expect(built == [28, 27, 0, 99])
        try walk.go(to: 230)
        #expect(try walk.page.json.line == last)
    }

    /// What a walk's question counts; one walk asks it.
    private final class Counter {
        var count: UInt64 = 0
    }

    /// The rebalances of `quickstart` are in blocks 29 and 39, as its events say.
    @Test func `goes to the next rebalance and the next attack`() throws {
        var walk = try freshWalk("quickstart.yaml", to: 1)
        let records = try self.records("quickstart.yaml")
        func blocks(_ isMeant: (Purpose) -> Bool) -> [UInt64] {
            records.filter { $0.transactions.contains { isMeant($0.pending.purpose) } }
                .map(\.number)
        }
        let rebalances = blocks { $0 == .rebalance }
        #expect(rebalances == [29, 39])
        for block in rebalances {
            try walk.go(toNext: .rebalance)
            #expect(try walk.page.number == block)
        }
        #expect(throws: BlockWalk.Obstacle.noLandmark(.rebalance)) {
            try walk.go(toNext: .rebalance)
        }
        #expect(try walk.page.number == 39)
        try walk.go(to: 1)
        for block in blocks(\.isAttack).prefix(4) {
            try walk.go(toNext: .attack)
            #expect(try walk.page.number == block)
        }
    }

    @Test func `stays where it is when there is no such block, and names the range`() throws {
        var walk = try freshWalk("quickstart.yaml", to: 3)
        for block in [0, 61, .max] as [UInt64] {
            #expect(throws: BlockWalk.Obstacle.noSuchBlock(last: 60)) { try walk.go(to: block) }
            #expect(try walk.page.number == 3)
        }
        try walk.go(to: 60)
        #expect(try walk.page.number == 60)
    }

    /// A run of so many seconds does not say how many blocks it has.
    @Test func `finds the last block of a run that ends by the clock`() throws {
        var scenario = try scenarioFile("quickstart.yaml")
        scenario.run = RunSettings(duration: .seconds(60))
        var walk = try BlockWalk(scenario)
        #expect(throws: BlockWalk.Obstacle.noSuchBlock(last: 5)) { try walk.go(to: 6) }
        try walk.go(to: 2)
        #expect(throws: BlockWalk.Obstacle.noSuchBlock(last: 5)) { try walk.go(to: 6) }
        #expect(try walk.page.number == 2)
    }

    @Test func `stops when it is told to, and is back where it was`() throws {
        var walk = try freshWalk("quickstart.yaml", to: 2)
        walk.stops = { $0 == 10 }
        #expect(throws: BlockWalk.Obstacle.interrupted) { try walk.go(to: 40) }
        #expect(try walk.page.number == 2)
        walk.stops = { _ in false }
        try walk.go(to: 3)
        #expect(try walk.page.number == 3)
    }

    /// Behind its victim the front takes nothing from it: the victim gets what it gets without the
    /// attackers, which the engine works out by another way.
    @Test func `gives a victim what it would get without the attack when the front moves behind`()
        throws
    {
        var walk = try freshWalk("quickstart.yaml", to: 4)
        let built = try walk.page
        let front = try #require(
            built.transactions.first { $0.pending.purpose.label == "sandwich_front" }
        )
        let victim = try #require(
            built.transactions.first { $0.pending.signed.signingHash == front.victim }
        )
        var order = built.arrivals
        order.removeAll { $0 == front.pending.arrival }
        let place = try #require(order.firstIndex(of: victim.pending.arrival))
        order.insert(front.pending.arrival, at: place + 1)
        let fork = try #require(walk.fork(order))
        #expect(fork.isFork && fork.arrivals == order)
        let record = try #require(try records("quickstart.yaml").first { $0.number == 4 })
        let without = try #require(
            record.counterfactuals.first?.outcome(of: victim.pending)
        )
        let other = try #require(fork.transaction(arrival: victim.pending.arrival))
        #expect(other.included.receipt.logs == without.receipt.logs)
        #expect(other.swaps.map(\.amountOut) != victim.swaps.map(\.amountOut))
        let (before, after) = (
            try #require(victim.swaps.last).amountOut, try #require(other.swaps.last).amountOut
        )
        #expect(after > before)
        // Nothing of it stays.
        #expect(
            try #require(walk.fork(built.arrivals)).transactions.map(\.hash)
                == built.transactions.map(\.hash)
        )
        try walk.go(to: 5)
        let straight = try freshWalk("quickstart.yaml", to: 5)
        #expect(try walk.page.json.line == straight.page.json.line)
    }

    @Test func `says who cannot be executed in the order asked for`() throws {
        let walk = try freshWalk("mev-lab/sandwich.yaml", to: 2)
        let built = try walk.page
        let own = built.transactions.filter { $0.pending.author == "thief" }
        #expect(own.count >= 2)
        // The last nonce of the thief before the first.
        let order = [own[own.count - 1], own[0]].map(\.pending.arrival)
        let fork = try #require(walk.fork(order))
        #expect(fork.arrivals == [order[1]])
        let absent = try #require(fork.waiting.first { $0.pending.arrival == order[0] })
        #expect(absent.standing.contains("has to come first"))
        let dropped = try #require(
            fork.waiting.first { item in
                built.arrivals.contains(item.pending.arrival)
                    && !order.contains(item.pending.arrival)
            }
        )
        #expect(dropped.standing == "left out: not in the order given by hand")
    }

    private func records(_ name: String) throws -> [BlockRecord] {
        var engine = Engine(try WorldBuilder.build(try scenarioFile(name)))
        var records: [BlockRecord] = []
        while let record = engine.step() { records.append(record) }
        return records
    }
}
