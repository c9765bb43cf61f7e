import Primitives

/// What ANCHORS A1 says that an arbitrageur without gas takes from a pool of Uniswap V2, when the
/// outside price is a geometric Brownian motion whose logarithm has no drift.
///
/// `γ = −ln(1 − fee)` is half the width of the band in which no trade pays, `σ_b` the deviation of
/// the logarithm from one block to the next, `V = 2·√(xy·P)` the pool's value. Each trade's profit
/// has the factor e^(γ/2): the fee is on the input and stays in the reserves.
struct ArbitrageTheory {
    /// How often he trades, of all blocks.
    let trades: Double
    /// What he gains a block, of V.
    let profit: Double

    /// Blocks at random, a Poisson process.
    static func poisson(fee: Double, deviation: Double) -> ArbitrageTheory {
        let gamma = -RealFunctions.log(1 - fee)
        let trades = 1 / (1 + 2.squareRoot() * gamma / deviation)
        let variance = deviation * deviation
        return ArbitrageTheory(
            trades: trades,
            profit: variance / 8 * trades * RealFunctions.exp(gamma / 2) / (1 - variance / 8)
        )
    }

    /// Blocks at equal distances: 0.8239168 = −ζ(½) ÷ √π and 1.7164519 = √(2π) ÷ |ζ(½)|, good for
    /// γ ÷ σ_b above 0.7.
    static func fixed(fee: Double, deviation: Double) -> ArbitrageTheory {
        let gamma = -RealFunctions.log(1 - fee)
        return ArbitrageTheory(
            trades: 1 / (2.squareRoot() * gamma / deviation + 0.8239168),
            profit: deviation * deviation / 8 * RealFunctions.exp(gamma / 2)
                / (1 + 1.7164519 * gamma / deviation)
        )
    }
}
