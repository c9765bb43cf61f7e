/// What a transaction spent on storage and logs, undone frames included.
public struct GasTally: Hashable, Sendable {
    /// Reading storage, SLOAD.
    public private(set) var loads = 0
    /// Storing, SSTORE; refunds are apart.
    public private(set) var stores = 0
    /// Log entries.
    public private(set) var logs = 0

    /// The tally of a transaction's lines.
    public init(_ lines: [GasLine]) {
        for line in lines {
            switch line.item {
            case .load: loads += line.gas
            case .store: stores += line.gas
            case .log: logs += line.gas
            default: break
            }
        }
    }
}
