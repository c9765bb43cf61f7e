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
