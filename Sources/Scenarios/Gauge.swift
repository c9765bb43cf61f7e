import Primitives

/// Something that every block shows, by which events begin, providers leave and runs are judged.
///
/// Assets and pools are named by their numbers in the scenario.
public enum Gauge: Sendable, Hashable {
    /// The outside price of an asset, in US dollars.
    case price(asset: Int)
    /// The change of the same over the last so many seconds, as a fraction.
    case move(asset: Int, window: UInt64)
    /// Its realised volatility over the last so many seconds, a fraction a square-root year.
    case volatility(asset: Int, window: UInt64)
    /// The quote amount that moves a pool's price up by so much, without the fee, in whole tokens.
    case depth(pool: Int, move: BasisPoints)
    /// A pool's reserve of its quote token, in whole tokens.
    case liquidity(pool: Int)
    /// A pool's price, in quote tokens.
    case spot(pool: Int)
    /// How far a pool's price is from the outside one, as a fraction of that, without a sign.
    case gap(pool: Int)
    /// The vault's value at its oracles' answers, in whole quote tokens.
    case nav
    /// The vault's value at outside prices, in whole quote tokens.
    case navAtMarket
    /// The value of the shares that one quote token first bought, in quote tokens.
    case sharePrice
    /// How far the share price is below its highest, as a fraction of that.
    case drawdown
    /// The largest distance of a weight from its target.
    case deviation
    /// The base fee, in wei a unit of gas.
    case baseFee
    /// How many transactions wait.
    case waiting
}

extension Gauge {
    /// The window of `move` and `volatility`, where none is written.
    static let windowUsual: UInt64 = 3_600
    /// The longest of them: it is kept in memory price by price.
    static let windowLongest: UInt64 = 30 * 86_400

    /// What its bound is written in.
    enum Unit: Equatable {
        /// A number without a unit.
        case plain
        /// A whole number.
        case count
        /// A ratio.
        case ratio
        /// A fee a unit of gas.
        case fee
        /// An amount of a token.
        case tokens(String)

        /// How a bound is written.
        var example: String {
            switch self {
            case .plain: "150"
            case .count: "100"
            case .ratio: "10 %"
            case .fee: "100 gwei"
            case .tokens(let token): "100_000 \(token)"
            }
        }
    }
}
