import Primitives

/// How far a block's gas limit may be from the limit of the block before.
///
/// Source: Ethereum Yellow Paper, section 4.3.4, equations for the header's gas limit; EIP-1559 for
/// the first block with a base fee.
public enum GasLimitBounds {
    /// The limit changes by less than one part in this many.
    public static let divisor: UInt64 = 1_024
    /// The least limit.
    public static let least = Gas(5_000)

    /// Whether a block may have the limit where the block before it had `parent`.
    public static func allow(_ limit: Gas, after parent: Gas) -> Bool {
        let distance =
            limit > parent ? limit.units - parent.units : parent.units - limit.units
        return distance < parent.units / divisor && limit >= least
    }

    /// Whether the first block with a base fee may have the limit: the parent's counts twice,
    /// because from then on half of the limit is the target.
    ///
    /// Never where twice the parent's limit has more than 64 bits.
    public static func allowAtLondon(_ limit: Gas, after parent: Gas) -> Bool {
        let doubled = parent.units.multipliedReportingOverflow(by: BaseFee.elasticityMultiplier)
        return !doubled.overflow && allow(limit, after: Gas(doubled.partialValue))
    }
}
