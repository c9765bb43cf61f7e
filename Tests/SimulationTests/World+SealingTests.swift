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

    @Test func `is the same chain every time`() throws {
        let scenario = try Scenario.quickstart(blocks: 5)
        #expect(chain(try Flight(scenario)).last == chain(try Flight(scenario)).last)
    }
}
