import Agents
import Primitives

/// Balances that nobody touches.
///
/// A type of its own: a method of `VaultMeasures` that reads them copies all the rest as well, in
/// every block.
struct HoldPortfolio: Sendable {
    private let quote: Int
    /// In whole tokens: the quote token's, then each holding's with the number of its asset.
    private let quoteBalance: Double
    private let balances: [(asset: Int, amount: Double)]

    init(_ info: VaultInfo, _ balances: [TokenAmount]) {
        quote = info.quote.index
        quoteBalance = balances[0].raw.asDouble / info.quote.unit.asDouble
        self.balances = zip(info.holdings, balances.dropFirst()).map { holding, balance in
            (holding.token.index, balance.raw.asDouble / holding.token.unit.asDouble)
        }
    }

    /// What they are worth, in whole quote tokens.
    func value(at prices: [Double]) -> Double {
        let quotePrice = prices[quote]
        return balances.reduce(quoteBalance) { $0 + $1.amount * prices[$1.asset] / quotePrice }
    }
}
