import Ledger
import Primitives
import WideMath

/// A word that a constructor fixes, beyond the one that a contract's code holds.
///
/// As Solidity's immutables it is no storage: it costs nothing to read and is in no state root.
public struct Constant<Value: Word>: Sendable {
    /// The place, which only the constructor or a genesis block writes.
    public let location: Location<Value>
    /// Names a constant by a number of its own.
    public init(_ number: UInt32) { location = Location(StorageKey(constant: number)) }
}

extension Frame {
    /// The value of a constant.
    public subscript<Value: Word>(constant: Constant<Value>) -> Value {
        Value(word: machine.pointee.state.pointee.peek(account, constant.location.key))
    }

    /// Fixes a constant, as a constructor does.
    public func fix<Value: Word>(_ constant: Constant<Value>, as value: Value) {
        let state = machine.pointee.state
        state.pointee.store(state.pointee.cell(account, constant.location.key), value.word)
    }
}
