import Primitives
import WideMath

/// One who acts in the run.
public struct AgentSettings: Sendable, Hashable {
    /// The agent's name, which no other agent has.
    public var name: String
    /// What the agent does, with the settings of that role.
    public var role: AgentRole
    /// What it offers for a place in a block.
    public var fees: FeePolicy
    /// What it sees of what waits, and by which way it sends.
    public var seat: SeatSettings
    /// What it owns at the start; nothing said leaves it to the role.
    public var funds: [Funds]?

    /// Makes an agent.
    public init(
        name: String,
        role: AgentRole,
        fees: FeePolicy = FeePolicy(),
        seat: SeatSettings = SeatSettings(),
        funds: [Funds]? = nil
    ) {
        self.name = name
        self.role = role
        self.fees = fees
        self.seat = seat
        self.funds = funds
    }
}

/// What an agent does.
public enum AgentRole: Sendable, Hashable {
    /// Rebalances the vault when its trigger is met.
    case keeper(KeeperSettings)
    /// Trades a pool back to the outside price.
    case arbitrageur(ArbitrageurSettings)
    /// Many people who trade for reasons of their own.
    case traders(TradersSettings)
    /// Trades before and after others' pending trades.
    case sandwicher(SandwicherSettings)
    /// Writes an asset's outside price to its oracle.
    case oracleReporter(OracleReporterSettings)
    /// Fills blocks so that the base fee stays near a figure.
    case blockSpace(BlockSpaceSettings)
    /// Changes what the vault should hold, behind its timelock.
    case owner(OwnerSettings)
    /// Keeps the averages of pools and of momentum.
    case observer
    /// Bids in the vault's auctions.
    case bidder(BidderSettings)
    /// Trades around cycles of pools, behind what has moved them.
    case cyclicArbitrageur(CyclicArbitrageurSettings)
    /// Adds liquidity for a single swap.
    case jitProvider(JITProviderSettings)
    /// Sends what others have sent, for itself.
    case copycat
    /// Fills blocks so that nothing else fits in.
    case stuffer(StufferSettings)
    /// Makes keepers' rebalances revert.
    case griefer(GrieferSettings)
    /// Pushes a pool's price for whoever reads it.
    case oraclePusher(OraclePusherSettings)

    /// The pool that it provides liquidity to, if it does.
    public var provides: String? { nil }

    /// The role's name in a scenario file.
    public var name: String {
        switch self {
        case .keeper: "keeper"
        case .arbitrageur: "arbitrageur"
        case .traders: "traders"
        case .sandwicher: "sandwicher"
        case .oracleReporter: "oracle_reporter"
        case .blockSpace: "block_space"
        case .owner: "owner"
        case .observer: "observer"
        case .bidder: "bidder"
        case .cyclicArbitrageur: "cyclic_arbitrageur"
        case .jitProvider: "jit_provider"
        case .copycat: "copycat"
        case .stuffer: "stuffer"
        case .griefer: "griefer"
        case .oraclePusher: "oracle_pusher"
        }
    }
}

/// What an agent offers for a place in a block.
public struct FeePolicy: Sendable, Hashable {
    /// The priority fee a unit of gas, which goes to the block's builder.
    public var priority: Wei
    /// The most it pays a unit of gas, base fee and priority fee together.
    public var maxFee: MaxFee

    /// Makes a policy; what is left out has the format's default.
    public init(priority: Wei = Wei(2_000_000_000), maxFee: MaxFee = .multiple(2)) {
        self.priority = priority
        self.maxFee = maxFee
    }
}

/// The most an agent pays a unit of gas.
public enum MaxFee: Sendable, Hashable {
    /// A multiple, at least 1, of the base fee when the transaction is made.
    case multiple(Double)
    /// A fixed fee, base fee and priority fee together.
    case fixed(Wei)
}

/// Something an agent owns at the start.
public enum Funds: Sendable, Hashable {
    /// Native ether, `ETH` in a scenario file.
    case ether(Wei)
    /// A token, by its name.
    case token(String, TokenAmount)
}
