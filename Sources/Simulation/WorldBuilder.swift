import Agents
import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import Scenarios
import Signing
import WideMath

/// Makes a world from a scenario.
public struct WorldBuilder {
    let scenario: Scenario
    private let wallet: HDWallet
    private var nextAccount: UInt32 = 0
    var genesis: Genesis
    private let coinbase: Address
    let depositor: Address
    /// What the scenario's observer keeps up to date.
    var observed: [Observer.Target] = []

    /// The world of a scenario.
    public static func build(_ scenario: Scenario) throws(WorldError) -> World {
        var builder = try WorldBuilder(scenario)
        return try builder.world()
    }

    private init(_ scenario: Scenario) throws(WorldError) {
        self.scenario = scenario
        wallet = HDWallet(mnemonic: HDWallet.testMnemonic)
        let deployer = try Self.account(wallet, 0).address
        coinbase = try Self.account(wallet, 1).address
        depositor = try Self.account(wallet, 2).address
        nextAccount = 3
        let machine = Machine(
            state: WorldState(),
            fork: scenario.chain.fork,
            block: BlockContext(
                number: 0,
                timestamp: scenario.chain.start,
                baseFee: scenario.chain.baseFee,
                gasLimit: scenario.chain.gasLimit,
                coinbase: coinbase,
                chainID: scenario.chain.id
            )
        )
        genesis = Genesis(machine: machine, deployer: deployer)
    }

    private static func account(_ wallet: HDWallet, _ index: UInt32) throws(WorldError) -> Wallet {
        guard let key = wallet.ethereumAccount(index) else {
            throw WorldError(description: "account \(index) of the wallet has no valid key")
        }
        return Wallet(key)
    }

    private mutating func takeWallets(_ count: Int) throws(WorldError) -> [Wallet] {
        var taken: [Wallet] = []
        for _ in 0..<count {
            taken.append(try Self.account(wallet, nextAccount))
            nextAccount += 1
        }
        return taken
    }

    private mutating func world() throws(WorldError) -> World {
        if case .poisson = scenario.chain.blockTime, scenario.blocks == 0 {
            throw WorldError(description: "run.for: no block comes in this time; make it longer")
        }
        let pausable = scenario.blockedAssets
        let tokens = scenario.assets.enumerated().map { index, asset in
            let unit = UInt256(UInt64(asset.decimals))
            let isPausable = pausable.contains(asset.name)
            let address = genesis.place(
                isPausable ? PausableToken.self : Token.self,
                immutable: unit
            )
            Permit.enable(for: address, on: machine)
            return TokenInfo(
                name: asset.name,
                address: address,
                decimals: asset.decimals,
                index: index
            )
        }
        let pools = try placePools(tokens)
        var wallets: [[Wallet]] = []
        for agent in scenario.agents { wallets.append(try takeWallets(agent.walletCount)) }
        let feeds = try placeFeeds(tokens, wallets)
        let vault = try placeVault(tokens, pools, feeds, wallets)
        let burner = genesis.place(GasBurner.self)
        let executor = genesis.place(Executor.self)
        for (agent, held) in zip(scenario.agents, wallets) {
            try fund(agent, held, tokens, spenders(for: agent, pools, vault, executor))
            try placeLiquidity(agent, held, pools)
        }
        let factory = AgentFactory(
            scenario: scenario,
            tokens: tokens,
            pools: pools,
            vault: vault,
            feeds: feeds,
            burner: burner,
            executor: executor,
            policy: scenario.orderingPolicy(
                accounts: Dictionary(
                    zip(scenario.agents, wallets).map { ($0.name, $1.map(\.address)) },
                    uniquingKeysWith: +
                )
            ),
            observed: observed,
            machine: genesis.machine
        )
        var agents: [any Agent] = []
        for (agent, held) in zip(scenario.agents, wallets) {
            agents.append(try factory.make(agent, held))
        }
        return World(
            scenario: scenario,
            machine: genesis.machine,
            tokens: tokens,
            pools: pools,
            vault: vault,
            etherAsset: tokens.firstIndex { $0.name == "WETH" },
            wallets: zip(scenario.agents, wallets).map { agent, held in
                World.AgentWallets(
                    agent: agent.name,
                    role: agent.role.name,
                    addresses: held.map(\.address)
                )
            },
            burner: burner,
            executor: executor,
            coinbase: coinbase,
            agents: agents,
            kinds: agents.map(AgentKind.init),
            seats: scenario.agents.map(scenario.seat),
            prices: try scenario.priceProcesses(),
            mempool: Mempool(
                chainID: scenario.chain.id,
                verifiesSignatures: scenario.chain.signatures == .verified,
                limits: scenario.mempoolLimits
            )
        )
    }

    // MARK: Pools and oracles

    /// A factory and its router.
    private struct Deployment {
        let fee: BasisPoints
        let factory: Address
        let router: Address
        var pairs: Set<Set<Address>>
    }

    /// One deployment of factory and router for each fee, and another for a second pool of the same
    /// two tokens: V2 has one pair for two tokens each.
    private mutating func placePools(_ tokens: [TokenInfo]) throws(WorldError) -> [PoolInfo] {
        var deployments: [Deployment] = []
        var pools: [PoolInfo] = []
        for pool in scenario.pools {
            let base = try token(pool.base, tokens)
            let quote = try token(pool.quote, tokens)
            let deployment: Deployment
            let index = deployments.firstIndex {
                $0.fee == pool.fee && !$0.pairs.contains([base.address, quote.address])
            }
            if let index {
                deployments[index].pairs.insert([base.address, quote.address])
                deployment = deployments[index]
            } else {
                let factory = genesis.place(Factory.self, immutable: pool.fee.word)
                machine.write(Factory.Storage.feeToSetter, of: factory, genesis.deployer)
                let router = genesis.place(
                    Router.self,
                    immutable: Router.immutable(factory: factory, fee: pool.fee)
                )
                deployment = Deployment(
                    fee: pool.fee,
                    factory: factory,
                    router: router,
                    pairs: [[base.address, quote.address]]
                )
                deployments.append(deployment)
            }
            let baseAmount = try amount(of: base, worth: pool.liquidity, in: quote)
            guard baseAmount.raw < UInt256.one << 112 else {
                throw WorldError(
                    description: "pools.\(pool.name).liquidity: needs more \(base.name) than a "
                        + "pool can hold (2^112 of its smallest units); lower the liquidity"
                )
            }
            let pair = try genesis.pair(
                of: base,
                baseAmount,
                and: quote,
                pool.liquidity,
                factory: deployment.factory,
                fee: pool.fee,
                as: scenario.ordering.policy == .batchAuction ? BatchPair.self : Pair.self
            )
            pools.append(
                PoolInfo(
                    name: pool.name,
                    pair: pair,
                    router: deployment.router,
                    base: base,
                    quote: quote,
                    fee: pool.fee
                )
            )
        }
        return pools
    }

    var machine: Machine { genesis.machine }

    func token(_ name: String, _ tokens: [TokenInfo]) throws(WorldError) -> TokenInfo {
        guard let token = tokens.first(where: { $0.name == name }) else {
            throw WorldError(description: "there is no asset \"\(name)\"")
        }
        return token
    }

    /// The price at the start, as a fraction of 10⁹.
    private func startPrice(_ token: TokenInfo) throws(WorldError) -> UInt256 {
        guard let price = scenario.assets[token.index].price.start else {
            throw WorldError(
                description: "assets.\(token.name).price: the file of prices is not read"
            )
        }
        guard let scaled = UInt256(truncating: (price * 1e9).rounded()), !scaled.isZero else {
            throw WorldError(
                description: "assets.\(token.name).price: \(price) is too small; "
                    + "the least is 0.000000001"
            )
        }
        return scaled
    }

    /// How much of `token` is worth an amount of `other` at the start, rounded down.
    func amount(
        of token: TokenInfo,
        worth amount: TokenAmount,
        in other: TokenInfo
    ) throws(WorldError) -> TokenAmount {
        let numerator = token.unit.multipliedReportingOverflow(by: try startPrice(other))
        let denominator = other.unit.multipliedReportingOverflow(by: try startPrice(token))
        guard !numerator.overflow, !denominator.overflow,
            let result = amount.raw.multiplied(
                by: numerator.partialValue,
                dividedBy: denominator.partialValue,
                rounding: .down
            )
        else { throw WorldError(description: "an amount of \(token.name) is out of range") }
        return TokenAmount(result)
    }

    private mutating func placeFeeds(
        _ tokens: [TokenInfo],
        _ wallets: [[Wallet]]
    ) throws(WorldError) -> [String: Address] {
        var feeds: [String: Address] = [:]
        let quote = try scenario.vault.map { vault throws(WorldError) in
            try token(vault.quote, tokens)
        }
        for (agent, held) in zip(scenario.agents, wallets) {
            guard case .oracleReporter(let settings) = agent.role, let quote else { continue }
            for (name, wallet) in zip(settings.assets, held) {
                let answer = try startPrice(try token(name, tokens)).multiplied(
                    by: PriceFeed.answerUnit,
                    dividedBy: try startPrice(quote),
                    rounding: .down
                )
                let feed = genesis.place(PriceFeed.self)
                machine.write(PriceFeed.Storage.roundID, of: feed, 1)
                machine.write(PriceFeed.Storage.answer, of: feed, answer ?? .zero)
                machine.write(PriceFeed.Storage.updatedAt, of: feed, scenario.chain.start)
                machine.write(PriceFeed.Storage.reporter, of: feed, wallet.address)
                feeds[name] = feed
            }
        }
        return feeds
    }

    // MARK: Funds

    /// Gives each wallet of an agent what the file says, or what its role needs.
    private func fund(
        _ agent: AgentSettings,
        _ wallets: [Wallet],
        _ tokens: [TokenInfo],
        _ spenders: [Address]
    ) throws(WorldError) {
        let funds = Funding(agent)
        for wallet in wallets {
            genesis.fund(wallet.address, ether: funds.ether)
            for token in tokens {
                let held: TokenAmount
                if let stated = funds.tokens[token.name] {
                    held = stated
                } else if let dollars = funds.dollarsOfEach {
                    held = try worth(dollars, of: token)
                } else {
                    continue
                }
                try genesis.mint(token, to: wallet.address, held)
                for spender in spenders {
                    try genesis.approve(token, owner: wallet.address, spender: spender)
                }
            }
        }
    }

    /// Who may move an agent's tokens: what it trades through.
    private func spenders(
        for agent: AgentSettings,
        _ pools: [PoolInfo],
        _ vault: VaultInfo?,
        _ executor: Address
    ) -> [Address] {
        var spenders = Set(pools.map(\.router)).sorted() + [executor]
        switch agent.role {
        case .bidder, .copycat: spenders += vault.map { [$0.address] } ?? []
        default: break
        }
        return spenders
    }

    private func worth(_ dollars: UInt64, of token: TokenInfo) throws(WorldError) -> TokenAmount {
        let amount = token.unit.multiplied(
            by: UInt256(dollars).wrappingMultiply(1_000_000_000),
            dividedBy: try startPrice(token),
            rounding: .down
        )
        return TokenAmount(amount ?? .zero)
    }
}
