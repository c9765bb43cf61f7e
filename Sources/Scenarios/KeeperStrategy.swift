import Primitives
import WideMath

/// How a keeper decides.
public enum KeeperStrategy: String, Sendable, Hashable, CaseIterable {
    /// When the vault's trigger is met, straight back to the targets.
    case threshold
}
