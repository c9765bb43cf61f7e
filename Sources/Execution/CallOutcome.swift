import Primitives
import WideMath

/// How a low-level call ended.
public struct CallOutcome {
    /// Whether the callee neither reverted nor halted.
    public let succeeded: Bool
    /// What it returned, or the data it reverted with.
    public let returned: Returned

    /// How it failed, if it did; valid until the next call.
    public var failure: Fault? { succeeded ? nil : returned.machine.pointee.failure }
}
