/// How the vault carries out a rebalance.
public struct ExecutionSettings: Sendable, Hashable {
    /// How many equal slices; one trades at once.
    public var slices: UInt64
    /// The time from one slice to the next, in seconds.
    public var every: UInt64
    /// The time after which what is unfinished is given up, in seconds.
    public var giveUp: UInt64

    /// Makes settings; what is left out has the format's default.
    public init(slices: UInt64 = 1, every: UInt64 = 60, giveUp: UInt64 = 3_600) {
        self.slices = slices
        self.every = every
        self.giveUp = giveUp
    }
}
