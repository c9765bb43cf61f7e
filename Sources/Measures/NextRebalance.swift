import Agents
import Primitives
import Simulation
import WideMath

/// What it would cost the vault to trade to its targets at once, as the market stands.
///
/// For each holding the distance to its target at outside prices is traded against the quote token,
/// divided over all pools of the two in the best way (`RouteOptimum`); guards, gas and the keeper's
/// reward are left out. The cost is what is given less what is got, both at outside prices: it
/// holds the pools' fees, the impact, and how far the pools are from the outside.
struct NextRebalance: Sendable {
    /// One way from a token to another through a pool.
    private struct Way: Sendable {
        let pool: Int
        /// Whether the pool's base is the vault's holding.
        let isHoldingBase: Bool
        /// The part of an input that the pool's fee leaves.
        let kept: Double
    }

    /// A holding's asset, its smallest units in a whole one, and its ways to the quote token.
    private struct Holding: Sendable {
        let asset: Int
        let unit: Double
        let ways: [Way]
    }

    private let holdings: [Holding]
    private let quote: Int
    private let units: [(base: Double, quote: Double)]

    init(_ world: World, _ vault: VaultInfo) {
        quote = vault.quote.index
        units = world.pools.map { ($0.base.unit.asDouble, $0.quote.unit.asDouble) }
        holdings = vault.holdings.map { holding in
            let ways = world.pools.indices.filter {
                world.pools[$0].trades(holding.token, vault.quote)
            }
            return Holding(
                asset: holding.token.index,
                unit: holding.token.unit.asDouble,
                ways: ways.map { index in
                    Way(
                        pool: index,
                        isHoldingBase: world.pools[index].base == holding.token,
                        kept: 1 - Double(world.pools[index].fee.count) / 10_000
                    )
                }
            )
        }
    }

    /// The cost in whole quote tokens; nothing where the strategy names no targets or a token has
    /// no pool with anything in it.
    func cost(_ observation: Observation, _ vault: Observation.Vault) -> Double? {
        guard let targets = vault.targets else { return nil }
        let unitPrice = observation.prices[quote]
        var cost = 0.0
        for index in holdings.indices {
            let holding = holdings[index]
            let price = observation.prices[holding.asset] / unitPrice
            let worth = vault.balances[index + 1].raw.asDouble / holding.unit * price
            let way = targets[index + 1] * vault.navAtMarket - worth
            if way == 0 { continue }
            let isSale = way < 0
            let amount = isSale ? -way / price : way
            let out = amountOut(of: amount, over: holding.ways, isSale, observation.pools)
            if out <= 0 { return nil }
            cost += way.magnitude - (isSale ? out : out * price)
        }
        return cost
    }

    private func amountOut(
        of amountIn: Double,
        over ways: [Way],
        _ isSale: Bool,
        _ pools: [Observation.Pool]
    ) -> Double {
        // Most tokens have one pool, and this is asked after every block.
        if ways.count == 1 {
            return curve(ways[0], isSale: isSale, pools)
                .map { RouteOptimum.amountOut(of: amountIn, over: $0) } ?? 0
        }
        let curves = ways.map { curve($0, isSale: isSale, pools) }
        return RouteOptimum(amountIn: amountIn, over: curves).amountOut
    }

    /// A pool's curve in whole tokens; nothing for an empty one.
    private func curve(
        _ way: Way,
        isSale: Bool,
        _ pools: [Observation.Pool]
    ) -> RouteCurve? {
        let base = pools[way.pool].reserveBase.raw.asDouble / units[way.pool].base
        let quote = pools[way.pool].reserveQuote.raw.asDouble / units[way.pool].quote
        guard base > 0, quote > 0 else { return nil }
        // A sale puts the holding in, whichever side of the pool it is.
        let putsBase = isSale == way.isHoldingBase
        let (x, y) = putsBase ? (base, quote) : (quote, base)
        return RouteCurve(rate: way.kept * y / x, curb: way.kept / x)
    }
}
