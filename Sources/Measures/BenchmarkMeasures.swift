import Agents
import Primitives
import Simulation
import WideMath

/// The vault against portfolios that pay nothing, at outside prices.
///
/// The *frictionless* portfolio is brought to the targets at the end of each block, at outside
/// prices and without costs: a block in which the price of asset i becomes Rᵢ times what it was
/// multiplies its value by Σ wᵢ·Rᵢ. The *fee-less constant-product position* is a pool of the
/// targets as weights that takes no fee and follows outside prices: Π Rᵢ^wᵢ. Both begin with the
/// vault's value. What both leave out (deposits, redemptions) the vault's return leaves out too: it
/// is that of a share.
///
/// Source: DESIGN section 7; the theory of harvest is ANCHORS A5 (Milionis, Moallemi, Roughgarden,
/// Zhang 2022).
public struct BenchmarkMeasures: Sendable {
    /// The frictionless portfolio's value at the end of the last block, in whole quote tokens.
    public private(set) var frictionless: Double
    /// The vault's returns, block by block.
    private var returns = ReturnMoments()
    /// The same less the frictionless portfolio's.
    private var activeReturns = ReturnMoments()
    /// Σ ½·(Σ wᵢ·rᵢ² − (Σ wᵢ·rᵢ)²) over the blocks, rᵢ = Rᵢ − 1: half the variance of the assets'
    /// returns about the portfolio's.
    private var premium = 0.0
    private let shareStart: Double
    private var share: Double
    private let start: UInt64
    private var seconds: UInt64 = 0
    /// The targets at the end of the last block: the quote token's, then the holdings'.
    private var targets: [Double]
    private var prices: [Double]
    /// The constant-product position, and the prices, when the targets last changed.
    private var anchor: (value: Double, prices: [Double])
    private let valueStart: Double
    private let quote: Int
    private let quoteUnit: Double
    private let assets: [Int]

    /// Nothing where the strategy names no targets before the first block, or there is no value.
    init?(_ world: World, _ info: VaultInfo, start: Observation, _ vault: Observation.Vault) {
        guard let targets = vault.targets, vault.navAtMarket > 0 else { return nil }
        self.targets = targets
        self.start = world.scenario.chain.start
        quote = info.quote.index
        quoteUnit = info.quote.unit.asDouble
        assets = info.holdings.map(\.token.index)
        prices = start.prices
        valueStart = vault.navAtMarket
        frictionless = vault.navAtMarket
        anchor = (vault.navAtMarket, start.prices)
        shareStart = vault.sharePrice(worth: vault.navAtMarket * info.quote.unit.asDouble)
        share = shareStart
    }

    mutating func add(_ record: BlockRecord, _ vault: Observation.Vault) {
        let now = record.observation.prices
        var mean = 0.0
        var square = 0.0
        for (index, asset) in assets.enumerated() {
            let change = ratio(of: asset, since: prices, now) - 1
            let part = targets[index + 1] * change
            mean += part
            square += part * change
        }
        frictionless *= 1 + mean
        premium += (square - mean * mean) / 2
        let shareNow = vault.sharePrice(worth: vault.navAtMarket * quoteUnit)
        let change = shareNow / share - 1
        returns.add(change)
        activeReturns.add(change - mean)
        share = shareNow
        prices = now
        seconds = record.timestamp - start
        if let wanted = vault.targets, wanted != targets {
            anchor = (constantProduct, now)
            targets = wanted
        }
    }

    /// The value of the fee-less constant-product position at the end of the last block, in whole
    /// quote tokens.
    public var constantProduct: Double {
        var value = anchor.value
        for (index, asset) in assets.enumerated() {
            value *= RealFunctions.pow(
                ratio(of: asset, since: anchor.prices, prices),
                targets[index + 1]
            )
        }
        return value
    }

    /// The annualised standard deviation of the active return: the share's return in a block less
    /// the frictionless portfolio's.
    ///
    /// Nothing for less than two blocks.
    public var trackingError: Double? { activeReturns.annualDeviation(over: seconds) }

    /// The annualised standard deviation of the share's return in a block.
    public var volatility: Double? { returns.annualDeviation(over: seconds) }

    /// By how much more a share grew than something that grew from the vault's first value to this
    /// one, both as logarithms.
    public func harvest(over end: Double) -> Double? {
        Self.finite(RealFunctions.log(share / shareStart) - RealFunctions.log(end / valueStart))
    }

    /// The growth over the fee-less constant-product position.
    public var harvestOverConstantProduct: Double? { harvest(over: constantProduct) }

    /// What theory says of it without costs: half the variance of the assets' returns about the
    /// portfolio's, by the returns that there were, which is also what that position loses to
    /// arbitrage.
    public var theoryOverConstantProduct: Double? { Self.finite(premium) }

    /// What theory says of the growth over something else, without costs.
    public func theory(over end: Double) -> Double? {
        Self.finite(premium + RealFunctions.log(constantProduct) - RealFunctions.log(end))
    }

    /// How often the asset's price in quote tokens is what it was.
    private func ratio(of asset: Int, since past: [Double], _ now: [Double]) -> Double {
        (now[asset] / now[quote]) / (past[asset] / past[quote])
    }

    private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
