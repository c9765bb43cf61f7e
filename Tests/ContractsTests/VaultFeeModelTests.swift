import BigInt
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

/// Fees of random vaults against a history of their own in whole numbers of any size.
@Suite struct `A vault's fees against a plain model` {
    @Test func `agree share by share, whatever happens and whatever the owner sets`() throws {
        var charges = 0
        for seed in Soak.seeds("fees", of: 2_000) {
            var world = try ShareWorld(seed: seed)
            let label = "\(Soak.label("fees")), seed \(seed): \(world.terms.text)"
            // From here on: what the world's own beginning was charged is settled.
            var model = start(&world)
            for step in 0..<48 {
                world.step()
                charges += try check(world, &model, "\(label), step \(step)")
                if world.random.below(8) == 0 { change(&world, &model) }
            }
        }
        #expect(charges > 100 || charges > Soak.count(of: 2_000), "\(charges)")
    }

    /// Sets random fees by the owner's hand, at a moment when nothing is due.
    private func start(_ world: inout ShareWorld) -> FeeModel {
        world.accrue()
        var model = FeeModel(
            virtual: world.virtual,
            management: world.terms.management,
            performance: world.terms.performance,
            hasReceiver: world.terms.hasReceiver,
            now: world.machine.block.timestamp
        )
        model.mark = BigUInt(world.machine.read(Vault.Storage.highWater, of: ShareWorld.vault))
        change(&world, &model)
        return model
    }

    /// Charges in both worlds; whether something was due.
    private func check(
        _ world: ShareWorld,
        _ model: inout FeeModel,
        _ label: String
    ) throws -> Int {
        let before = (supply: world.supply, receiver: world.shares(ShareWorld.receiver))
        let nav = world.nav
        let mark = model.mark
        let due = model.charge(
            supply: before.supply,
            nav: nav,
            now: world.machine.block.timestamp
        )
        world.accrue()
        try #require(world.supply == before.supply + due, "\(due) due; \(label)")
        try #require(world.shares(ShareWorld.receiver) == before.receiver + due, "\(label)")
        let stored = BigUInt(world.machine.read(Vault.Storage.highWater, of: ShareWorld.vault))
        try #require(stored == model.mark, "\(label)")
        // From first principles: what the receiver has is worth no more than a part of the gain
        // above the mark, and no holder falls below it for performance.
        if model.management == 0, due > 0 {
            let value = due * (nav + 1) * FeeModel.wholePrice
            let gain =
                (nav + 1) * before.supply * FeeModel.wholePrice
                - mark * before.supply * (before.supply + model.virtual)
            let shares = before.supply + model.virtual
            try #require(
                value * shares * 10_000 <= gain * model.performance * (shares + due),
                "\(label)"
            )
            try #require(model.price(world.supply, nav) >= mark, "\(label)")
        }
        return due > 0 ? 1 : 0
    }

    /// The owner sets other rates, or another receiver, right after fees were taken.
    private func change(_ world: inout ShareWorld, _ model: inout FeeModel) {
        var terms = world.machine.read(Vault.Storage.fees, of: ShareWorld.vault)
        let old = terms.performance
        switch world.random.below(3) {
        case 0: terms.management = BasisPoints(UInt64(world.random.below(5_001)))
        case 1: terms.performance = BasisPoints(UInt64(world.random.below(3) * 1_500))
        default:
            model.hasReceiver.toggle()
            configure(.feeReceiver, (model.hasReceiver ? ShareWorld.receiver : .zero).word, world)
            if old.count > 0 { model.forget(supply: world.supply, nav: world.nav) }
            return
        }
        configure(.fees, terms.word, world)
        model.management = BigUInt(terms.management.count)
        model.performance = BigUInt(terms.performance.count)
        model.paidUntil = world.machine.block.timestamp
        if terms.performance != old { model.forget(supply: world.supply, nav: world.nav) }
    }

    private func configure(_ setting: Vault.Setting, _ value: UInt256, _ world: ShareWorld) {
        let result = world.call(
            ShareWorld.vault,
            from: Street.owner,
            Vault.Function.configure,
            [UInt256(setting.rawValue), 0, value]
        )
        #expect(result.failure == nil)
    }
}
