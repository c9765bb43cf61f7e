import Agents
import Contracts
import Primitives
import Scenarios
import WideMath

/// What agents own beside funds: shares of pools, and collateral.
extension WorldBuilder {
    /// Gives an agent what it provides to a pool or has pledged, and lets the pool's router take
    /// what it will bring there.
    func placeLiquidity(
        _ agent: AgentSettings,
        _ wallets: [Wallet],
        _ pools: [PoolInfo]
    ) throws(WorldError) {
        switch agent.role {
        case .jitProvider(let settings):
            guard let pool = pools.first(where: { $0.name == settings.pool }) else { return }
            try approveShares(of: pool, wallets[0])
        case .liquidityProvider(let settings):
            guard let pool = pools.first(where: { $0.name == settings.pool }) else { return }
            try placeProvider(settings, wallets[0], pool, isFunded: agent.funds != nil)
        case .liquidations(let settings):
            guard let pool = pools.first(where: { $0.name == settings.pool }) else { return }
            let book = scenario.book(settings, of: agent.name, pool)
            for (position, wallet) in zip(book, wallets) {
                let held = TokenAmount(position.collateral)
                try genesis.mint(pool.base, to: wallet.address, held)
                try genesis.approve(pool.base, owner: wallet.address, spender: pool.router)
            }
        default: break
        }
    }

    /// Hands a provider its shares out of the deployer's; where the file states no funds, it has as
    /// much again of both tokens in its wallet.
    private func placeProvider(
        _ settings: LiquidityProviderSettings,
        _ wallet: Wallet,
        _ pool: PoolInfo,
        isFunded: Bool
    ) throws(WorldError) {
        // What nobody can own is locked away.
        let all = pool.supply(on: machine).wrappingSubtract(Pair.minimumLiquidity.raw)
        let shares = all.multiplied(
            by: UInt256(settings.share.count),
            dividedBy: 10_000,
            rounding: .down
        )
        try genesis.call(
            pool.pair,
            from: genesis.deployer,
            ABI.encodeCall(
                selector: ERC20.transfer.value,
                words: [wallet.address.word, shares ?? .zero]
            ),
            doing: "hand out shares of \(pool.name)"
        )
        try approveShares(of: pool, wallet)
        let held = pool.worth(of: shares ?? .zero, on: machine)
        for (token, amount) in [(pool.base, held.base), (pool.quote, held.quote)] {
            if !isFunded { try genesis.mint(token, to: wallet.address, TokenAmount(amount)) }
            try genesis.approve(token, owner: wallet.address, spender: pool.router)
        }
    }

    /// Lets a pool's router take somebody's shares of it, which it redeems.
    private func approveShares(of pool: PoolInfo, _ wallet: Wallet) throws(WorldError) {
        try genesis.approve(
            pool.pair,
            "shares of \(pool.name)",
            owner: wallet.address,
            spender: pool.router
        )
    }
}

extension Scenario {
    /// The positions of a book of longs, the same whenever they are asked for.
    func book(
        _ settings: LiquidationsSettings,
        of name: String,
        _ pool: PoolInfo
    ) -> [Liquidations.Position] {
        var stream = RandomStream(seed: seed, name: "agent/\(name)")
        // Where a price is not known, no pool was filled and no world is made.
        guard let base = assets[pool.base.index].price.start,
            let quote = assets[pool.quote.index].price.start
        else { return [] }
        return Liquidations.book(
            debt: settings.debt.raw.asDouble / pool.quote.unit.asDouble,
            count: Int(settings.positions),
            falls: Double(settings.fallMin.count) / 10_000...Double(settings.fallMax.count)
                / 10_000,
            bonus: settings.bonus,
            below: base / quote,
            unit: pool.base.unit,
            stream: &stream
        )
    }
}
