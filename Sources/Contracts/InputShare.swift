import Primitives
import WideMath

/// The share of an input that trades, after the fee: `kept` parts of `whole`.
public struct InputShare: Hashable, Sendable {
    /// The parts that trade.
    public let kept: UInt256
    /// The parts in all: 1,000 if the fee is a multiple of 10 bp, otherwise 10,000.
    public let whole: UInt256

    /// The share after a fee; a fee above the whole counts as the whole.
    public init(after fee: BasisPoints) {
        let count = min(fee.count, BasisPoints.whole.count)
        let scale: UInt64 = count % 10 == 0 ? 10 : 1
        kept = UInt256((BasisPoints.whole.count - count) / scale)
        whole = UInt256(BasisPoints.whole.count / scale)
    }
}
