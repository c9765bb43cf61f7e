import Chain
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

@Suite struct `A scenario's run` {
    /// Debug builds check signatures slowly: files with more blocks are cut here.
    ///
    /// Runs in separate processes are compared in BallastTests.
    static let blocksMax: UInt64 = 400

    @Test(arguments: scenarioNames)
    func `is the same bytes each time, and others for another seed`(_ name: String) throws {
        let scenario = try Scenario.file(name).cut(to: Self.blocksMax)
        let first = try Flight(scenario)
        let second = try Flight(scenario)
        #expect(first.records.count == Int(scenario.blocks))
        #expect(first.summary == second.summary)
        #expect(first.events == second.events)
        #expect(first.series == second.series)
        #expect(first.violations == [])

        // Nothing is drawn where prices stand still and nobody trades for its own sake.
        guard scenario.draws else { return }
        var other = scenario
        other.seed += 1
        let third = try Flight(other)
        #expect(third.summary != first.summary)
        #expect(third.events != first.events)
        #expect(third.series != first.series)
    }

    @Test func `finds every scenario file`() {
        #expect(scenarioNames.contains("quickstart.yaml"))
        #expect(scenarioNames.contains("black-thursday.yaml"))
        #expect(scenarioNames.contains("mev-lab/sandwich.yaml"))
    }

    @Test func `differs only in hashes when signatures are assumed`() throws {
        var scenario = try Scenario.quickstart()
        let verified = try Flight(scenario)
        scenario.chain.signatures = .assumed
        let assumed = try Flight(scenario)
        #expect(assumed.series == verified.series)
        #expect(assumed.events != verified.events)
        let hashes = /"(?:hash|victim)":"0x[0-9a-f]{64}"/
        #expect(
            assumed.events.replacing(hashes, with: "")
                == verified.events.replacing(hashes, with: "")
        )
        let record = /"record_hash": "0x[0-9a-f]{64}"/
        #expect(
            assumed.summary.replacing(record, with: "")
                == verified.summary.replacing(record, with: "")
        )
        // The lines hold no receipts' gas prices, logs' bytes or return data: compare them too.
        #expect(
            assumed.records.map { $0.transactions.map(\.receipt) }
                == verified.records.map { $0.transactions.map(\.receipt) }
        )
    }
}

@Suite struct `An agent more` {
    /// What each trade of an author puts in, by the trader's own count of trades.
    private func inputs(of author: String, _ flight: Flight) -> [UInt256?] {
        flight.records.flatMap(\.transactions)
            .filter { $0.pending.author == author }
            .sorted { $0.pending.arrival < $1.pending.arrival }
            .map { UInt256(bigEndian: $0.pending.transaction.data[4..<36]) }
    }

    private func prices(_ flight: Flight) -> [[Double]] { flight.records.map(\.observation.prices) }

    private func extra(rate: Double) -> AgentSettings {
        AgentSettings(
            name: "extra",
            role: .traders(
                TradersSettings(
                    pool: "main",
                    ratePerBlock: rate,
                    size: .fixed(TokenAmount(500_000_000))
                )
            )
        )
    }

    @Test func `that hardly ever acts changes nothing else`() throws {
        var scenario = try Scenario.quickstart()
        let without = try Flight(scenario)
        scenario.agents.append(extra(rate: 1e-9))
        let with = try Flight(scenario)
        #expect(with.series == without.series)
        #expect(with.events == without.events)
    }

    /// In first place it even takes the others' accounts.
    @Test(arguments: [true, false])
    func `that trades moves no price path and no other agent's draws`(_ isFirst: Bool) throws {
        var scenario = try Scenario.quickstart()
        let without = try Flight(scenario)
        scenario.agents.insert(extra(rate: 2), at: isFirst ? 0 : scenario.agents.count)
        let with = try Flight(scenario)
        #expect(with.series != without.series)
        #expect(prices(with) == prices(without))
        #expect(inputs(of: "extra", with).count > 60)
        #expect(inputs(of: "flow", without).count > 30)
        #expect(inputs(of: "flow", with) == inputs(of: "flow", without))
    }
}

extension Scenario {
    /// Whether anything in the run depends on its seed.
    fileprivate var draws: Bool {
        let hasTraders = agents.contains { if case .traders = $0.role { true } else { false } }
        let isRestless = assets.contains {
            if case .replay(let replay) = $0.price { replay.volatility > 0 } else { false }
        }
        return hasTraders || isRestless
    }
}
