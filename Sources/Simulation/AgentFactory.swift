import Agents
import BlockBuilding
import Contracts
import Execution
import Primitives
import Scenarios
import WideMath

/// Makes agents from a scenario's settings.
struct AgentFactory {
    let scenario: Scenario
    let tokens: [TokenInfo]
    let pools: [PoolInfo]
    let vault: VaultInfo?
    let feeds: [String: Address]
    let burner: Address
    let executor: Address
    let policy: any BlockBuilding.OrderingPolicy
    let observed: [Observer.Target]
    let machine: Machine

    func make(_ agent: AgentSettings, _ wallets: [Wallet]) throws(WorldError) -> any Agent {
        let name = agent.name
        let fees = feePolicy(agent.fees)
        switch agent.role {
        case .keeper(let settings):
            let vault = try vaultNeeded(by: name)
            return ThresholdKeeper(
                name: name,
                wallet: wallets[0],
                vault: vault,
                retryAfterBlocks: settings.retryAfterBlocks,
                prefersLessGain: settings.prefers == .lessRealisedGain,
                jitterBlocks: settings.jitterBlocks,
                stream: RandomStream(seed: scenario.seed, name: "agent/\(name)"),
                fees: fees
            )
        case .arbitrageur(let settings):
            return Crew(
                name: name,
                members: try zip(settings.pools, wallets).map { pool, wallet throws(WorldError) in
                    try arbitrageur(name, pool, settings.minProfit, wallet, fees)
                }
            )
        case .sandwicher(let settings):
            let pool = try pool(settings.pool, for: name)
            return Sandwicher(
                name: name,
                wallet: wallets[0],
                pool: pool,
                minProfit: whole(settings.minProfit, pool.quote),
                fees: fees,
                policy: policy,
                bidding: bidding(settings.bidding)
            )
        case .traders(let settings):
            let pool = try pool(settings.pool, for: name)
            return Traders(
                name: name,
                wallets: wallets,
                pool: pool,
                ratePerBlock: settings.ratePerBlock,
                size: size(settings.size, pool.quote),
                slippage: settings.slippage,
                fees: fees,
                panic: settings.panic.map { panic($0) },
                stream: RandomStream(seed: scenario.seed, name: "agent/\(name)")
            )
        case .liquidityProvider(let settings):
            return try provider(name, settings, wallets[0], fees)
        case .liquidations(let settings):
            return try liquidations(name, settings, wallets, fees)
        case .owner(let settings):
            return owner(name, settings, try vaultNeeded(by: name), wallets[0], fees)
        case .observer:
            return Observer(name: name, wallet: wallets[0], targets: observed, fees: fees)
        case .bidder(let settings):
            let vault = try vaultNeeded(by: name)
            return Bidder(
                name: name,
                wallet: wallets[0],
                vault: vault,
                minProfit: whole(settings.minProfit, vault.quote),
                fees: fees
            )
        case .oracleReporter(let settings):
            return Crew(
                name: name,
                members: try zip(settings.assets, wallets).map {
                    asset,
                    wallet throws(WorldError) in
                    try reporter(name, asset, settings, wallet, fees)
                }
            )
        case .cyclicArbitrageur, .jitProvider, .copycat, .stuffer, .griefer, .oraclePusher:
            return try searcher(agent, wallets[0], fees)
        case .blockSpace(let settings):
            return BlockSpaceBidder(
                name: name,
                wallet: wallets[0],
                burner: burner,
                path: path(settings.baseFee),
                fees: fees
            )
        }
    }

    func vaultNeeded(by name: String) throws(WorldError) -> VaultInfo {
        if let vault { return vault }
        throw WorldError(description: "agents.\(name): needs a vault")
    }

    private func owner(
        _ name: String,
        _ settings: OwnerSettings,
        _ vault: VaultInfo,
        _ wallet: Wallet,
        _ fees: Agents.FeePolicy
    ) -> any Agent {
        let held = [vault.quote] + vault.holdings.map(\.token)
        let (function, values) =
            switch settings.change {
            case .targets(let targets):
                (OwnedWeights.Function.setWeights, WorldBuilder.weights(targets, held))
            case .units(let components):
                (UnitWeights.Function.setUnits, WorldBuilder.units(components, held))
            }
        let words = [32, UInt256(UInt64(values.count))] + values
        return Owner(
            name: name,
            wallet: wallet,
            timelock: machine.read(Vault.Storage.owner, of: vault.address),
            operation: Timelock.Operation(
                target: machine.read(Vault.Storage.strategy, of: vault.address),
                data: ABI.encodeCall(selector: function.value, words: words)
            ),
            after: settings.after,
            fees: fees
        )
    }

    private func arbitrageur(
        _ name: String,
        _ pool: String,
        _ minProfit: TokenAmount,
        _ wallet: Wallet,
        _ fees: Agents.FeePolicy
    ) throws(WorldError) -> any Agent {
        let pool = try self.pool(pool, for: name)
        return Arbitrageur(
            name: name,
            wallet: wallet,
            pool: pool,
            minProfit: whole(minProfit, pool.quote),
            fees: fees
        )
    }

    private func reporter(
        _ name: String,
        _ asset: String,
        _ settings: OracleReporterSettings,
        _ wallet: Wallet,
        _ fees: Agents.FeePolicy
    ) throws(WorldError) -> any Agent {
        guard let asset = tokens.first(where: { $0.name == asset }),
            let feed = feeds[asset.name], let quote = vault?.quote
        else {
            throw WorldError(
                description: "agents.\(name): an oracle_reporter needs a vault that reads it"
            )
        }
        return OracleReporter(
            name: name,
            wallet: wallet,
            feed: feed,
            asset: asset,
            quote: quote,
            heartbeat: settings.heartbeat,
            deviation: settings.deviation,
            fees: fees
        )
    }

    func pool(_ name: String, for agent: String) throws(WorldError) -> PoolInfo {
        guard let pool = pools.first(where: { $0.name == name }) else {
            throw WorldError(description: "agents.\(agent).pool: there is no pool \"\(name)\"")
        }
        return pool
    }

    private func feePolicy(_ policy: Scenarios.FeePolicy) -> Agents.FeePolicy {
        switch policy.maxFee {
        case .fixed(let most): Agents.FeePolicy(tip: policy.priority, maxFee: .fixed(most))
        case .multiple(let multiple):
            Agents.FeePolicy(
                tip: policy.priority,
                maxFee: .baseFeeThousandths(UInt64((multiple * 1_000).rounded()))
            )
        }
    }

    private func size(_ size: SizeDistribution, _ quote: TokenInfo) -> Traders.Size {
        switch size {
        case .fixed(let amount): .fixed(whole(amount, quote))
        case .lognormal(let median, let sigma):
            .lognormal(median: whole(median, quote), sigma: sigma)
        }
    }

    func bidding(_ bidding: Scenarios.Bidding) -> Agents.Bidding {
        switch bidding {
        case .tips: .tips
        case .gasAuction: .gasAuction
        case .bundle(let share): .bundle(share)
        }
    }

    private func path(_ path: BaseFeePath) -> BlockSpaceBidder.Path {
        switch path {
        case .constant(let fee): BlockSpaceBidder.Path(values: [fee], every: 0)
        case .steps(let values, let every): BlockSpaceBidder.Path(values: values, every: every)
        }
    }

    func whole(_ amount: TokenAmount, _ token: TokenInfo) -> Double {
        amount.raw.asDouble / token.unit.asDouble
    }
}
