/// What a transaction spent on storage and logs, undone frames included.
public struct GasTally: Hashable, Sendable {
    /// Reading storage, SLOAD.
    public internal(set) var loads = 0
    /// Storing, SSTORE; refunds are apart.
    public internal(set) var stores = 0
    /// Log entries.
    public internal(set) var logs = 0
}

extension Machine {
    /// The tally of the last transaction or call.
    public var gasTally: GasTally { core.pointee.tally }
}
