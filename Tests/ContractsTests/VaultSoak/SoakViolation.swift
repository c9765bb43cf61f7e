/// An invariant that does not hold after a deed.
struct SoakViolation: Error {
    /// Which one.
    enum Invariant: String {
        case solvency, conservation, claims, shares, tokens, balances
        case sharePrice = "share price"
        case limits, lock, views
        case unchanged = "a refused call changes nothing"
        case reentrancy = "re-entrancy"
        case prices = "a call that needs prices fails without them"
        case arithmetic
    }

    let invariant: Invariant
    /// The numbers.
    let detail: String

    init(_ invariant: Invariant, _ detail: String) {
        self.invariant = invariant
        self.detail = detail
    }
}

/// Throws a violation unless a condition holds.
func require(
    _ holds: Bool,
    _ invariant: SoakViolation.Invariant,
    _ detail: @autoclosure () -> String
) throws {
    if !holds { throw SoakViolation(invariant, detail()) }
}
