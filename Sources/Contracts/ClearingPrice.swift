import Primitives
import WideMath

/// The price at which a batch of swaps clears against a constant-product pool.
///
/// Of a pool of X and Y, with A of token0 and B of token1 sold in the batch after fees, the price p
/// of token0 in token1 is the one at which the net of the batch is a trade on the pool's curve:
///
///     (X + A − B/p)·(Y + B − A·p) = X·Y
///
/// A quadratic in p; its discriminant is (XB − YA)². One root is B/A, the price of a batch that
/// leaves the pool out. The other is the answer, and a fraction, with no root to round:
///
///     p = (Y + B) / (X + A)
///
/// With B = 0 it is the average price of a trade of A on the curve; with B = A·Y/X, which cancels
/// out, it is the pool's own.
public enum ClearingPrice {
    /// The price as the deepest reserves of at most 112 bits with this ratio.
    ///
    /// `sold0` and `sold1` are in parts of a unit: what is left after the fee, times
    /// `InputShare.whole`. The ratio is exact while X·whole + sold0 and Y·whole + sold1 are below
    /// 2¹¹²; beyond, both are divided by one number and rounded down. Nothing where there is no
    /// price.
    public static func reserves(
        of pool: Reserves,
        sold0: UInt256,
        sold1: UInt256,
        fee: BasisPoints
    ) -> Reserves? {
        let whole = InputShare(after: fee).whole
        // 112 and 14 bits.
        let total0 = UInt256(low: pool.reserve0).wrappingMultiply(whole)
            .addingReportingOverflow(sold0)
        let total1 = UInt256(low: pool.reserve1).wrappingMultiply(whole)
            .addingReportingOverflow(sold1)
        guard !total0.overflow, !total1.overflow, pool.reserve0 != 0, pool.reserve1 != 0 else {
            return nil
        }
        let most = UInt256(low: Reserves.mask)
        let greatest = max(total0.partialValue, total1.partialValue)
        let factor = most.quotientAndRemainder(dividingBy: greatest)?.quotient ?? .zero
        let divisor = (greatest.quotientAndRemainder(dividingBy: most)?.quotient ?? .zero)
            .wrappingAdd(.one)
        func scaled(_ total: UInt256) -> UInt256 {
            if !factor.isZero { return total.wrappingMultiply(factor) }
            return total.quotientAndRemainder(dividingBy: divisor)?.quotient ?? .zero
        }
        let (reserve0, reserve1) = (scaled(total0.partialValue), scaled(total1.partialValue))
        guard !reserve0.isZero, !reserve1.isZero else { return nil }
        return Reserves(reserve0: reserve0.low, reserve1: reserve1.low, blockTimestampLast: 0)
    }
}
