import Agents
import Contracts
import Execution
import Primitives
import Scenarios
import WideMath

/// The searchers beside the sandwicher.
extension AgentFactory {
    func searcher(
        _ agent: AgentSettings,
        _ wallet: Wallet,
        _ fees: Agents.FeePolicy
    ) throws(WorldError) -> any Agent {
        let name = agent.name
        switch agent.role {
        case .cyclicArbitrageur(let settings):
            return try cyclicArbitrageur(name, settings, wallet, fees)
        case .jitProvider(let settings):
            let pool = try pool(settings.pool, for: name)
            return JustInTimeProvider(
                name: name,
                wallet: wallet,
                pool: pool,
                minProfit: whole(settings.minProfit, pool.quote),
                share: settings.bid,
                policy: policy
            )
        case .stuffer(let settings):
            return try stuffer(name, settings, wallet, fees)
        case .griefer(let settings):
            let vault = try vaultNeeded(by: name)
            return KeeperGriefer(
                name: name,
                wallet: wallet,
                vault: vault,
                budget: settings.budget.map { whole($0, vault.quote) },
                fees: fees,
                policy: policy
            )
        case .oraclePusher(let settings):
            return try oraclePusher(name, settings, wallet, fees)
        case .copycat:
            return CopyCat(
                name: name,
                wallet: wallet,
                tokens: tokens,
                fees: fees,
                policy: policy
            )
        default:
            throw WorldError(description: "agents.\(name): \(agent.role.name) is no searcher")
        }
    }

    private func cyclicArbitrageur(
        _ name: String,
        _ settings: CyclicArbitrageurSettings,
        _ wallet: Wallet,
        _ fees: Agents.FeePolicy
    ) throws(WorldError) -> any Agent {
        guard let token = tokens.first(where: { $0.name == settings.token }) else {
            throw WorldError(
                description: "agents.\(name).token: there is no asset \"\(settings.token)\""
            )
        }
        return CycleArbitrageur(
            name: name,
            wallet: wallet,
            scope: CycleArbitrageur.Scope(executor: executor, pools: pools, token: token),
            minProfit: whole(settings.minProfit, token),
            bidding: bidding(settings.bidding),
            fees: fees,
            policy: policy
        )
    }

    private func stuffer(
        _ name: String,
        _ settings: StufferSettings,
        _ wallet: Wallet,
        _ fees: Agents.FeePolicy
    ) throws(WorldError) -> any Agent {
        let start: BlockStuffer.Start =
            if let second = settings.start {
                .time(second)
            } else {
                .keeper(of: try vaultNeeded(by: name).address)
            }
        return BlockStuffer(
            name: name,
            wallet: wallet,
            burner: burner,
            start: start,
            blocks: settings.blocks,
            fees: fees
        )
    }

    private func oraclePusher(
        _ name: String,
        _ settings: OraclePusherSettings,
        _ wallet: Wallet,
        _ fees: Agents.FeePolicy
    ) throws(WorldError) -> any Agent {
        let kind: OraclePusher.Kind =
            switch settings.kind {
            case .spot: .spot(vault: try vaultNeeded(by: name).address)
            case .average: .average
            }
        return OraclePusher(
            name: name,
            wallet: wallet,
            pool: try pool(settings.pool, for: name),
            push: OraclePusher.Push(
                kind: kind,
                factor: settings.factor,
                blocks: settings.blocks,
                start: settings.start
            ),
            fees: fees,
            policy: policy
        )
    }
}
