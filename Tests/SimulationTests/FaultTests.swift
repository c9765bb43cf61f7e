import Chain
import Primitives
import Scenarios
import Simulation
import Testing

/// Each fault of a scenario, by one line.
///
/// From 4 to 12 minutes is in effect for blocks 21 to 60.
@Suite struct `A fault` {
    private let during: ClosedRange<UInt64> = 21...60

    @Test func `takes a keeper offline`() throws {
        let flight = try Stage.flight(["{ at: 4 min, for: 8 min, offline: keeper }"])
        let blocks = flight.blocks(of: "keeper")
        #expect(!blocks.contains { during.contains($0) })
        #expect(blocks.contains { $0 < 21 } && blocks.contains { $0 > 60 })
    }

    @Test func `brings what an agent sends late`() throws {
        let flight = try Stage.flight(["{ at: 4 min, late: flow, by: 5 blocks }"])
        let blocks = flight.blocks(of: "flow")
        #expect(!blocks.contains { (21...25).contains($0) })
        #expect(blocks.contains(26) || blocks.contains(27))
        let own = flight.records.flatMap(\.transactions).filter { $0.pending.author == "flow" }
        // What was sent for block 21 is seen first when block 26 is next.
        #expect(
            own.filter { $0.pending.arrivalBlock > 20 }.allSatisfy { $0.pending.arrivalBlock >= 26 }
        )
    }

    @Test func `leaves a gap in an agent's nonces, behind which it waits until it is dropped`()
        throws
    {
        let flight = try Stage.flight(["{ at: 4 min, for: 4 min, nonce_gap: keeper }"])
        let blocks = flight.blocks(of: "keeper")
        #expect(!blocks.contains { (21...40).contains($0) })
        let dropped = flight.records.filter { $0.expired.contains { $0.author == "keeper" } }
        // It is dropped after 25 blocks, and the keeper goes on.
        #expect(dropped.count == 1)
        let block = try #require(dropped.first?.number)
        #expect((45...66).contains(block))
        #expect(blocks.contains { $0 > block })
    }

    @Test func `lets an agent offer too little`() throws {
        let flight = try Stage.flight(["{ at: 4 min, for: 4 min, under_priced: keeper }"])
        #expect(!flight.blocks(of: "keeper").contains { (21...40).contains($0) })
        #expect(flight.records.contains { $0.expired.contains { $0.author == "keeper" } })
        #expect(flight.records[25].waiting >= 1)
    }

    @Test func `freezes an oracle`() throws {
        let flight = try Stage.flight(["{ at: 4 min, for: 8 min, frozen: oracle }"])
        let answers = flight.records.compactMap { $0.observation.vault?.answers[1] }
        #expect(Set(answers[20..<60]).count == 1)
        #expect(Set(answers[0..<20]).count > 3 && Set(answers[60...]).count > 3)
    }

    @Test func `brings an oracle's answers late`() throws {
        let flight = try Stage.flight(["{ at: 4 min, for: 8 min, late: oracle, by: 4 blocks }"])
        let prices = flight.records.map { $0.observation.prices[0] }
        let answers = flight.records.map { ($0.observation.vault?.answers[1].asDouble ?? 0) / 1e8 }
        // Each answer is a price of at least four blocks before.
        for index in 30..<60 {
            let source = prices[..<(index - 3)].contains { abs($0 / answers[index] - 1) < 1e-7 }
            #expect(source, "block \(index + 1)")
        }
    }

    @Test func `makes an oracle's answers wrong by a factor`() throws {
        let flight = try Stage.flight(["{ at: 4 min, for: 8 min, wrong: oracle, factor: 0.5x }"])
        let ratios = flight.answerRatios
        // The reporter answers once the price has moved by 5 bp.
        #expect(ratios[22..<60].allSatisfy { abs($0 - 0.5) < 0.001 })
        #expect(ratios[2..<20].allSatisfy { abs($0 - 1) < 0.002 })
        #expect(ratios[62...].allSatisfy { abs($0 - 1) < 0.002 })
    }

    @Test func `lets an oracle's answers leave the price steadily`() throws {
        let flight = try Stage.flight([
            "{ at: 4 min, for: 8 min, deviating: oracle, reaches: 1.4x }"
        ])
        for block in [30, 40, 50, 59] {
            // 40 % in 40 slots: one a slot, the first of them 0.
            let expected = 1 + 0.01 * Double(block - 21)
            #expect(abs(flight.answerRatios[block - 1] - expected) < 0.012, "block \(block)")
        }
        #expect(abs(flight.answerRatios[70] - 1) < 0.002)
    }

    @Test func `loses what goes by a relay`() throws {
        let flight = try Stage.flight(["{ at: 4 min, for: 8 min, relay_down: true }"])
        let blocks = flight.blocks(of: "arbitrage")
        #expect(!blocks.contains { during.contains($0) })
        #expect(blocks.contains { $0 > 60 })
        let lost = flight.records.filter { $0.rejected.contains("relay is down") }.map(\.number)
        #expect(!lost.isEmpty && lost.allSatisfy { during.contains($0) })
    }

    @Test func `pauses a pool`() throws {
        let flight = try Stage.flight(["{ at: 4 min, for: 8 min, paused: main }"])
        let reserves = flight.records.map { $0.observation.pools[0].reserveQuote }
        #expect(Set(reserves[20..<60]).count == 1)
        #expect(Set(reserves[60...]).count > 10)
        let reasons = flight.records[20..<60].flatMap(\.transactions)
            .filter { $0.pending.author == "flow" }.map(\.receipt.status)
        #expect(!reasons.isEmpty)
        #expect(reasons.allSatisfy { $0 == .reverted(.message("UniswapV2: LOCKED")) })
        #expect(flight.violations.isEmpty)
    }

    @Test func `keeps a token from moving`() throws {
        let flight = try Stage.flight(["{ at: 4 min, for: 8 min, blocked: WETH }"])
        let reserves = flight.records.map { $0.observation.pools[0].reserveBase }
        #expect(Set(reserves[20..<60]).count == 1)
        #expect(Set(reserves[60...]).count > 10)
        let statuses = flight.records[20..<60].flatMap(\.transactions)
            .filter { $0.pending.author == "flow" }.map(\.receipt.status)
        #expect(!statuses.isEmpty && !statuses.contains(.success))
        #expect(flight.violations.isEmpty)
    }
}
