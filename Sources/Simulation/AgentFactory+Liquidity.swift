import Agents
import Contracts
import Primitives
import Scenarios

/// Providers, books of longs, and what makes traders panic.
extension AgentFactory {
    func provider(
        _ name: String,
        _ settings: LiquidityProviderSettings,
        _ wallet: Wallet,
        _ fees: Agents.FeePolicy
    ) throws(WorldError) -> any Agent {
        let pool = try pool(settings.pool, for: name)
        return LiquidityProvider(
            name: name,
            wallet: wallet,
            pool: pool,
            provided: pool.shares(of: wallet.address, on: machine),
            rules: LiquidityProvider.Rules(
                leave: settings.leave.map {
                    LiquidityProvider.Leave(
                        condition: number(of: $0.when),
                        fraction: $0.fraction
                    )
                },
                comeback: settings.comeback.map {
                    LiquidityProvider.Return(
                        condition: $0.when.map { number(of: $0) },
                        after: $0.after
                    )
                },
                slippage: settings.slippage
            ),
            fees: fees
        )
    }

    func liquidations(
        _ name: String,
        _ settings: LiquidationsSettings,
        _ wallets: [Wallet],
        _ fees: Agents.FeePolicy
    ) throws(WorldError) -> any Agent {
        let pool = try pool(settings.pool, for: name)
        return Liquidations(
            name: name,
            wallets: wallets,
            positions: scenario.book(settings, of: name, pool),
            pool: pool,
            bonus: settings.bonus,
            feed: settings.price == .oracle ? feeds[pool.base.name] : nil,
            fees: fees
        )
    }

    func panic(_ panic: TradersSettings.Panic) -> Traders.Panic {
        Traders.Panic(
            condition: number(of: panic.when),
            rate: panic.rate,
            sells: panic.sells.map { Double($0.count) / 10_000 }
        )
    }

    /// A condition's number among the scenario's; one that is not among them never holds.
    private func number(of condition: Condition) -> Int {
        scenario.conditions.firstIndex(of: condition) ?? .max
    }
}
