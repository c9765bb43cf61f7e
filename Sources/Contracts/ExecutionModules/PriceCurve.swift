import Primitives
import WideMath

/// How the price of a Dutch auction moves with time, as a factor of the oracle price.
///
/// A curve describes a sale: the factor starts high and falls in steps of `bucket` seconds, never
/// below `floor`. With n = seconds passed ÷ bucket, rounded down, and all factors in parts of 10¹⁸,
///
/// - constant: start
/// - linear: start − slope · n
/// - exponential: start − scale · (e^(coefficient · n) − 1), slow first, then ever faster
/// - logarithmic: start − scale · ln(1 + coefficient · n), fast first, then ever slower
///
/// When the vault buys, the same curve runs in the mirror, 2 − factor: it starts low and rises.
/// Whatever is rounded is rounded in favour of the vault.
///
/// Source: the formulas of Set Protocol's bounded stepwise price adapters
/// (`BoundedStepwiseExponentialPriceAdapter.sol` and its siblings), bounds included: an exponent
/// above 100, and any number beyond 256 bits, means the bound. The first published exponential
/// adapter computed scale · e^x − 1, which jumps at once where scale is not one; its successor and
/// this curve compute scale · (e^x − 1). Set's other bound never binds on a price that only moves
/// away from it, so that there is none here: `start` is it.
public struct PriceCurve: Hashable, Sendable {
    /// The form of the way down.
    public enum Shape: Hashable, Sendable {
        /// The price stays.
        case constant
        /// It falls by the slope with each bucket.
        case linear(slope: UInt128)
        /// It falls ever faster.
        case exponential(scale: UInt128, coefficient: UInt128)
        /// It falls ever slower.
        case logarithmic(scale: UInt128, coefficient: UInt128)
    }

    /// The form of the way down; its numbers are parts of 10¹⁸.
    public let shape: Shape
    /// The factor at the opening, in parts of 10¹⁸.
    public let start: UInt128
    /// The least factor, in parts of 10¹⁸; one above `start` is the factor all the time.
    public let floor: UInt128
    /// How long a step takes, in seconds; not zero.
    public let bucket: UInt64

    /// Makes a curve.
    public init(_ shape: Shape, start: UInt128, floor: UInt128, bucket: UInt64) {
        self.shape = shape
        self.start = start
        self.floor = floor
        self.bucket = bucket
    }

    /// The factor so many seconds after the opening, in parts of 10¹⁸.
    ///
    /// Reverts with panic 0x12 if the curve has no bucket. Above a start of 2 the mirror is zero.
    public func factor(after elapsed: UInt256, selling: Bool) throws(Fault) -> UInt256 {
        let bucketCount = try divide(elapsed, by: UInt256(bucket), rounding: .down)
        let start = UInt256(low: start)
        // A drop that no word holds is below any floor.
        let drop = (try? self.drop(after: bucketCount)) ?? .max
        let sale = max(drop > start ? .zero : try start - drop, UInt256(low: floor))
        if selling { return sale }
        let whole = try FixedPoint.one * 2
        return sale > whole ? .zero : try whole - sale
    }

    /// How far the factor has come down, rounded down; throws where it is beyond all numbers.
    private func drop(after bucketCount: UInt256) throws(Fault) -> UInt256 {
        let one = FixedPoint.one
        switch shape {
        case .constant: return .zero
        case .linear(let slope): return try UInt256(low: slope) * bucketCount
        case .exponential(let scale, let coefficient):
            let exponent = try UInt256(low: coefficient) * bucketCount
            guard exponent <= (try one * 100) else { return .max }
            let growth = try FixedPoint.exp(exponent) - one
            return try mulDiv(UInt256(low: scale), growth, one, rounding: .down)
        case .logarithmic(let scale, let coefficient):
            let growth = try FixedPoint.ln(one + UInt256(low: coefficient) * bucketCount)
            return try mulDiv(UInt256(low: scale), growth, one, rounding: .down)
        }
    }
}

extension PriceCurve {
    /// How many words of storage a curve takes.
    static let wordCount: UInt64 = 3

    /// The curve in three words: start and floor, scale or slope and coefficient, bucket and
    /// kind, the first of each pair in the lower half.
    var words: [UInt256] {
        let (kind, scale, coefficient): (UInt128, UInt128, UInt128) =
            switch shape {
            case .constant: (0, 0, 0)
            case .linear(let slope): (1, slope, 0)
            case .exponential(let scale, let coefficient): (2, scale, coefficient)
            case .logarithmic(let scale, let coefficient): (3, scale, coefficient)
            }
        return [
            UInt256(low: start, high: floor), UInt256(low: scale, high: coefficient),
            UInt256(low: UInt128(bucket), high: kind),
        ]
    }

    /// Reads the three words.
    init(_ first: UInt256, _ second: UInt256, _ third: UInt256) {
        let shape: Shape =
            switch third.high {
            case 1: .linear(slope: second.low)
            case 2: .exponential(scale: second.low, coefficient: second.high)
            case 3: .logarithmic(scale: second.low, coefficient: second.high)
            default: .constant
            }
        self.init(shape, start: first.low, floor: first.high, bucket: third.limb0)
    }
}
