import Primitives
import WideMath

/// One that writes assets' outside prices to their oracles, each from a wallet of its own.
public struct OracleReporterSettings: Sendable, Hashable {
    /// The assets' names.
    public var assets: [String]
    /// The longest time between two reports, in seconds.
    public var heartbeat: UInt64
    /// The move since the last report that calls for another at once.
    public var deviation: BasisPoints

    /// Makes settings; what is left out has the format's default.
    public init(
        assets: [String],
        heartbeat: UInt64 = 3_600,
        deviation: BasisPoints = BasisPoints(50)
    ) {
        self.assets = assets
        self.heartbeat = heartbeat
        self.deviation = deviation
    }
}
