import Agents
import Chain
import Contracts
import Primitives
import Scenarios
import Simulation
import WideMath

/// How somebody fared who provides liquidity to a pool, against holding what it provided.
///
/// Shares and tokens are exact, counted from the pool's and the tokens' `Transfer` events; values
/// are made at outside prices, in floating point.
public struct ProviderMeasures: Sendable {
    /// The agent's name.
    public let name: String
    /// The pool.
    public let pool: PoolInfo
    /// What its shares stood for before the first block, rounded down.
    public let provided: PoolInfo.Amounts
    /// How many shares it had then.
    public let sharesStart: UInt256
    /// How many shares it has.
    public private(set) var shares: UInt256
    /// The fewest it had at the end of a block.
    public private(set) var sharesLeast: UInt256
    /// Transactions that brought liquidity to the pool.
    public private(set) var provisions: UInt64 = 0
    /// Transactions that took liquidity out.
    public private(set) var withdrawals: UInt64 = 0
    /// What the first brought, of the base and the quote token.
    public private(set) var added = (base: SignedAmount(), quote: SignedAmount())
    /// What the second took out.
    public private(set) var withdrawn = (base: SignedAmount(), quote: SignedAmount())
    /// What came into its wallet less what left it.
    public private(set) var flows = (base: SignedAmount(), quote: SignedAmount())
    /// What fees added to its shares, block by block at outside prices, in whole quote tokens.
    public private(set) var fees = 0.0
    /// What its shares and flows are worth at outside prices, in whole quote tokens.
    public private(set) var value: Double
    /// What the tokens that it provided would be worth, in whole quote tokens.
    public private(set) var hold: Double
    private let wallet: Address
    private let number: Int
    private var rootPerShare: Double

    /// The value over holding what was provided.
    public var gain: Double { value - hold }

    /// The rest of that beside fees: what it lost by prices that moved while it was in the pool,
    /// and gained or lost by leaving and coming back.
    public var impermanent: Double { gain - fees }

    /// All providers of a world before its first block.
    static func all(_ world: World, start: Observation) -> [ProviderMeasures] {
        zip(world.scenario.agents, world.wallets).compactMap { agent, wallets in
            guard let name = agent.role.provides,
                let number = world.pools.firstIndex(where: { $0.name == name }),
                let wallet = wallets.addresses.first
            else { return nil }
            return ProviderMeasures(world, agent.name, wallet, pool: number, start)
        }
    }

    private init(
        _ world: World,
        _ name: String,
        _ wallet: Address,
        pool number: Int,
        _ start: Observation
    ) {
        self.name = name
        self.wallet = wallet
        self.number = number
        pool = world.pools[number]
        shares = pool.shares(of: wallet, on: world.machine)
        sharesStart = shares
        sharesLeast = shares
        provided = pool.worth(of: shares, on: world.machine)
        rootPerShare = start.pools[number].rootPerShare
        hold = 0
        value = 0
        hold = Self.worth(provided.base.asDouble, provided.quote.asDouble, pool, start.prices)
        value = hold
    }

    mutating func add(_ record: BlockRecord) {
        let before = shares
        for transaction in record.transactions where transaction.receipt.status == .success {
            count(transaction)
        }
        sharesLeast = min(sharesLeast, shares)
        let end = record.observation.pools[number]
        let prices = record.observation.prices
        // Of the shares that it had all through the block: what came or went in it may have earned
        // a part of that, but who knows which.
        let growth = min(before, shares).asDouble * (end.rootPerShare - rootPerShare)
        let base = prices[pool.base.index] / pool.base.unit.asDouble
        let quote = prices[pool.quote.index] / pool.quote.unit.asDouble
        // A root L of the product is worth 2L·√p at the price p of a base unit in quote units.
        fees += 2 * growth * (base / quote).squareRoot() / pool.quote.unit.asDouble
        rootPerShare = end.rootPerShare
        func part(_ reserve: TokenAmount) -> UInt256 {
            shares.multiplied(by: reserve.raw, dividedBy: end.shares.raw, rounding: .down)
                ?? .zero
        }
        value = Self.worth(
            part(end.reserveBase).asDouble + flows.base.asDouble,
            part(end.reserveQuote).asDouble + flows.quote.asDouble,
            pool,
            prices
        )
        hold = Self.worth(provided.base.asDouble, provided.quote.asDouble, pool, prices)
    }

    private mutating func count(_ transaction: IncludedTransaction) {
        var moved = (base: SignedAmount(), quote: SignedAmount())
        for log in transaction.receipt.logs {
            guard let transfer = TokenTransfer(log) else { continue }
            var amount = SignedAmount()
            if transfer.to == wallet { amount.add(transfer.amount.raw) }
            if transfer.from == wallet { amount.subtract(transfer.amount.raw) }
            switch log.address {
            case pool.base.address: moved.base.add(amount)
            case pool.quote.address: moved.quote.add(amount)
            case pool.pair:
                shares = shares.wrappingAdd(amount.income).wrappingSubtract(amount.expense)
            default: break
            }
        }
        flows.base.add(moved.base)
        flows.quote.add(moved.quote)
        guard transaction.pending.author == name else { return }
        switch transaction.pending.purpose {
        case .provision:
            provisions += 1
            added.base.subtract(moved.base)
            added.quote.subtract(moved.quote)
        case .withdrawal:
            withdrawals += 1
            withdrawn.base.add(moved.base)
            withdrawn.quote.add(moved.quote)
        default: break
        }
    }

    /// Both amounts at outside prices, in whole quote tokens.
    private static func worth(
        _ base: Double,
        _ quote: Double,
        _ pool: PoolInfo,
        _ prices: [Double]
    ) -> Double {
        quote / pool.quote.unit.asDouble
            + base / pool.base.unit.asDouble * prices[pool.base.index]
            / prices[pool.quote.index]
    }
}
