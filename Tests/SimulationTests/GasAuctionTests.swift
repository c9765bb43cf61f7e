import BlockBuilding
import Chain
import Primitives
import Scenarios
import Simulation
import Testing

/// Two sandwichers who bid by tips against each other, as whole runs.
@Suite struct `A gas auction` {
    private func scenario(_ rogue: (inout AgentSettings) -> Void) throws -> Scenario {
        var scenario = try Scenario.file("mev-lab/sandwich-gas-auction.yaml")
        let place = try #require(scenario.agents.firstIndex { $0.name == "rogue" })
        rogue(&scenario.agents[place])
        return scenario
    }

    /// What the fronts in blocks paid the builder a unit of gas, the dearest first.
    private func tips(_ flight: Flight) -> [Wei] {
        flight.records.flatMap { record in
            record.transactions.filter { $0.pending.purpose.label == "sandwich_front" }
                .compactMap {
                    PriorityFeeOrder.effectivePriorityFee(
                        $0.pending.transaction,
                        baseFee: record.baseFee
                    )
                }
        }
        .sorted(by: >)
    }

    /// A raise of a tenth of the tip alone is less than a tenth of the maximum fee, and the mempool
    /// does not take it.
    @Test func `raises both fees, so that every raise replaces what stood`() throws {
        let flight = try Flight(scenario { _ in })
        #expect(flight.records.flatMap(\.rejected) == [])
        let tips = tips(flight)
        #expect(tips.count == 2)
        // The victim's tip is 2 gwei. A raise of a tenth about every 0.4 seconds, in the ten
        // seconds that are left, is 1.1 to the power of 25: more than ten times the first.
        #expect(try #require(tips.last) > Wei(20_000_000_000))
    }

    @Test func `is none for who sees the other too late`() throws {
        let flight = try Flight(scenario { $0.seat.latency = 20_000 })
        #expect(tips(flight) == [Wei(2_000_000_001)])
    }

    /// 4 gwei altogether: what the mempool asks for a replacement soon is more.
    @Test func `ends for one at its fixed maximum`() throws {
        let most = Wei(4_000_000_000)
        let flight = try Flight(scenario { $0.fees.maxFee = .fixed(most) })
        #expect(flight.records.flatMap(\.rejected) == [])
        let fronts = flight.records.flatMap(\.transactions).map(\.pending)
            .filter { $0.purpose.label == "sandwich_front" }
        let rogue = try #require(fronts.first { $0.author == "rogue" })
        #expect(rogue.transaction.maxFeePerGas <= most)
        #expect(fronts.first?.author == "thief")
    }
}
