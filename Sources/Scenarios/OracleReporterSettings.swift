import Primitives
import WideMath

/// One that writes an asset's outside price to its oracle.
public struct OracleReporterSettings: Sendable, Hashable {
    /// The asset's name.
    public var asset: String
    /// The longest time between two reports, in seconds.
    public var heartbeat: UInt64
    /// The move since the last report that calls for another at once.
    public var deviation: BasisPoints

    /// Makes settings; what is left out has the format's default.
    public init(
        asset: String,
        heartbeat: UInt64 = 3_600,
        deviation: BasisPoints = BasisPoints(50)
    ) {
        self.asset = asset
        self.heartbeat = heartbeat
        self.deviation = deviation
    }
}
