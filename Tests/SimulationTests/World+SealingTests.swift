import Chain
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

@Suite struct `A sealed run` {
    private func chain(_ flight: Flight) -> [Block] {
        var blocks: [Block] = []
        for record in flight.records {
            let block = flight.world.seal(
                record,
                parentHash: blocks.last?.header.hash ?? .zero,
                // Any root will do: it is only passed on.
                stateRoot: Hash32(word: UInt256(record.number))
            )
            blocks.append(block)
        }
        return blocks
    }

    @Test func `is a chain of blocks that survive encoding and name their senders`() throws {
        let flight = try Flight(.quickstart(blocks: 20))
        let blocks = chain(flight)
        for (record, block) in zip(flight.records, blocks) {
            let header = block.header
            #expect(header.number == record.number && header.timestamp == record.timestamp)
            #expect(header.gasUsed == record.gasUsed && header.baseFee == record.baseFee)
            #expect(header.gasLimit == flight.world.scenario.chain.gasLimit)
            #expect(header.coinbase == flight.world.coinbase)
            #expect(header.stateRoot == Hash32(word: UInt256(record.number)))
            #expect(try Block.decode(block.encoded) == block)
            #expect(
                block.transactions.map { $0.recoverSender() }
                    == record.transactions.map(\.pending.sender)
            )
            for log in record.transactions.flatMap(\.receipt.logs) {
                #expect(header.logsBloom.mayContain(log.address.bytes))
                for topic in log.topics {
                    #expect(header.logsBloom.mayContain(topic.bigEndianBytes))
                }
            }
        }
        #expect(blocks.contains { $0.header.logsBloom != .empty })
        for (parent, block) in zip(blocks, blocks.dropFirst()) {
            #expect(block.header.parentHash == parent.header.hash)
        }
        #expect(Set(blocks.map(\.header.hash)).count == blocks.count)
    }

    @Test func `has headers and roots in its record where the scenario asks for them`() throws {
        let plain = try Flight(.quickstart(blocks: 5))
        #expect(plain.records.allSatisfy { $0.header == nil })
        #expect(!plain.series.contains("block_hash"))
        var scenario = try Scenario.quickstart(blocks: 5)
        scenario.chain.stateRoots = .everyBlock
        let flight = try Flight(scenario)
        let headers = flight.records.compactMap(\.header)
        #expect(headers.map(\.number) == [1, 2, 3, 4, 5])
        let genesis = try WorldBuilder.build(scenario).genesis
        #expect(headers.first?.parentHash == genesis.header.hash)
        for (parent, header) in zip(headers, headers.dropFirst()) {
            #expect(header.parentHash == parent.hash)
        }
        #expect(headers.last?.stateRoot == plain.world.machine.stateRoot)
        #expect(Set(headers.map(\.stateRoot)).count == 5)
        let rows = flight.series.split(separator: "\n")
        #expect(rows[0].hasSuffix(",state_root,block_hash"))
        for (row, header) in zip(rows.dropFirst(), headers) {
            #expect(row.hasSuffix(",\(header.stateRoot),\(header.hash)"))
        }
    }

    /// An event that begins in the fourth slot is in the roots from the fourth block on.
    @Test func `has an event in the root of the block that it begins in`() throws {
        let stage = { (events: [String]) throws in
            try Flight(
                try Stage.scenario(events) { text in
                    text = text.replacing("chain: {", with: "chain: { state_roots: true,")
                        .replacing("for: 24 min", with: "for: 6 blocks")
                }
            ).records.compactMap(\.header?.stateRoot)
        }
        let (plain, paused) = (try stage([]), try stage(["{ at: block 4, paused: main }"]))
        #expect(plain.count == 6 && paused.count == 6)
        #expect(plain[..<3] == paused[..<3])
        #expect(zip(plain[3...], paused[3...]).allSatisfy { $0 != $1 })
    }

    /// A pause that would end after the last block has not ended: the state is that of its root.
    @Test(arguments: ["{ at: block 4, for: 36 s, paused: main }", "{ at: block 7, paused: main }"])
    func `ends with the root of its last block`(_ event: String) throws {
        let flight = try Flight(
            try Stage.scenario([event]) { text in
                text = text.replacing("chain: {", with: "chain: { state_roots: true,")
                    .replacing("for: 24 min", with: "for: 6 blocks")
            }
        )
        let last = try #require(flight.records.last?.header)
        #expect(last.number == 6 && last.stateRoot == flight.world.machine.stateRoot)
    }

    @Test func `is counted anew after its last block, whenever that is`() throws {
        let checks = { (count: Int, isLast: Bool) throws -> UInt64 in
            var engine = Engine(try WorldBuilder.build(try Scenario.quickstart(blocks: 8)))
            for number in 1...count {
                #expect(engine.step(isLast: isLast && number == count)?.violations.isEmpty == true)
            }
            return engine.invariants.checked
        }
        #expect(try checks(5, true) > checks(5, false))
        #expect(try checks(8, true) == checks(8, false))
    }

    @Test func `is the same chain every time`() throws {
        let scenario = try Scenario.quickstart(blocks: 5)
        #expect(chain(try Flight(scenario)).last == chain(try Flight(scenario)).last)
    }
}
