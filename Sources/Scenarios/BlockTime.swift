/// When the next block comes.
public enum BlockTime: Sendable, Hashable {
    /// After the same time each time, in seconds.
    case fixed(UInt64)
    /// At random and without memory, on average after so many seconds: a Poisson process.
    case poisson(mean: UInt64)

    /// From one block to the next on average, in seconds.
    public var mean: UInt64 {
        switch self {
        case .fixed(let seconds), .poisson(let seconds): seconds
        }
    }
}

extension BlockTime {
    /// As a scenario file writes it.
    var text: String {
        switch self {
        case .fixed(let seconds): Canonical.duration(seconds)
        case .poisson(let mean): "poisson(\(Canonical.duration(mean)))"
        }
    }
}
