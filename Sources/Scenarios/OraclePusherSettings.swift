import Primitives

/// One that pushes a pool's price for whoever reads it.
public struct OraclePusherSettings: Sendable, Hashable {
    /// What it pushes.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The price of the moment, around keepers' calls.
        case spot
        /// The average, at the ends of blocks.
        case average
    }

    /// The pool's name.
    public var pool: String
    /// What it pushes.
    public var kind: Kind
    /// The multiple of the outside price that it moves the pool to.
    public var factor: Double
    /// In how many blocks.
    public var blocks: UInt64
    /// From when on, in seconds after the start.
    public var start: UInt64

    /// Makes settings.
    public init(
        pool: String,
        kind: Kind,
        factor: Double,
        blocks: UInt64 = 1,
        start: UInt64 = 0
    ) {
        self.pool = pool
        self.kind = kind
        self.factor = factor
        self.blocks = blocks
        self.start = start
    }
}

extension OraclePusherSettings {
    /// Decodes the keys of an agent whose role is oracle_pusher, in a pool.
    init(_ section: Section, pool: String, _ vault: VaultSettings?) throws(ScenarioError) {
        let kind = try section.read(AgentKeys.kind)
        if kind == .spot, vault == nil {
            throw try section.child(AgentKeys.kind).error(
                "there is no vault whose keepers it could surround",
                "add a section vault: or write kind: average"
            )
        }
        self.init(
            pool: pool,
            kind: kind,
            factor: try section.read(AgentKeys.factor),
            blocks: try section.read(AgentKeys.blocks),
            start: try section.readIfPresent(AgentKeys.from) ?? 0
        )
    }

    /// The keys and values.
    var lines: [String] {
        [
            "pool: \(Canonical.name(pool))", "kind: \(kind.rawValue)",
            "factor: \(Canonical.number(factor))x", "blocks: \(Canonical.blocks(blocks))",
            "from: \(Canonical.duration(start))",
        ]
    }
}
