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
        refund = 0
        depth = 0
        pendingHalt = nil
    }

    // MARK: Metered storage

    /// SLOAD (EIP-2929).
    @inline(__always)
    mutating func load(_ cell: CellIndex) -> UInt256 {
        gas -= state.pointee.warm(cell) ? GasSchedule.warmAccess : GasSchedule.coldSlot
        return state.pointee.value(cell)
    }

    /// SSTORE (EIP-2200, 2929, 3529).
    mutating func store(_ cell: CellIndex, _ value: UInt256, isStatic: Bool) {
        if isStatic { return violate(.writeProtection) }
        if gas <= GasSchedule.storeSentry { return violate(.outOfGas) }
        if !state.pointee.warm(cell) { gas -= GasSchedule.coldSlot }
        let current = state.pointee.value(cell)
        if current == value {
            gas -= GasSchedule.warmAccess
            return
        }
        if state.pointee.isWritten(cell) {
            chargeRewrite(cell, value)
        } else {
            // The value now is the one that the transaction began with.
            chargeFirstWrite(original: current, value)
        }
        state.pointee.replace(cell, with: value)
    }

    @inline(__always)
    private mutating func chargeFirstWrite(original: UInt256, _ value: UInt256) {
        if original.isZero {
            gas -= GasSchedule.storeSet
        } else {
            gas -= GasSchedule.storeReset
            if value.isZero { refund += GasSchedule.clearRefund }
        }
    }

    /// Charges for a store to a cell that the transaction has stored to before.
    @inline(never)
    private mutating func chargeRewrite(_ cell: CellIndex, _ value: UInt256) {
        let current = state.pointee.value(cell)
        let original = state.pointee.original(cell)
        // Restored since: as if it had not been stored to.
        if current == original { return chargeFirstWrite(original: original, value) }
        gas -= GasSchedule.warmAccess
        refund += dirtyRefund(original: original, current: current, value: value)
    }

    /// What the refund counter gains or loses when a slot already written is written again.
    private func dirtyRefund(original: UInt256, current: UInt256, value: UInt256) -> Int {
        var change = 0
        if !original.isZero {
            if current.isZero { change -= GasSchedule.clearRefund }
            if value.isZero { change += GasSchedule.clearRefund }
        }
        if value == original {
            change +=
                original.isZero
                ? GasSchedule.storeSet - GasSchedule.warmAccess
                : GasSchedule.storeReset - GasSchedule.warmAccess
        }
        return change
    }

    /// Touching an account (EIP-2929).
    @inline(__always)
    mutating func chargeAccess(_ account: AccountIndex) {
        gas -= state.pointee.warm(account) ? GasSchedule.warmAccess : GasSchedule.coldAccount
    }

    /// Puts the frame into debt for a reason: it halts at its next boundary.
    mutating func violate(_ reason: Halt) {
        if pendingHalt == nil { pendingHalt = reason }
        gas = min(gas, -1)
    }
}

/// Where the core is: what frames hold instead of a reference.
typealias MachinePointer = UnsafeMutablePointer<MachineCore>
