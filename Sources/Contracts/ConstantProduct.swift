import Primitives
import WideMath

/// The prices of a constant-product pool, as `UniswapV2Library` states them.
///
/// Pure functions: the same arithmetic, the same checks in the same order with the same reasons,
/// and the same reverts of ds-math on overflow (Uniswap v2-periphery,
/// `contracts/libraries/UniswapV2Library.sol`).
///
/// The fee is kept out of the input: of 10,000 parts, or of 1,000 where the fee allows, as 30 bp
/// does. Reducing the fraction by ten leaves every quotient as it is, since
/// ⌊10·n ÷ 10·d⌋ = ⌊n ÷ d⌋, and keeps the products as far from overflow as the library's own
/// 997/1000.
public enum ConstantProduct {
    /// The output for an exact input, rounded down: the pool keeps the rest.
    ///
    /// Reverts when the input or a reserve is zero, and on overflow.
    public static func amountOut(
        amountIn: UInt256,
        reserveIn: UInt256,
        reserveOut: UInt256,
        fee: BasisPoints
    ) throws(Fault) -> UInt256 {
        guard !amountIn.isZero else { throw refusal("INSUFFICIENT_INPUT_AMOUNT") }
        guard !reserveIn.isZero, !reserveOut.isZero else {
            throw refusal("INSUFFICIENT_LIQUIDITY")
        }
        let share = InputShare(after: fee)
        let amountInWithFee = try DSMath.mul(amountIn, share.kept)
        let numerator = try DSMath.mul(amountInWithFee, reserveOut)
        let denominator = try DSMath.add(DSMath.mul(reserveIn, share.whole), amountInWithFee)
        return try DSMath.div(numerator, denominator)
    }

    /// An input that buys an exact output: the quotient rounded down, plus one, as in the library.
    ///
    /// Where the division is exact that is one unit more than needed, in the pool's favour.
    ///
    /// Reverts when the output or a reserve is zero, when the output exceeds the reserve and on
    /// overflow; halts, as a Solidity 0.6 division by zero, when the output is the whole reserve.
    public static func amountIn(
        amountOut: UInt256,
        reserveIn: UInt256,
        reserveOut: UInt256,
        fee: BasisPoints
    ) throws(Fault) -> UInt256 {
        guard !amountOut.isZero else { throw refusal("INSUFFICIENT_OUTPUT_AMOUNT") }
        guard !reserveIn.isZero, !reserveOut.isZero else {
            throw refusal("INSUFFICIENT_LIQUIDITY")
        }
        let share = InputShare(after: fee)
        let numerator = try DSMath.mul(DSMath.mul(reserveIn, amountOut), share.whole)
        let denominator = try DSMath.mul(DSMath.sub(reserveOut, amountOut), share.kept)
        return try DSMath.add(DSMath.div(numerator, denominator), .one)
    }

    /// The amount of B worth an amount of A at the reserves' ratio, rounded down; no fee.
    ///
    /// Reverts when the amount or a reserve is zero, and on overflow.
    public static func quote(
        amountA: UInt256,
        reserveA: UInt256,
        reserveB: UInt256
    ) throws(Fault) -> UInt256 {
        guard !amountA.isZero else { throw refusal("INSUFFICIENT_AMOUNT") }
        guard !reserveA.isZero, !reserveB.isZero else { throw refusal("INSUFFICIENT_LIQUIDITY") }
        return try DSMath.div(DSMath.mul(amountA, reserveB), reserveA)
    }

    private static func refusal(_ reason: String) -> Fault {
        .revert(.message("UniswapV2Library: " + reason))
    }
}
