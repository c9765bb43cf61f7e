import Contracts
import Execution
import Primitives
import WideMath

extension GasScenario {
    /// Rows of a plain ERC-4626 vault.
    static let vaults: [String: SetUp] = [
        "ERC4626.deposit (solmate) | first depositor": { world in
            place(world)
            let words = [GasWorld.unit, GasWorld.sender.word]
            return .init(GasWorld.vault, PlainVault.Function.deposit, words)
        },
        "ERC4626.deposit (solmate) | later, existing holder": { world in
            fill(world)
            let words = [GasWorld.unit, GasWorld.sender.word]
            return .init(GasWorld.vault, PlainVault.Function.deposit, words)
        },
        "ERC4626.deposit (solmate) | new share holder": { world in
            fill(world)
            let words = [GasWorld.unit, GasWorld.fresh.word]
            return .init(GasWorld.vault, PlainVault.Function.deposit, words)
        },
        "ERC4626.redeem (solmate) | partial": { world in
            fill(world)
            world.machine.write(PlainVault.Storage.withdrawals, of: GasWorld.vault, UInt256.zero)
            return take(PlainVault.Function.redeem, GasWorld.unit)
        },
        "ERC4626.withdraw (solmate) | partial": { world in
            fill(world)
            return take(PlainVault.Function.withdraw, GasWorld.unit)
        },
        "ERC4626.redeem (solmate) | whole position (refund)": { world in
            fill(world)
            return take(PlainVault.Function.redeem, world.reserve)
        },
    ]

    private static func place(_ world: GasWorld) {
        let asset = GasWorld.tokens[0]
        world.machine.place(PlainVault.self, at: GasWorld.vault)
        world.machine.write(PlainVault.Storage.asset.location, of: GasWorld.vault, asset)
        world.allow(asset, GasWorld.vault, .max)
    }

    /// The sender and another holder have equal shares, at one for one.
    private static func fill(_ world: GasWorld) {
        place(world)
        let all = world.reserve.wrappingAdd(world.reserve)
        let vault = GasWorld.vault
        world.hold(GasWorld.tokens[0], vault, all)
        world.hold(vault, GasWorld.sender, world.reserve)
        world.hold(vault, GasWorld.other, world.reserve)
        world.machine.write(PlainVault.Storage.totalSupply, of: vault, TokenAmount(all))
        world.machine.write(PlainVault.Storage.deposits, of: vault, UInt256.one)
        world.machine.write(PlainVault.Storage.withdrawals, of: vault, UInt256.one)
    }

    private static func take(_ function: Selector, _ amount: UInt256) -> GasWorld.Call {
        let words = [amount, GasWorld.sender.word, GasWorld.sender.word]
        return .init(GasWorld.vault, function, words)
    }
}
