import WideMath

/// How a frame of contract code fails; what never enters a block is an `InvalidTransaction`.
public enum Fault: Error, Hashable, Sendable {
    /// The frame's changes are undone and its unused gas is returned.
    case revert(Revert)
    /// The frame's changes are undone and all the gas it was given is spent.
    case halt(Halt)
}

/// Why a frame reverted, before it is ABI-encoded.
public enum Revert: Hashable, Sendable {
    /// No data at all, as `require(x)` without a reason.
    case empty
    /// `Error(string)`.
    case message(String)
    /// `Panic(uint256)`, Solidity's own checks.
    case panic(Panic)
    /// A custom error: its signature, `Name(uint256,address)`, and one word an argument.
    case error(signature: String, arguments: [UInt256])
    /// Bytes that came back from a call and were passed on.
    case data([UInt8])
}

/// Solidity's panic codes that the contracts here can raise.
public enum Panic: UInt8, Hashable, Sendable {
    /// Arithmetic overflow or underflow.
    case arithmeticOverflow = 0x11
    /// Division or modulo by zero.
    case divisionByZero = 0x12
    /// An index outside an array.
    case indexOutOfBounds = 0x32
}

/// Why a frame halted with all its gas spent.
public enum Halt: Hashable, Sendable {
    /// The meter went into debt.
    case outOfGas
    /// An assertion of a contract compiled before Solidity 0.8, or a division by zero there.
    case invalidOpcode
    /// A write, log, creation or transfer of value inside a static call.
    case writeProtection
    /// A creation whose code no Swift contract stands for.
    case unknownCode
    /// A creation at an address that has code or a nonce already (EIP-684).
    case addressCollision
    /// A precompile that is not modelled; 0x01, `ecrecover`, is.
    case unmodelledPrecompile(Address)
}
