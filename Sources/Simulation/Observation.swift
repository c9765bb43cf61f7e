import Agents
import Contracts
import Execution
import Primitives
import WideMath

/// What there is to see at the end of a block, for series, measures and triggers.
public struct Observation: Sendable {
    /// One pool.
    public struct Pool: Sendable {
        /// The price of one base token in quote tokens.
        public let spot: Double
        /// The reserve of the base token.
        public let reserveBase: TokenAmount
        /// The reserve of the quote token.
        public let reserveQuote: TokenAmount
        /// All its shares, those that are locked away too.
        public let shares: TokenAmount

        /// √(product of the reserves) for a share, both in smallest units: it grows by fees and
        /// by nothing else but donations, and the rounding of what is added and removed.
        public var rootPerShare: Double {
            let product = reserveBase.raw.asDouble * reserveQuote.raw.asDouble
            return product.squareRoot() / shares.raw.asDouble
        }
    }

    /// The vault.
    public struct Vault: Sendable {
        /// The value of everything it holds at its oracles' answers, in quote units.
        public let nav: TokenAmount
        /// The value at outside prices, in whole quote tokens.
        public let navAtMarket: Double
        /// All shares, in their smallest unit.
        public let shares: TokenAmount
        /// How many of them one quote unit first bought: ten to the offset.
        public let virtualShares: UInt256
        /// The weights at oracle answers: the quote token's, then the holdings' in order.
        public let weights: [Double]
        /// The weights that the strategy wants held; nothing where it cannot say.
        public let targets: [Double]?
        /// The balances: the quote token's, then the holdings' in order.
        public let balances: [TokenAmount]
        /// The oracles' answers: one for the quote token, then the holdings' in order.
        public let answers: [UInt256]

        /// How far each weight is from its target; nothing where there are no targets.
        public var deviations: [Double] {
            zip(weights, targets ?? []).map { abs($0 - $1) }
        }

        /// NAV for the shares that one quote token first bought, in quote tokens.
        public var sharePrice: Double { sharePrice(worth: nav.raw.asDouble) }

        /// The same if all shares were worth so many quote units.
        public func sharePrice(worth units: Double) -> Double {
            let virtual = virtualShares.asDouble
            return (units + 1) * virtual / (shares.raw.asDouble + virtual)
        }
    }

    /// The outside price of each asset in dollars.
    public let prices: [Double]
    /// The pools in the scenario's order.
    public let pools: [Pool]
    /// The vault, if there is one.
    public let vault: Vault?
    /// What the scenario's gauges show, in the order of `Scenario.gauges`; nothing where one has
    /// nothing to show.
    public internal(set) var readings: [Double?] = []
}

extension World {
    /// What there is to see now.
    func observe(prices: [Double]) -> Observation {
        // By numbers: a copy of a pool costs more than what is read of it.
        let seen = pools.indices.map { index in
            let reserves = pools[index].reserves(on: machine)
            return Observation.Pool(
                spot: pools[index].spot(reserves),
                reserveBase: TokenAmount(reserves.base),
                reserveQuote: TokenAmount(reserves.quote),
                shares: TokenAmount(pools[index].supply(on: machine))
            )
        }
        return Observation(
            prices: prices,
            pools: seen,
            vault: vault.map { observe($0, prices: prices) }
        )
    }

    private func observe(_ vault: VaultInfo, prices: [Double]) -> Observation.Vault {
        let books = VaultBooks(vault, machine)
        let quotePrice = prices[vault.quote.index]
        var market = books.balances[0].raw.asDouble / vault.quote.unit.asDouble
        for (holding, balance) in zip(vault.holdings, books.balances.dropFirst()) {
            market +=
                balance.raw.asDouble / holding.token.unit.asDouble
                * prices[holding.token.index] / quotePrice
        }
        let nav = books.nav.raw.asDouble
        return Observation.Vault(
            nav: books.nav,
            navAtMarket: market,
            shares: books.shares,
            virtualShares: vault.virtualShares,
            weights: books.values.map { nav == 0 ? 0 : $0.raw.asDouble / nav },
            targets: vault.targets(on: machine),
            balances: books.balances,
            answers: books.answers
        )
    }
}
