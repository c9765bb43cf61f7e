import TestSupport
import Testing

/// A keeper with full freedom of route and timing, and all the money of the world, in 10,000
/// markets in a soak.
///
/// What must hold is in `KeeperLedger` (losses), `KeeperMarket.share` (shares) and
/// `KeeperMarket.Account` (who gained what), and is judged after every transaction or visit.
@Suite struct `A hostile keeper` {
    private static let suite = "hostile keeper"
    /// Visits to a market: hours, or some days.
    private static let visits = 16

    /// What came of some markets.
    private struct Outcome: Sendable {
        var all = KeeperExtremes()
        /// By the vault's way of trading.
        var modes: [KeeperTerms.Mode: KeeperExtremes] = [:]
        var done: [String: Int] = [:]
        var refused: [String: Int] = [:]

        mutating func merge(_ other: Outcome) {
            all.merge(other.all)
            for (mode, extremes) in other.modes {
                modes[mode, default: KeeperExtremes()].merge(extremes)
            }
            done.merge(other.done, uniquingKeysWith: +)
            refused.merge(other.refused, uniquingKeysWith: +)
        }
    }

    @Test func `takes no more than the limits allow, and can take nearly that`() async {
        let total = await withTaskGroup(of: Outcome.self) { group in
            for seed in Soak.seeds(Self.suite, of: 10_000) {
                group.addTask { Self.outcome(seed) }
            }
            return await group.reduce(into: Outcome()) { $0.merge($1) }
        }
        let all = total.all
        print(
            "hostile keeper: at oracle prices at most \(all.rebalance) of the loss limit in a",
            "rebalance and \(all.day) of the loss budget in a day"
        )
        print(
            "hostile keeper: at outside prices at most \(all.rebalanceOutside) of limit + error ×",
            "moved in a rebalance and \(all.dayOutside) in a day"
        )
        if Soak.isFull {
            print("hostile keeper: did \(Self.text(total.done))")
            print("hostile keeper: was refused \(Self.text(total.refused))")
        }
        guard Soak.only == nil else { return }
        requireAttack(total)
    }

    /// The keeper does come near to the bounds, however the vault trades: a feeble one would be
    /// within them whatever the contract did.
    private func requireAttack(_ total: Outcome) {
        for mode in KeeperTerms.Mode.allCases {
            let extremes = total.modes[mode, default: KeeperExtremes()]
            let label: Comment = "\(Soak.label(Self.suite)): \(mode)"
            #expect(extremes.rebalance.part > 0.9, label)
            #expect(extremes.rebalanceOutside.part > 0.9, label)
        }
        #expect(total.all.day.part > 0.9, "\(Soak.label(Self.suite))")
        #expect(total.all.dayOutside.part > 0.9, "\(Soak.label(Self.suite))")
        var deeds = ["slice", "bid", "open", "deposit", "withdraw", "redeemInKind", "donation"]
        if Soak.isFull { deeds += ["wander", "upkeep", "redeem", "claim", "raise", "close"] }
        for deed in deeds {
            #expect(total.done[deed, default: 0] > 0, "\(Soak.label(Self.suite)): no \(deed)")
        }
    }

    private static func outcome(_ seed: UInt64) -> Outcome {
        do {
            var market = try KeeperMarket(seed: seed)
            for visit in 0..<visits where market.failures.isEmpty {
                if visit > 0 { market.wait() }
                market.visit()
                for failure in market.failures {
                    Issue.record("\(market.label), visit \(visit): \(failure); \(again(seed))")
                }
            }
            return Outcome(
                all: market.ledger.extremes,
                modes: [market.terms.mode: market.ledger.extremes],
                done: market.done,
                refused: market.refused
            )
        } catch {
            Issue.record("market \(seed): \(error); \(again(seed))")
            return Outcome()
        }
    }

    private static func text(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            .joined(separator: ", ")
    }

    /// What repeats a market, alone.
    private static func again(_ seed: UInt64) -> String {
        "BALLAST_CASE=\(seed) swift test --filter HostileKeeperTests"
    }
}
