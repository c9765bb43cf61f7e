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

    @Test func `is the same chain every time`() throws {
        let scenario = try Scenario.quickstart(blocks: 5)
        #expect(chain(try Flight(scenario)).last == chain(try Flight(scenario)).last)
    }
}
