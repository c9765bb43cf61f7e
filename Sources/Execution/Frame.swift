import Ledger
import Primitives
import WideMath

/// One running call of a contract: who called, with what, and the metered way to its storage.
public struct Frame: ~Copyable {
    let machine: MachinePointer
    let account: AccountIndex
    /// The contract's own address.
    public let address: Address
    /// Who called.
    public let caller: Address
    /// The ether that came with the call.
    public let value: Wei
    let isStatic: Bool
    let inputStart: Int
    let inputCount: Int

    /// The word that the contract's constructor fixed; reading it costs nothing, as in Solidity.
    public var immutable: UInt256 { machine.pointee.immutable(of: account) }
    /// The block the call runs in.
    public var block: BlockContext { machine.pointee.block }
    /// The block's time, in seconds since 1970-01-01 UTC.
    @inline(__always)
    public var timestamp: UInt64 { machine.pointee.block.timestamp }

    /// The first four bytes of calldata as a big-endian number; nothing if there are fewer.
    @inline(__always)
    public var selector: UInt32? {
        inputCount >= 4 ? machine.pointee.memory.selector(at: inputStart) : nil
    }

    /// The calldata.
    public var input: [UInt8] { machine.pointee.memory.bytes(at: inputStart, count: inputCount) }

    /// The arguments, once it is sure that calldata holds `count` words of them.
    ///
    /// Reverts without data if it does not, as Solidity's decoder.
    @inline(__always)
    public func arguments(_ count: Int) throws(Fault) -> Arguments {
        if inputCount < 4 + 32 * count { throw .revert(.empty) }
        return Arguments(machine: machine, start: inputStart + 4, count: inputCount - 4)
    }

    /// Charges for computation between storage accesses, calls and logs.
    @inline(__always)
    public func charge(_ units: Int) { machine.pointee.gas -= units }

    /// A boundary in a loop whose length the caller chooses: halts if the gas is used up.
    @inline(__always)
    public func checkGas() throws(Fault) {
        if machine.pointee.gas < 0 { throw .halt(.outOfGas) }
    }

    /// The gas left; reading it is a boundary.
    public func gasLeft() throws(Fault) -> Gas {
        try checkGas()
        return Gas(UInt64(machine.pointee.gas))
    }

    // MARK: Storage

    /// A value in a numbered slot; reading is an SLOAD, writing an SSTORE.
    public subscript<Value: Word>(slot: Slot<Value>) -> Value {
        @inline(__always)
        get { self[slot.location] }
        @inline(__always)
        nonmutating set { self[slot.location] = newValue }
    }

    /// A value at a place in storage; reading is an SLOAD, writing an SSTORE.
    public subscript<Value: Word>(location: Location<Value>) -> Value {
        @inline(__always)
        get { Value(word: machine.pointee.load(cell(location))) }
        @inline(__always)
        nonmutating set { machine.pointee.store(cell(location), newValue.word, isStatic: isStatic) }
    }

    /// A numbered slot, for compound assignment.
    @_disfavoredOverload
    public subscript<Value: Word>(slot: Slot<Value>) -> StorageReference<Value> {
        @inline(__always)
        get { self[slot.location] }
    }

    /// A place in storage, for compound assignment.
    @_disfavoredOverload
    public subscript<Value: Word>(location: Location<Value>) -> StorageReference<Value> {
        @inline(__always)
        get {
            StorageReference(machine: machine, cell: cell(location), isStatic: isStatic)
        }
    }

    @inline(__always)
    private func cell<Value>(_ location: Location<Value>) -> CellIndex {
        chargeHash(of: location.key)
        return machine.pointee.state.pointee.cell(account, location.key)
    }

    /// Replaces a value by what a function makes of it: an SLOAD and an SSTORE.
    ///
    /// Pays for the hash that locates a mapping's entry twice, as Solidity's code does, which
    /// works it out for the read and again for the write. Stores nothing when the function throws.
    @inline(__always)
    public func update<Value: Word>(
        _ location: Location<Value>,
        _ change: (Value) throws(Fault) -> Value
    ) throws(Fault) {
        let cell = cell(location)
        let value = try change(Value(word: machine.pointee.load(cell)))
        chargeHash(of: location.key)
        machine.pointee.store(cell, value.word, isStatic: isStatic)
    }

    @inline(__always)
    private func chargeHash(of key: StorageKey) {
        machine.pointee.gas -= GasSchedule.mappingHash * Int(key.depth)
        if machine.pointee.trace != nil { machine.pointee.noteHash(key) }
    }

    // MARK: Events and output

    /// Appends a log entry.
    @inline(__always)
    public func emit<E: Event>(_ event: E) {
        if isStatic { return machine.pointee.violate(.writeProtection) }
        machine.pointee.logs.begin(address, topic: E.topic)
        event.write(to: LogWriter(machine: machine))
        let charge = machine.pointee.logs.gasOfLast
        machine.pointee.gas -= charge
        if machine.pointee.trace != nil { machine.pointee.noteLog(charge) }
    }

    /// Returns nothing.
    @inline(__always)
    public func output() -> Output { Output(count: 0) }

    /// Returns one word.
    @inline(__always)
    public func output(_ value: some Word) -> Output {
        machine.pointee.returned.truncate(to: 0)
        machine.pointee.returned.push(value.word)
        return Output(count: 32)
    }

    /// Returns bytes that are ABI-encoded already.
    public func output(bytes: [UInt8]) -> Output {
        machine.pointee.returned.truncate(to: 0)
        machine.pointee.returned.push(bytes)
        return Output(count: bytes.count)
    }

    /// Returns several words.
    public func output(words: [UInt256]) -> Output {
        machine.pointee.returned.truncate(to: 0)
        for word in words { machine.pointee.returned.push(word) }
        return Output(count: 32 * words.count)
    }

    /// Returns one dynamic array of words: where it begins, how many they are, and the words.
    public func output(array words: [UInt256]) -> Output {
        machine.pointee.returned.truncate(to: 0)
        machine.pointee.returned.push(UInt256(32))
        machine.pointee.returned.push(UInt256(UInt64(words.count)))
        for word in words { machine.pointee.returned.push(word) }
        return Output(count: 64 + 32 * words.count)
    }
}

/// The arguments of a call, read word by word from calldata.
public struct Arguments: ~Copyable {
    let machine: MachinePointer
    let start: Int
    /// How many bytes of arguments there are.
    public let count: Int

    /// The argument at a position, counted in words; it lies within what was asked for.
    @inline(__always)
    public subscript(index: Int) -> UInt256 {
        precondition(index >= 0 && 32 * index + 32 <= count)
        return machine.pointee.memory.word(at: start + 32 * index)
    }

    /// The address at a position.
    @inline(__always)
    public func address(_ index: Int) -> Address { Address(word: self[index]) }

    /// The token amount at a position.
    @inline(__always)
    public func amount(_ index: Int) -> TokenAmount { TokenAmount(self[index]) }

    /// The word at a byte offset; reverts without data if it lies outside calldata.
    public func word(atByte offset: Int) throws(Fault) -> UInt256 {
        guard offset >= 0, offset <= count - 32 else { throw .revert(.empty) }
        return machine.pointee.memory.word(at: start + offset)
    }

    /// Where the elements of the dynamic array at a position begin, and how many there are.
    ///
    /// Reverts without data unless every element of `wordsPerElement` words lies within calldata,
    /// so that a hostile length allocates nothing.
    public func array(
        _ index: Int,
        wordsPerElement: Int
    ) throws(Fault) -> (start: Int, count: Int) {
        guard let offset = self[index].asInt else { throw .revert(.empty) }
        guard let length = try word(atByte: offset).asInt else { throw .revert(.empty) }
        let size = 32 * wordsPerElement
        guard length <= (count - offset - 32) / size else { throw .revert(.empty) }
        return (offset + 32, length)
    }

    /// The dynamic bytes at a position; reverts without data if they lie outside calldata.
    public func bytes(_ index: Int) throws(Fault) -> [UInt8] {
        guard let offset = self[index].asInt else { throw .revert(.empty) }
        guard let length = try word(atByte: offset).asInt, length <= count - offset - 32 else {
            throw .revert(.empty)
        }
        return machine.pointee.memory.bytes(at: start + offset + 32, count: length)
    }
}
