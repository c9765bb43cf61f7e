/// How much a mempool holds, and for how long.
///
/// The defaults are geth's (`core/txpool/legacypool`, `DefaultConfig`): 4,096 + 1,024 places in
/// all. What one sender may have, and for how long a transaction waits, are narrower: geth gives an
/// account 64 places behind a gap, and three hours.
public struct MempoolLimits: Hashable, Sendable {
    /// How many transactions wait at most.
    public var capacity: Int
    /// How many of one sender.
    public var perSender: Int
    /// For how many blocks a transaction waits before it is dropped.
    public var patience: UInt64

    /// Makes limits.
    public init(capacity: Int = 5_120, perSender: Int = 64, patience: UInt64 = 25) {
        self.capacity = capacity
        self.perSender = perSender
        self.patience = patience
    }
}
