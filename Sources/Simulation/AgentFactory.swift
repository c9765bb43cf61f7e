import Agents
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

    func make(_ agent: AgentSettings, _ wallets: [Wallet]) throws(WorldError) -> any Agent {
        let name = agent.name
        let fees = feePolicy(agent.fees)
        switch agent.role {
        case .keeper(let settings):
            guard let vault else {
                throw WorldError(description: "agents.\(name): a keeper needs a vault")
            }
            return ThresholdKeeper(
                name: name,
                wallet: wallets[0],
                vault: vault,
                retryAfterBlocks: settings.retryAfterBlocks,
                fees: fees
            )
        case .arbitrageur(let settings):
            let pool = try pool(settings.pool, for: name)
            return Arbitrageur(
                name: name,
                wallet: wallets[0],
                pool: pool,
                minProfit: whole(settings.minProfit, pool.quote),
                fees: fees
            )
        case .sandwicher(let settings):
            let pool = try pool(settings.pool, for: name)
            return Sandwicher(
                name: name,
                wallet: wallets[0],
                pool: pool,
                minProfit: whole(settings.minProfit, pool.quote),
                fees: fees
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
                stream: RandomStream(seed: scenario.seed, name: "agent/\(name)")
            )
        case .oracleReporter(let settings):
            return try reporter(name, settings, wallets[0], fees)
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

    private func reporter(
        _ name: String,
        _ settings: OracleReporterSettings,
        _ wallet: Wallet,
        _ fees: Agents.FeePolicy
    ) throws(WorldError) -> any Agent {
        guard let asset = tokens.first(where: { $0.name == settings.asset }),
            let feed = feeds[settings.asset], let quote = vault?.quote
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

    private func pool(_ name: String, for agent: String) throws(WorldError) -> PoolInfo {
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

    private func path(_ path: BaseFeePath) -> BlockSpaceBidder.Path {
        switch path {
        case .constant(let fee): BlockSpaceBidder.Path(values: [fee], every: 0)
        case .steps(let values, let every): BlockSpaceBidder.Path(values: values, every: every)
        }
    }

    private func whole(_ amount: TokenAmount, _ token: TokenInfo) -> Double {
        amount.raw.asDouble / token.unit.asDouble
    }
}
