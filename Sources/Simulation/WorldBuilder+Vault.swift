import Agents
import Contracts
import Execution
import Primitives
import Scenarios
import WideMath

extension WorldBuilder {
    /// Places the vault holding its targets, with all shares at the depositor.
    mutating func placeVault(
        _ tokens: [TokenInfo],
        _ pools: [PoolInfo],
        _ feeds: [String: Address],
        _ wallets: [[Wallet]]
    ) throws(WorldError) -> VaultInfo? {
        guard let settings = scenario.vault else { return nil }
        let quote = try token(settings.quote, tokens)
        let vault = genesis.place(
            Vault.self,
            immutable: UInt256(UInt64(quote.decimals + 3))
        )
        var quoteTarget = BasisPoints(0)
        var holdings: [VaultInfo.Holding] = []
        var order = [quote]
        for target in settings.targets {
            let asset = try token(target.asset, tokens)
            machine.write(Vault.Storage.targets[asset.address], of: vault, target.weight)
            let share =
                settings.deposit.raw.multiplied(
                    by: target.weight.word,
                    dividedBy: 10_000,
                    rounding: .down
                ) ?? .zero
            if asset == quote {
                quoteTarget = target.weight
                try genesis.mint(quote, to: vault, TokenAmount(share))
                continue
            }
            guard let feed = feeds[asset.name],
                let pool = pools.first(where: {
                    $0.base == asset && $0.quote == quote || $0.base == quote && $0.quote == asset
                })
            else {
                throw WorldError(
                    description: "vault.targets.\(asset.name): needs a pool against "
                        + "\(quote.name) and an oracle_reporter"
                )
            }
            order.append(asset)
            let worth = try amount(of: asset, worth: TokenAmount(share), in: quote)
            try genesis.mint(asset, to: vault, worth)
            machine.write(Vault.Storage.feeds[asset.address], of: vault, feed)
            holdings.append(
                VaultInfo.Holding(token: asset, target: target.weight, pool: pool, feed: feed)
            )
        }
        configure(vault, settings, order, pools, wallets)
        issueShares(vault, settings.deposit)
        return VaultInfo(
            address: vault,
            quote: quote,
            quoteTarget: quoteTarget,
            holdings: holdings,
            trigger: settings.trigger.threshold,
            slippage: settings.guards.slippage,
            cooldown: settings.guards.cooldown
        )
    }

    private func configure(
        _ vault: Address,
        _ settings: VaultSettings,
        _ assets: [TokenInfo],
        _ pools: [PoolInfo],
        _ wallets: [[Wallet]]
    ) {
        machine.write(Vault.Storage.assetCount, of: vault, UInt64(assets.count))
        for (number, asset) in assets.enumerated() {
            machine.write(Vault.Storage.assets[UInt64(number)], of: vault, asset.address)
            machine.write(Vault.Storage.units[asset.address], of: vault, asset.unit)
        }
        for pool in pools where assets.contains(pool.base) && assets.contains(pool.quote) {
            machine.write(
                Vault.Storage.venues[pool.pair],
                of: vault,
                UInt256(pool.fee.count + 1)
            )
        }
        for (agent, held) in zip(scenario.agents, wallets) {
            guard case .keeper = agent.role else { continue }
            machine.write(Vault.Storage.keepers[held[0].address], of: vault, true)
        }
        machine.write(Vault.Storage.trigger, of: vault, settings.trigger.threshold)
        machine.write(Vault.Storage.slippage, of: vault, settings.guards.slippage)
        machine.write(Vault.Storage.oracleAge, of: vault, settings.guards.oracleAge)
        machine.write(Vault.Storage.cooldown, of: vault, settings.guards.cooldown)
    }

    /// The shares that a first deposit of the whole amount would have issued.
    private func issueShares(_ vault: Address, _ deposit: TokenAmount) {
        let shares = TokenAmount(
            deposit.raw.multiplied(
                by: VaultMath.virtualShares,
                dividedBy: 1,
                rounding: .down
            ) ?? .zero
        )
        machine.write(ShareLedger.Storage.totalSupply, of: vault, shares)
        machine.write(ShareLedger.Storage.balances[depositor], of: vault, shares)
    }
}
