import Contracts
import Execution
import Primitives
import WideMath

/// How much of a wanted trade a pool takes within the slippage guard.
struct TradeSizing {
    let holding: VaultInfo.Holding
    let quote: TokenInfo
    /// The oracle's answer, quote tokens for one asset with 8 decimals.
    let answer: UInt256
    let slippage: BasisPoints
    let machine: Machine

    /// One trade worth at most `worth` quote units; none if even the smallest loses too much.
    func trade(worth: TokenAmount, sellsAsset: Bool) throws(Fault) -> [Vault.Trade] {
        let pool = holding.pool
        // The pool's base need not be the vault's asset, though scenarios write it so.
        let sellsBase = sellsAsset == (pool.base == holding.token)
        let reserves = pool.reserves(on: machine)
        let reserveIn = sellsBase ? reserves.base : reserves.quote
        let reserveOut = sellsBase ? reserves.quote : reserves.base
        let assetUnits = try holding.token.unit * PriceFeed.answerUnit
        let quoteUnits = try answer * quote.unit
        let wanted =
            sellsAsset
            ? try mulDiv(worth.raw, assetUnits, quoteUnits, rounding: .down) : worth.raw
        // Oracle value of one input unit in output units, as a fraction.
        let numerator = sellsAsset ? quoteUnits : assetUnits
        let denominator = sellsAsset ? assetUnits : quoteUnits
        let most = try largestInput(reserveIn, reserveOut, numerator, denominator)
        let amountIn = min(wanted, most)
        guard !amountIn.isZero else { return [] }
        let expected = pool.quote(amountIn: amountIn, sellsBase: sellsBase, on: machine)
        guard !expected.isZero else { return [] }
        let kept = UInt256(10_000 - min(slippage.count, 10_000))
        let amountOutMin = try mulDiv(expected, kept, 10_000, rounding: .up)
        return [
            Vault.Trade(
                pair: pool.pair,
                tokenIn: sellsAsset ? holding.token.address : quote.address,
                amountIn: TokenAmount(amountIn),
                amountOutMin: TokenAmount(amountOutMin)
            )
        ]
    }

    /// The input whose output is worth all but three quarters of the allowed slippage.
    ///
    /// φ·a·Y ÷ (X + φ·a) ≥ a·p·(1 − s) gives a ≤ (φ·Y ÷ (p·(1 − s)) − X) ÷ φ. Estimated in
    /// `Double`: it bounds an order that the vault itself checks in integers.
    private func largestInput(
        _ reserveIn: UInt256,
        _ reserveOut: UInt256,
        _ numerator: UInt256,
        _ denominator: UInt256
    ) throws(Fault) -> UInt256 {
        let phi = 1 - Double(holding.pool.fee.count) / 10_000
        let price = numerator.asDouble / denominator.asDouble
        let allowed = 0.75 * Double(slippage.count) / 10_000
        let edge = phi * reserveOut.asDouble / (price * (1 - allowed)) - reserveIn.asDouble
        return UInt256(truncating: edge / phi) ?? .zero
    }
}
