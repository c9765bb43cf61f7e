import Agents
import BlockBuilding
import Execution
import Markets
import Primitives
import Scenarios
import WideMath

/// Everything that a scenario sets up, before its first block.
public struct World {
    /// The scenario it was made from.
    public let scenario: Scenario
    /// The chain, with every contract placed and funded.
    public internal(set) var machine: Machine
    /// The tokens, in the order of the scenario's assets.
    public let tokens: [TokenInfo]
    /// The pools, in the scenario's order.
    public let pools: [PoolInfo]
    /// The vault, if the scenario has one.
    public let vault: VaultInfo?
    /// The number of the asset that ether's price is taken from: WETH, if there is one.
    public let etherAsset: Int?
    /// What each agent holds keys for, in the scenario's order.
    public let wallets: [AgentWallets]
    /// The contract that stands for everybody else's use of block space.
    public let burner: Address
    /// The contract that searchers swap through.
    public let executor: Address
    /// Who receives priority fees.
    public let coinbase: Address
    var agents: [any Agent]
    /// The agents' kinds, in the same order.
    let kinds: [AgentKind]
    /// Where each agent sits, in the scenario's order.
    var seats: [Seat]
    var prices: [PriceProcess]
    var mempool: Mempool

    /// The accounts of one agent.
    public struct AgentWallets: Sendable {
        /// The agent's name.
        public let agent: String
        /// The agent's role, as the scenario writes it.
        public let role: String
        /// Its accounts.
        public let addresses: [Address]
    }

    /// The policy that puts its blocks in order.
    public var orderingPolicy: any BlockBuilding.OrderingPolicy {
        scenario.orderingPolicy(
            accounts: Dictionary(
                wallets.map { ($0.agent, $0.addresses) },
                uniquingKeysWith: +
            )
        )
    }

    /// The name of whoever an address belongs to: an agent, a contract, or its own digits.
    public func name(of address: Address) -> String {
        for agent in wallets {
            if let index = agent.addresses.firstIndex(of: address) {
                return agent.addresses.count == 1 ? agent.agent : "\(agent.agent)[\(index)]"
            }
        }
        if let token = tokens.first(where: { $0.address == address }) { return token.name }
        if let pool = pools.first(where: { $0.pair == address }) { return pool.name }
        if vault?.address == address { return "vault" }
        if pools.contains(where: { $0.router == address }) { return "router" }
        if vault?.holdings.contains(where: { $0.feed == address }) == true { return "oracle" }
        if let vault, let name = vault.name(of: address, on: machine) { return name }
        if address == burner { return "block_space" }
        if address == executor { return "executor" }
        return address.checksummed
    }
}

/// Why no world can be made from a scenario that reads well.
public struct WorldError: Error, CustomStringConvertible {
    /// What is wrong and what to change.
    public let description: String
}
