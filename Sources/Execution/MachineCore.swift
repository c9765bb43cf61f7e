import Ledger
import Primitives
import WideMath

/// What frames work on: the meter, the state, logs, and the memory between frames.
///
/// One value at one place in memory for as long as its `Machine` lives; frames hold a plain pointer
/// to it. Safety: no method of this type runs contract code, so no two accesses overlap; what does
/// run contracts (`call`, `run`) is written on the pointer and holds no access across a call.
struct MachineCore: ~Copyable {
    let state: UnsafeMutablePointer<WorldState>
    var block: BlockContext
    var gas = 0
    var refund = 0
    /// Where it is written down what gas goes for; nothing as a rule.
    var trace: GasTrace?
    var depth = 0
    /// How the last frame that failed did.
    var failure = Fault.revert(.empty)
    /// Why the frame in debt halts, where it is not for want of gas.
    var pendingHalt: Halt?
    var logs = LogBuffer()
    var memory = ByteStack(capacity: 1 << 14)
    var returned = ByteStack(capacity: 1 << 10)
    var returnedCount = 0
    var origin = Address.zero
    var derivedAddresses = DerivedAddresses()
    /// Where the processor's stack was when the transaction began.
    var stackStart: UInt = 0
    /// The contracts that a transaction may create.
    var registry: [any Contract.Type] = []
    private(set) var codes: UnsafeMutablePointer<Code>
    private(set) var codeCount = 0
    private var codeCapacity = 16

    /// A contract type with the immutable word that its constructor fixed.
    struct Code {
        let contract: any Contract.Type
        let immutable: UInt256
    }

    init(state: UnsafeMutablePointer<WorldState>, block: BlockContext) {
        self.state = state
        self.block = block
        codes = .allocate(capacity: codeCapacity)
    }

    deinit {
        codes.deinitialize(count: codeCount)
        codes.deallocate()
    }

    /// The number of a code, entered if it is not known yet.
    mutating func number(of code: Code) -> Int32 {
        for index in 0..<codeCount
        where codes[index].contract == code.contract && codes[index].immutable == code.immutable {
            return Int32(index)
        }
        if codeCount == codeCapacity {
            let larger = UnsafeMutablePointer<Code>.allocate(capacity: codeCapacity * 2)
            larger.moveInitialize(from: codes, count: codeCount)
            codes.deallocate()
            codes = larger
            codeCapacity *= 2
        }
        (codes + codeCount).initialize(to: code)
        codeCount += 1
        return Int32(codeCount - 1)
    }

    /// The registered contract whose declared code a creation's data begins with, if any.
    func registered(_ data: [UInt8]) -> (any Contract.Type)? {
        registry.first { data.starts(with: $0.code.bytes) }
    }

    /// The immutable word of an account's code, which it has.
    @inline(__always)
    func immutable(of account: AccountIndex) -> UInt256 {
        codes[Int(state.pointee.code(of: account))].immutable
    }

    /// Empties what the last transaction left.
    mutating func reset(origin: Address) {
        logs.truncate(to: 0)
        memory.truncate(to: 0)
        returnedCount = 0
        self.origin = origin
        stackStart = NativeStack.here
        refund = 0
        depth = 0
        pendingHalt = nil
    }

    // MARK: Metered storage

    /// SLOAD (EIP-2929).
    @inline(__always)
    mutating func load(_ cell: CellIndex) -> UInt256 {
        let charge = state.pointee.warm(cell) ? GasSchedule.warmAccess : GasSchedule.coldSlot
        gas -= charge
        if trace != nil { noteLoad(cell, charge) }
        return state.pointee.value(cell)
    }

    /// SSTORE (EIP-2200, 2929, 3529).
    ///
    /// The usual way calls nothing, so that it need not save registers.
    mutating func store(_ cell: CellIndex, _ value: UInt256, isStatic: Bool) {
        if isStatic || gas <= GasSchedule.storeSentry || !state.pointee.isReadyToStore(cell)
            || trace != nil
        {
            return storeSlowly(cell, value, isStatic: isStatic)
        }
        storeWarm(cell, value)
    }

    @inline(never)
    private mutating func storeSlowly(_ cell: CellIndex, _ value: UInt256, isStatic: Bool) {
        if isStatic { return violate(.writeProtection) }
        if gas <= GasSchedule.storeSentry { return violate(.outOfGas) }
        let (before, previous) = (gas, state.pointee.value(cell))
        let isWarm = state.pointee.prepareStore(cell)
        if !isWarm { gas -= GasSchedule.coldSlot }
        storeWarm(cell, value)
        if trace != nil { noteStore(cell, isCold: !isWarm, from: previous, gas: before) }
    }

    /// Stores to a cell that is ready to store.
    @inline(__always)
    private mutating func storeWarm(_ cell: CellIndex, _ value: UInt256) {
        let current = state.pointee.value(cell)
        if current == value {
            gas -= GasSchedule.warmAccess
            return
        }
        let original = state.pointee.originalOfWarm(cell)
        let cost = StoreCost(original: original, current: current, changedTo: value, .london)
        gas -= cost.charge
        refund += cost.refund
        state.pointee.replace(cell, with: value)
    }

    /// Touching an account (EIP-2929).
    @inline(__always)
    mutating func chargeAccess(_ account: AccountIndex) {
        let isWarm = state.pointee.warm(account)
        let charge = isWarm ? GasSchedule.warmAccess : GasSchedule.coldAccount
        gas -= charge
        if trace != nil { noteAccess(account, isCold: !isWarm, charge) }
    }

    /// Sending ether: a price, and a higher one where it makes an account (EIP-161).
    @inline(never)
    mutating func chargeValue(to account: AccountIndex, isStatic: Bool) {
        if isStatic { return violate(.writeProtection) }
        let isNew = state.pointee.isEmpty(account)
        let charge = GasSchedule.callValue + (isNew ? GasSchedule.newAccount : 0)
        gas -= charge
        if trace != nil { note(.value(isNew: isNew), charge) }
    }

    /// Puts the frame into debt for a reason: it halts at its next boundary.
    mutating func violate(_ reason: Halt) {
        if pendingHalt == nil { pendingHalt = reason }
        let left = gas
        gas = min(gas, -1)
        if trace != nil { note(.halt, left - gas) }
    }
}

/// Where the core is: what frames hold instead of a reference.
typealias MachinePointer = UnsafeMutablePointer<MachineCore>
