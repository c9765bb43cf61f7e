import BigInt
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

/// Gains of random vaults against a history of their own.
@Suite struct `A vault's gains against a plain model` {
    @Test func `are what fell into it and nothing else, locked as long`() throws {
        var gains = 0
        for seed in Soak.seeds("gains", of: 2_000) {
            var world = try ShareWorld(seed: seed) { $0.unlocking = max($0.unlocking, 100) }
            let label = "\(Soak.label("gains")), seed \(seed): \(world.terms.text)"
            var models = world.assets.map { _ in GainModel() }
            world.accrue()
            for step in 0..<48 {
                let donated = world.donated
                world.step()
                let label = "\(label), step \(step)"
                for index in world.assets.indices {
                    let gift = world.donated[index] - donated[index]
                    // Whatever was deposited, paid, sold or sliced is known already.
                    try #require(world.free(index) >= world.booked(index), "\(label)")
                    let surplus = world.free(index) - world.booked(index)
                    try #require(surplus == gift, "asset \(index): \(surplus), \(label)")
                    if gift == 0 { continue }
                    gains += 1
                    models[index].lock(
                        gift,
                        at: world.machine.block.timestamp,
                        for: world.terms.unlocking
                    )
                }
                let nav = world.nav
                world.accrue()
                try #require(world.nav == nav, "\(label)")
                try check(world, models, label)
            }
        }
        #expect(gains > 20)
    }

    private func check(_ world: ShareWorld, _ models: [GainModel], _ label: String) throws {
        for (index, model) in models.enumerated() {
            let token = world.assets[index].token
            let stored = world.machine.read(Vault.Storage.gains[token], of: ShareWorld.vault)
            let now = world.machine.block.timestamp
            try #require(BigUInt(stored.amount) == model.amount, "asset \(index), \(label)")
            try #require(stored.since == model.since && stored.until == model.until, "\(label)")
            let locked = model.locked(at: now)
            try #require(locked <= world.donated[index], "asset \(index), \(label)")
            try #require(world.booked(index) == world.free(index), "asset \(index), \(label)")
            try #require(
                world.counted(index) + locked == world.free(index),
                "asset \(index), \(label)"
            )
        }
    }
}
