import Primitives
import WideMath

/// One that rebalances the vault.
public struct KeeperSettings: Sendable, Hashable {
    /// How it decides that a rebalance is due.
    public var strategy: KeeperStrategy
    /// How many blocks it waits for a rebalance to be included before it sends another.
    public var retryAfterBlocks: UInt64
    /// Which sales it makes first where it may not make all; nothing for all alike.
    public var prefers: KeeperPreference?
    /// How many blocks it may wait with what is due, drawn anew each time.
    public var jitterBlocks: UInt64

    /// Makes settings; what is left out has the format's default.
    public init(
        strategy: KeeperStrategy = .threshold,
        retryAfterBlocks: UInt64 = 10,
        prefers: KeeperPreference? = nil,
        jitterBlocks: UInt64 = 0
    ) {
        self.strategy = strategy
        self.retryAfterBlocks = retryAfterBlocks
        self.prefers = prefers
        self.jitterBlocks = jitterBlocks
    }
}
