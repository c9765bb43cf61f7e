import Ledger
import Primitives
import WideMath

extension Machine {
    /// A value in a contract's storage, read from outside without a charge.
    public func read<Value: Word>(_ location: Location<Value>, of address: Address) -> Value {
        let account = state.account(address)
        return Value(word: state.peek(account, location.key))
    }

    /// The value that a place in storage had when the last transaction began.
    public func readOriginal<Value: Word>(
        _ location: Location<Value>,
        of address: Address
    ) -> Value {
        let account = state.account(address)
        let cell = state.cell(account, location.key)
        return Value(word: state.original(cell))
    }

    /// A value in a numbered slot, read from outside without a charge.
    public func read<Value: Word>(_ slot: Slot<Value>, of address: Address) -> Value {
        read(slot.location, of: address)
    }

    /// Puts a value into a contract's storage from outside, as a genesis block does.
    public func write<Value: Word>(
        _ location: Location<Value>,
        of address: Address,
        _ value: Value
    ) {
        let account = state.account(address)
        let cell = state.cell(account, location.key)
        state.store(cell, value.word)
    }

    /// Puts a value into a numbered slot from outside, as a genesis block does.
    public func write<Value: Word>(_ slot: Slot<Value>, of address: Address, _ value: Value) {
        write(slot.location, of: address, value)
    }
}
