import BlockBuilding
import Chain
import Execution
import Primitives
import WideMath

/// Somebody who looks at the chain before each block and may send transactions.
public protocol Agent: Sendable {
    /// The agent's name in the scenario.
    var name: String { get }
    /// Whether it answers to what the others have sent for the same block; the same in a whole run.
    var isSearcher: Bool { get }
    /// Whether it answers to other searchers' answers too, as long as the block is open; the same
    /// in a whole run.
    var isBidder: Bool { get }
    /// Looks and acts. What it sends reaches the mempool at once.
    mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox)
}

extension Agent {
    /// Most agents look at the last block only.
    public var isSearcher: Bool { false }
    /// Few bid against each other.
    public var isBidder: Bool { false }
}

/// What an agent sees before a block: the state after the last one, prices and the mempool.
public struct BlockView: ~Copyable {
    /// The machine, with the coming block's context; agents read it and try things out on it.
    public let machine: Machine
    /// The outside price of each asset in dollars, by the asset's number.
    public let prices: [Double]
    /// The number of the asset that ether's price is taken from, if there is one.
    public let etherAsset: Int?
    /// Seconds since the scenario's start.
    public let elapsed: UInt64
    /// The gas used by the last block.
    public let gasUsedLast: Gas
    /// What the last block's contracts wrote down, transaction by transaction.
    public let logs: [[Log]]
    /// Which of the scenario's conditions held at the end of the last block.
    public let conditions: [Bool]

    /// Makes a view.
    public init(
        machine: Machine,
        prices: [Double],
        etherAsset: Int?,
        elapsed: UInt64,
        gasUsedLast: Gas,
        logs: [[Log]] = [],
        conditions: [Bool] = []
    ) {
        self.machine = machine
        self.prices = prices
        self.etherAsset = etherAsset
        self.elapsed = elapsed
        self.gasUsedLast = gasUsedLast
        self.logs = logs
        self.conditions = conditions
    }

    /// Whether a condition, by its number in the scenario, held at the end of the last block.
    public func holds(_ condition: Int) -> Bool {
        conditions.indices.contains(condition) && conditions[condition]
    }

    /// The outside price of one base token in quote tokens.
    public func price(of pool: PoolInfo) -> Double {
        prices[pool.base.index] / prices[pool.quote.index]
    }

    /// What an amount of whole tokens is worth in wei; zero where no asset stands for ether.
    public func ether(worth amount: Double, of token: TokenInfo) -> Double {
        guard let etherAsset else { return 0 }
        return amount * prices[token.index] / prices[etherAsset] * 1e18
    }

    /// What an amount of gas costs at a price, in a token's smallest units; zero where no asset
    /// stands for ether.
    public func cost(of gas: Gas, at price: Wei, in token: TokenInfo) -> Double {
        guard let etherAsset else { return 0 }
        let ether = Double(gas.units) * price.raw.asDouble / 1e18
        return ether * prices[etherAsset] / prices[token.index] * token.unit.asDouble
    }
}
