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

    /// Makes settings; what is left out has the format's default.
    public init(
        strategy: KeeperStrategy = .threshold,
        retryAfterBlocks: UInt64 = 10,
        prefers: KeeperPreference? = nil
    ) {
        self.strategy = strategy
        self.retryAfterBlocks = retryAfterBlocks
        self.prefers = prefers
    }
}
