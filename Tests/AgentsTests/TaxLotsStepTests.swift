import TestSupport
import Testing

/// Deposits, withdrawals, redemptions in kind, claims, gifts, rebalances with slices and routes,
/// upkeep, auctions and price moves in random order; the seed names the run.
@Suite struct `Tax lots fed from a vault's log` {
    @Test func `stay in step with its balances whatever happens`() throws {
        var seen: [String: Int] = [:]
        for seed in Soak.seeds("lot worlds", of: 2_000) {
            var world = try LotWorld(seed: seed)
            for step in 0..<150 {
                world.step()
                try #require(
                    world.failures.isEmpty,
                    "\(Soak.label("lot worlds")), seed \(seed), step \(step): \(world.failures)"
                )
            }
            for (kind, count) in world.seen { seen[kind, default: 0] += count }
        }
        let label = "\(Soak.label("lot worlds")): \(seen)"
        for kind in [
            "Traded", "Rebalanced", "Bought", "Withdraw", "RedeemedInKind", "LeftOut", "Claimed",
            "Deposit", "gift", "slice", "trade", "trade of two assets", "sale of a withdrawal",
        ] { #expect(seen[kind, default: 0] > 0, "\(kind), \(label)") }
        // Some trades had several hops.
        let trades = ["trade", "sale of a withdrawal"].reduce(0) { $0 + seen[$1, default: 0] }
        #expect(seen["Traded", default: 0] + seen["Bought", default: 0] > trades, "\(label)")
    }
}
