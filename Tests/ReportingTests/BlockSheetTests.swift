import BlockBuilding
import Chain
import Execution
import Foundation
import Ledger
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

@testable import Reporting

/// What a sheet says of a block is what the chain did.
@Suite struct `The sheet of a block` {
    /// Scenarios with every ordering policy and most kinds of agents.
    static let names = [
        "quickstart.yaml", "searchers.yaml", "black-thursday.yaml", "index-april-2021.yaml",
        "mev-lab/sandwich.yaml", "mev-lab/keeper-griefing.yaml", "mev-lab/jit-liquidity.yaml",
        "mev-lab/defence-batch-auction.yaml", "mev-lab/defence-sealed-ordering.yaml",
        "mev-lab/defence-greedy-sequencing.yaml", "mev-lab/censoring-builder.yaml",
        "mev-lab/defence-dutch-auction.yaml", "mev-lab/block-stuffing.yaml",
    ]

    /// The receipt is the machine's own sum; the lines are noted one by one as gas is charged.
    @Test(arguments: names)
    func `has lines of gas that sum to each receipt's`(_ name: String) throws {
        let file = try scenarioFile(name)
        var count = 0
        for var scenario in [file] + file.variants.prefix(1).map(\.scenario) {
            scenario.run = RunSettings(duration: .blocks(40))
            var walk = try BlockWalk(scenario)
            for block in 1...40 as ClosedRange<UInt64> {
                try walk.go(to: block)
                for transaction in try walk.page.transactions {
                    let used = Int(transaction.included.receipt.gasUsed.units)
                    #expect(transaction.bill.total == used, "\(name), block \(block)")
                    #expect(transaction.bill.lines.count == transaction.billTexts.count)
                    count += 1
                }
            }
        }
        #expect(count > 5)
    }

    /// The slots of all transactions in turn lead from the state before the block to the state
    /// that the engine has after it.
    @Test(arguments: ["quickstart.yaml", "mev-lab/sandwich.yaml", "mev-lab/jit-liquidity.yaml"])
    func `has slots whose changes give the state after the block`(_ name: String) throws {
        let scenario = try scenarioFile(name, blocks: 20)
        var walk = try BlockWalk(scenario)
        var engine = Engine(try WorldBuilder.build(scenario))
        for block in 1...20 as ClosedRange<UInt64> {
            try walk.go(to: block)
            var storage = Self.storage(of: engine.world)
            for transaction in try walk.page.transactions {
                for slot in transaction.slots {
                    let place = Place(address: slot.address, slot: slot.place)
                    #expect(storage[place, default: .zero] == slot.before)
                    #expect(slot.before != slot.after)
                    storage[place] = slot.after
                }
            }
            _ = engine.step()
            #expect(
                storage.filter { !$0.value.isZero }
                    == Self.storage(of: engine.world).filter { !$0.value.isZero }
            )
        }
    }

    private struct Place: Hashable {
        let address: Address
        let slot: UInt256
    }

    private static func storage(of world: World) -> [Place: UInt256] {
        var storage: [Place: UInt256] = [:]
        let state = world.machine
        state.state.forEachEntry { entry in
            let address = state.state.address(of: entry.account)
            storage[Place(address: address, slot: entry.key.place)] = entry.value
        }
        return storage
    }

    @Test func `recovers each sender from the signature`() throws {
        var walk = try freshWalk("quickstart.yaml", to: 1)
        for block in 1...10 as ClosedRange<UInt64> {
            try walk.go(to: block)
            for transaction in try walk.page.transactions {
                #expect(transaction.recovered == transaction.pending.sender)
                #expect(transaction.isSignedBySender)
                let text = try walk.page.detail(of: transaction).joined(separator: "\n")
                #expect(text.contains("\(transaction.pending.sender), who is the sender"))
            }
        }
    }

    @Test func `says so where a scenario assumes signatures`() throws {
        var scenario = try scenarioFile("quickstart.yaml", blocks: 2)
        scenario.chain.signatures = .assumed
        var walk = try BlockWalk(scenario)
        try walk.go(to: 1)
        let sheet = try walk.page
        let transaction = try #require(sheet.transactions.first)
        #expect(transaction.recovered == nil)
        #expect(sheet.detail(of: transaction).contains { $0.contains("assumes signatures") })
    }

    /// Where each is tells why: nonces and tips under `priority_fee`, whatever holds elsewhere.
    @Test func `gives the reason of each place`() throws {
        let sheet = try freshWalk("quickstart.yaml", to: 4).page
        #expect(sheet.transactions.count >= 3)
        let tips = sheet.transactions.map(\.tip)
        #expect(tips == tips.sorted(by: >))
        #expect(sheet.transactions.allSatisfy { $0.standing.hasPrefix("tip ") })
        let bundled = try freshWalk("mev-lab/sandwich.yaml", to: 2).page
        #expect(
            bundled.transactions.first?.standing.hasPrefix("bundle of thief, which pays") == true
        )
        #expect(bundled.bundles.map(\.isIncluded) == [true])
        let sealed = try page("mev-lab/defence-sealed-ordering.yaml", .sealed, 3)
        #expect(
            sealed.transactions.contains {
                $0.standing == "sealed and committed while block 2 was next"
            }
        )
        #expect(sealed.waiting.contains { $0.standing.contains("still sealed") })
        let batch = try page("mev-lab/defence-sealed-ordering.yaml", .batchAuction, 3)
        #expect(batch.transactions.count >= 3)
        #expect(batch.transactions.allSatisfy { $0.standing.contains("clear at one price") })
        let greedy = try page("mev-lab/defence-sealed-ordering.yaml", .greedy, 3)
        #expect(greedy.transactions.count >= 3)
        #expect(greedy.transactions.allSatisfy { $0.standing.contains("greedy sequencing rule") })
    }

    private func page(
        _ name: String,
        _ policy: Scenarios.OrderingPolicy,
        _ block: UInt64
    ) throws -> BlockSheet {
        var scenario = try scenarioFile(name)
        scenario.ordering.policy = policy
        var walk = try BlockWalk(scenario)
        try walk.go(to: block)
        return try walk.page
    }

    @Test func `names whom a builder censors`() throws {
        var walk = try freshWalk("mev-lab/censoring-builder.yaml", to: 1)
        var reasons: Set<String> = []
        for block in 1...60 as ClosedRange<UInt64> {
            guard (try? walk.go(to: block)) != nil else { break }
            for item in try walk.page.waiting where item.place == nil {
                reasons.insert(item.standing)
            }
        }
        #expect(
            reasons.contains { $0.contains("censors its sender") || $0.contains("keeps it back") },
            "\(reasons)"
        )
    }

    /// Each way of not being let in, with the numbers that decide it.
    @Test func `says why a transaction is not there, with the numbers`() {
        let gwei = Wei(1_000_000_000)
        let reasons: [(Standing, String)] = [
            (
                .invalid(.maxFeeBelowBaseFee(max: gwei, baseFee: Wei(2_500_000_000))),
                "left out: its maximum fee of 1.000 gwei is below the base fee of 2.500 gwei"
            ),
            (
                .invalid(.nonceTooHigh(expected: 3, got: 5)),
                "left out: its nonce is 5, and 3 has to come first"
            ),
            (
                .invalid(.nonceTooLow(expected: 3, got: 2)),
                "left out: its nonce 2 is used, the next is 3"
            ),
            (
                .invalid(.blockGasExceeded(left: Gas(7), limit: Gas(9))),
                "left out: asks for 9 gas, and the block has 7 left"
            ),
            (.invalid(.nonceAtMaximum), "left out: nonce at maximum"),
            (.delayed(until: 9), "left out: the builder keeps it back until block 9"),
            (.fee(tip: gwei), "tip 1.000 gwei, the highest left"),
        ]
        for (standing, text) in reasons { #expect(standing.text == text) }
    }

    /// The pools' points begin and end where the engine's observations are.
    @Test func `follows the pools through the block`() throws {
        let scenario = try scenarioFile("quickstart.yaml", blocks: 12)
        var walk = try BlockWalk(scenario)
        var engine = Engine(try WorldBuilder.build(scenario))
        var moved = 0
        for block in 1...12 as ClosedRange<UInt64> {
            let before = engine.world.pools[0].reserves(on: engine.world.machine)
            let sealed = engine.step()
            let record = try #require(sealed)
            try walk.go(to: block)
            let pool = try walk.page.pools[0]
            #expect(pool.before.base == before.base && pool.before.quote == before.quote)
            let after = record.observation.pools[0]
            #expect(TokenAmount(pool.after.base) == after.reserveBase)
            #expect(TokenAmount(pool.after.quote) == after.reserveQuote)
            #expect(abs(pool.price(pool.after) / after.spot - 1) < 1e-12)
            if pool.points.count > 1 {
                moved += 1
                let drawing = pool.lines.filter { $0.hasPrefix("  |") }
                #expect(drawing.count == 12)
                #expect(drawing.contains { $0.contains("0") })
            }
        }
        #expect(moved > 3)
    }

    @Test func `is JSON that parses, with all that the text has`() throws {
        let sheet = try freshWalk("quickstart.yaml", to: 29).page
        let object = try JSONSerialization.jsonObject(with: Data(sheet.json.pretty.utf8))
        let fields = try #require(object as? [String: Any])
        #expect(fields["block"] as? Int == 29)
        let transactions = try #require(fields["transactions"] as? [[String: Any]])
        #expect(transactions.count == sheet.transactions.count)
        for (object, sheet) in zip(transactions, sheet.transactions) {
            let gas = try #require(object["gas"] as? [[String: Any]])
            let sum = gas.reduce(0) { $0 + ($1["gas"] as? Int ?? .max / 1_000) }
            #expect(sum == object["gas_used"] as? Int)
            #expect(object["hash"] as? String == sheet.hash)
        }
        #expect((fields["losses"] as? [Any])?.count == 1)
        for transaction in sheet.transactions { #expect(sheet.text.contains(transaction.hash)) }
        #expect(sheet.text.contains("shortfall"))
    }
}
