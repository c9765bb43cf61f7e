/// Who sees pending transactions, and who puts them in order.
public struct OrderingSettings: Sendable, Hashable {
    /// How a block is put in order.
    public var policy: OrderingPolicy
    /// Who sees a transaction before it is in a block.
    public var visibility: Visibility

    /// Makes settings; what is left out has the format's default.
    public init(policy: OrderingPolicy = .priorityFee, visibility: Visibility = .public) {
        self.policy = policy
        self.visibility = visibility
    }
}

/// How a block is put in order.
public enum OrderingPolicy: String, Sendable, Hashable, CaseIterable {
    /// By what each transaction pays the builder, nonces respected.
    case priorityFee = "priority_fee"
    /// By arrival.
    case arrival
    /// At random, drawn from the seed.
    case shuffled
}

/// Who sees a transaction before it is in a block.
public enum Visibility: String, Sendable, Hashable, CaseIterable {
    /// Everyone.
    case `public`
}

/// How long the run lasts.
public struct RunSettings: Sendable, Hashable {
    /// The length of the run.
    public var duration: RunDuration

    /// Makes settings.
    public init(duration: RunDuration) { self.duration = duration }

    /// How many blocks the run has: those that end within its time, `blockTime` being the seconds
    /// between two blocks (zero counts as one), or that on average.
    public func blocks(every blockTime: UInt64) -> UInt64 {
        switch duration {
        case .seconds(let seconds): seconds / max(blockTime, 1)
        case .blocks(let blocks): blocks
        }
    }

    /// From the start to the last block in seconds, or where blocks come at random to the end of
    /// the run, for a number of blocks on average.
    func seconds(every blockTime: BlockTime) -> UInt64 {
        if case .poisson = blockTime, case .seconds(let seconds) = duration { return seconds }
        // At most 10⁹ blocks of an hour: far from the bounds of 64 bits.
        return blocks(every: blockTime.mean) * blockTime.mean
    }
}

/// The length of a run.
public enum RunDuration: Sendable, Hashable {
    /// In seconds of the chain's clock.
    case seconds(UInt64)
    /// In blocks.
    case blocks(UInt64)
}
