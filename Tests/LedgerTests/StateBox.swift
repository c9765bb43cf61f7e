@testable import Ledger

/// Keeps a state, which cannot be copied, where a test's closures reach it.
final class StateBox {
    var state = WorldState()
}
