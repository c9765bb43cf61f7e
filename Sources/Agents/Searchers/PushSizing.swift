import Contracts
import Primitives
import WideMath

/// What it takes to move a constant-product pool's price to a figure.
///
/// With reserves x of what goes in and y of what comes out, and a share φ of the input that trades,
/// an input a leaves x + a and x·y ÷ (x + φa): the price (x + a)(x + φa) ÷ xy. Set to a price T in
/// units of the input, that is φa² + x(1 + φ)a + x² − Txy = 0. Without a fee a = √(Txy) − x.
enum PushSizing {
    /// The input in floating point, to a unit of rounding and some 10⁻¹⁵ of the reserve; nothing
    /// where the price is there already or beyond, or cannot be reached.
    static func amountIn(
        reserveIn: UInt256,
        reserveOut: UInt256,
        fee: BasisPoints,
        price: Double
    ) -> UInt256? {
        let (x, y) = (reserveIn.asDouble, reserveOut.asDouble)
        let share = 1 - Double(fee.count) / 10_000
        guard x > 0, y > 0, share > 0, price.isFinite else { return nil }
        // In shares of x, so that nothing overflows: φr² + (1 + φ)r + 1 − T·y ÷ x = 0.
        let linear = 1 + share
        let rest = 1 - price * y / x
        guard rest < 0 else { return nil }
        // The root in the form that loses nothing for small moves.
        let root = (linear * linear - 4 * share * rest).squareRoot()
        let ratio = -2 * rest / (linear + root)
        return UInt256(truncating: (ratio * x).rounded()).flatMap { $0.isZero ? nil : $0 }
    }
}
