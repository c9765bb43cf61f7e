import Contracts
import Primitives
import WideMath

/// A pair in one direction as it stands between two swaps, in exact integers.
///
/// Reserves never exceed the 112 bits of a V2 pair once a swap has gone through.
struct RoutePool: Hashable {
    /// The reserve of the token that goes in.
    private(set) var reserveIn: UInt256
    /// The reserve of the token that comes out.
    private(set) var reserveOut: UInt256
    /// The pair's fee.
    let fee: BasisPoints

    /// A pool with reserves.
    init(reserveIn: UInt256, reserveOut: UInt256, fee: BasisPoints) {
        self.reserveIn = reserveIn
        self.reserveOut = reserveOut
        self.fee = fee
    }

    /// The pool of a hop.
    init(_ hop: RouteHop) {
        self.init(reserveIn: hop.reserveIn, reserveOut: hop.reserveOut, fee: hop.fee)
    }

    /// The same pair for swaps the other way.
    var reversed: RoutePool {
        RoutePool(reserveIn: reserveOut, reserveOut: reserveIn, fee: fee)
    }

    /// One swap as the pair does it; nothing, and no change, where the pair would revert.
    ///
    /// The output is rounded down: the pool keeps the rest.
    mutating func swap(_ amountIn: UInt256) -> UInt256? {
        let sum = reserveIn.addingReportingOverflow(amountIn)
        guard !sum.overflow, sum.partialValue <= SandwichSizing.reserveMax,
            let out = try? ConstantProduct.amountOut(
                amountIn: amountIn,
                reserveIn: reserveIn,
                reserveOut: reserveOut,
                fee: fee
            ),
            !out.isZero
        else { return nil }
        reserveIn = sum.partialValue
        // The output is below its reserve, since the denominator exceeds the amount with fee.
        reserveOut = reserveOut.wrappingSubtract(out)
        return out
    }

    /// The least input whose swap pays at least an output; nothing if none does.
    ///
    /// With k of w parts kept, ⌊kaY ÷ (wX + ka)⌋ ≥ o means ka(Y − o) ≥ owX: the quotient is rounded
    /// up, in the pool's favour, and is exact, unlike the router's, which adds one to it always.
    func leastInput(for amountOut: UInt256) -> UInt256? {
        let share = InputShare(after: fee)
        guard !amountOut.isZero, amountOut < reserveOut,
            let amountIn = try? mulDiv(
                amountOut * share.whole,
                reserveIn,
                (reserveOut - amountOut) * share.kept,
                rounding: .up
            )
        else { return nil }
        return amountIn
    }
}
