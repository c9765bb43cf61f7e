import Primitives

/// One that fills blocks so that nothing else fits in.
public struct StufferSettings: Sendable, Hashable {
    /// How many blocks in a row.
    public var blocks: UInt64
    /// When it begins, in seconds after the start; nothing when it first sees a keeper's call.
    public var start: UInt64?

    /// Makes settings.
    public init(blocks: UInt64, start: UInt64? = nil) {
        self.blocks = blocks
        self.start = start
    }
}

extension StufferSettings {
    /// Decodes the keys of an agent whose role is stuffer.
    init(_ section: Section, _ vault: VaultSettings?) throws(ScenarioError) {
        let start = try section.readIfPresent(AgentKeys.from)
        if start == nil, vault == nil {
            throw section.element.error(
                "from is missing",
                "without a vault there is no keeper to wait for: write from: and a time"
            )
        }
        self.init(blocks: try section.read(AgentKeys.blocks), start: start)
    }

    /// The keys and values.
    var lines: [String] {
        ["blocks: \(Canonical.blocks(blocks))"]
            + (start.map { ["from: \(Canonical.duration($0))"] } ?? [])
    }
}
