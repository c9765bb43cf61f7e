import Ledger
import Primitives
import WideMath

/// What a contract knows of itself.
extension Frame {
    /// A word that the constructor fixed, beyond the one that the code holds.
    ///
    /// It stands in a numbered slot and costs nothing to read, as an immutable in Solidity; the
    /// contract never stores to that slot again.
    public func constant<Value: Word>(_ slot: Slot<Value>) -> Value {
        Value(word: machine.pointee.state.pointee.peek(account, slot.location.key))
    }

    /// The contract's own ether, without a charge.
    public var balance: Wei { machine.pointee.state.pointee.balance(of: account) }
}
