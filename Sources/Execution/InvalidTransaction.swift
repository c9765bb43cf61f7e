import Primitives
import WideMath

/// Why a transaction never enters a block; nothing changes because of it.
public enum InvalidTransaction: Error, Hashable, Sendable {
    /// Its type is not allowed under the fork yet (EIP-2930, EIP-1559).
    case typeNotActive(type: UInt8, fork: Fork)
    /// It was signed for another chain (EIP-155).
    case wrongChain(expected: UInt64, got: UInt64)
    /// No sender can be recovered, or `s` is in the upper half (EIP-2).
    case invalidSignature
    /// Its gas limit is above what one transaction may ask for (EIP-7825).
    case gasLimitAboveCap(cap: Gas, limit: Gas)
    /// The block has less gas left than the transaction asks for.
    case blockGasExceeded(left: Gas, limit: Gas)
    /// Its priority fee is above its own maximum fee (EIP-1559).
    case priorityFeeAboveMaxFee(priority: Wei, max: Wei)
    /// Its maximum fee is below the block's base fee (EIP-1559).
    case maxFeeBelowBaseFee(max: Wei, baseFee: Wei)
    /// Its nonce was used already.
    case nonceTooLow(expected: UInt64, got: UInt64)
    /// An earlier nonce of the sender is missing.
    case nonceTooHigh(expected: UInt64, got: UInt64)
    /// Its nonce is the last value, 2⁶⁴ − 1, which none may use (EIP-2681).
    case nonceAtMaximum
    /// The sender has code (EIP-3607).
    case senderHasCode(Address)
    /// Its gas limit does not pay for what every transaction pays, or for the calldata floor.
    case gasLimitTooLow(required: Gas, limit: Gas)
    /// The balance does not cover gas limit times maximum fee plus value, both in wei.
    case insufficientBalance(needed: UInt512, balance: Wei)
    /// Gas limit times maximum fee, in wei, is above 2²⁵⁶ − 1: no balance covers it.
    case gasCostTooLarge(UInt512)
    /// Its init code is larger than allowed (EIP-3860).
    case initCodeTooLarge(limit: Int, size: Int)
}

extension InvalidTransaction {
    /// Whether the transaction may become valid in a later block.
    public var mayBecomeValid: Bool {
        switch self {
        case .blockGasExceeded, .maxFeeBelowBaseFee, .nonceTooHigh, .insufficientBalance: true
        default: false
        }
    }

    /// A short name for counts in a summary.
    public var label: String {
        switch self {
        case .typeNotActive: "type not active"
        case .wrongChain: "wrong chain"
        case .invalidSignature: "invalid signature"
        case .gasLimitAboveCap: "gas limit above cap"
        case .blockGasExceeded: "block gas exceeded"
        case .priorityFeeAboveMaxFee: "priority fee above max fee"
        case .maxFeeBelowBaseFee: "max fee below base fee"
        case .nonceTooLow: "nonce too low"
        case .nonceTooHigh: "nonce too high"
        case .nonceAtMaximum: "nonce at maximum"
        case .senderHasCode: "sender has code"
        case .gasLimitTooLow: "gas limit too low"
        case .insufficientBalance: "insufficient balance"
        case .gasCostTooLarge: "gas cost too large"
        case .initCodeTooLarge: "init code too large"
        }
    }
}
