import Chain

/// What an observer is entitled to see of what waits, and how late.
public struct Sight: Hashable, Sendable {
    /// How far in he is let; each sees what the one before sees, and more.
    public enum Reach: Int, Hashable, Sendable, Comparable {
        /// Nothing but what is in blocks.
        case blocks
        /// The public mempool.
        case mempool
        /// What a private relay shares with its searchers too.
        case relay
        /// What the builder has.
        case builder

        /// Whether one is let in less far.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// How far in he is let.
    public let reach: Reach
    /// After how many milliseconds what is sent reaches him.
    public let latency: UInt64

    /// Makes a sight; that of everybody is the public mempool without delay.
    public init(_ reach: Reach = .mempool, latency: UInt64 = 0) {
        self.reach = reach
        self.latency = latency
    }

    /// Whether he sees a waiting transaction at a time, in milliseconds since the start of the run,
    /// while a block is next.
    ///
    /// What is sealed opens to all who watch the mempool once its place is fixed: when a later
    /// block than the one it came for is next.
    public func sees(_ waiting: PendingTransaction, at now: UInt64, block: UInt64) -> Bool {
        let needed: Reach
        switch waiting.channel {
        case .mempool: needed = .mempool
        case .relay: needed = .relay
        case .builder: needed = .builder
        case .sealed:
            guard waiting.arrivalBlock < block else { return false }
            needed = .mempool
        }
        let arrives = waiting.sentAt.addingReportingOverflow(latency)
        return reach >= needed && !arrives.overflow && arrives.partialValue <= now
    }
}
