/// How a call of the plain model fails.
enum ModelFailure: Error, Equatable {
    /// With `Error(string)`, or without data.
    case revert(String?)
    /// With the invalid opcode that Solidity 0.5 makes of a division by zero.
    case invalid
}
