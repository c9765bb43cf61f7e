import Agents
import Chain
import Contracts
import Primitives
import Simulation
import WideMath

/// What a pool's swaps brought and cost those who provide its liquidity.
///
/// All in smallest units of its quote token, at the outside prices of each block, in floating
/// point.
public struct PoolTrading: Sendable {
    /// The quote tokens that swaps brought or took.
    public private(set) var volume = 0.0
    /// The fees that stayed in the pool.
    public private(set) var fees = 0.0
    /// What swaps took less what they brought, fees among it: what a portfolio has more that trades
    /// the same amounts at outside prices.
    public private(set) var lossAfterFees = 0.0
    /// Σ (V ÷ 2)·(√R − 1)² over the blocks, with V = 2·√(x·y·p) of the reserves and the price
    /// before: the loss before fees if every block ended at the outside price (ANCHORS A1).
    public private(set) var lossInTheory = 0.0
    /// Loss-versus-rebalancing: what swaps took less what they brought but for the fee.
    public var lossVersusRebalancing: Double { lossAfterFees + fees }

    private let pool: PoolInfo
    /// The part of an input that is the fee.
    private let feeRate: Double
    /// √(x·y) and √p at the end of the last block.
    private var root: Double
    private var rootPrice: Double

    init(_ pool: PoolInfo, start: Observation.Pool, _ prices: [Double]) {
        self.pool = pool
        feeRate = Double(pool.fee.count) / 10_000
        root = Self.root(start)
        rootPrice = Self.price(of: pool, prices).squareRoot()
    }

    /// Adds a swap of the pool, at the outside prices of its block.
    mutating func add(_ swap: Log, _ prices: [Double]) {
        guard swap.data.count == 128 else { return }
        let price = Self.price(of: pool, prices)
        func word(_ index: Int) -> Double {
            UInt256(bigEndian: swap.data[(32 * index)..<(32 * index + 32)])?.asDouble ?? 0
        }
        // In of token0 and token1, out of token0 and token1.
        let isBaseFirst = pool.base.address < pool.quote.address
        let (base, quote) = isBaseFirst ? (0, 1) : (1, 0)
        let (baseIn, quoteIn) = (word(base), word(quote))
        let baseKept = baseIn - word(base + 2)
        let quoteKept = quoteIn - word(quote + 2)
        volume += quoteKept.magnitude
        fees += feeRate * (baseIn * price + quoteIn)
        lossAfterFees -= baseKept * price + quoteKept
    }

    /// Whether it is the pool's contract that has an address.
    func isOf(_ address: Address) -> Bool { pool.pair == address }

    /// Adds where a block ended, after all its swaps.
    mutating func end(_ observation: Observation, number: Int) {
        let rootNow = Self.price(of: pool, observation.prices).squareRoot()
        let change = rootNow - rootPrice
        // (V ÷ 2)·(√R − 1)², V = 2·√(x·y)·√p.
        if rootPrice > 0 { lossInTheory += root / rootPrice * change * change }
        rootPrice = rootNow
        root = Self.root(observation.pools[number])
    }

    /// The price of a base unit in quote units.
    private static func price(of pool: PoolInfo, _ prices: [Double]) -> Double {
        prices[pool.base.index] / pool.base.unit.asDouble
            / (prices[pool.quote.index] / pool.quote.unit.asDouble)
    }

    private static func root(_ pool: Observation.Pool) -> Double {
        (pool.reserveBase.raw.asDouble * pool.reserveQuote.raw.asDouble).squareRoot()
    }
}
