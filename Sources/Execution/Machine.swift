import Chain
import Ledger
import Primitives
import WideMath

/// Runs frames: the meter, the code registry, logs, and the memory between frames.
///
/// A class, because every frame of a transaction works on the one machine and handing it down must
/// cost nothing. One thread at a time. The meter goes into debt instead of throwing: storage reads
/// and writes cannot fail, and a frame in debt halts at its next boundary.
public final class Machine {
    /// The state that the machine works on.
    public let state: WorldState
    /// The rules in force.
    public let fork: Fork
    /// The block that transactions run in.
    public var block: BlockContext

    @exclusivity(unchecked) var gas = 0
    @exclusivity(unchecked) var refund = 0
    @exclusivity(unchecked) var depth = 0
    /// Why the frame in debt halts, where it is not for want of gas.
    @exclusivity(unchecked) var pendingHalt: Halt?
    @exclusivity(unchecked) var logs = LogBuffer()
    @exclusivity(unchecked) var memory = ByteStack(capacity: 1 << 14)
    @exclusivity(unchecked) var returned = ByteStack(capacity: 1 << 10)
    @exclusivity(unchecked) var returnedCount = 0
    @exclusivity(unchecked) var origin = Address.zero
    @exclusivity(unchecked) var codes: [Code] = []

    /// A contract type with the immutable word that its constructor fixed.
    struct Code {
        let contract: any Contract.Type
        let immutable: UInt256
    }

    /// A machine on a state.
    public init(state: WorldState, fork: Fork, block: BlockContext) {
        self.state = state
        self.fork = fork
        self.block = block
    }

    /// Puts a contract's code at an address, as in a genesis block; its storage stays as it is.
    public func place(
        _ contract: any Contract.Type, at address: Address, immutable: UInt256 = .zero
    ) {
        let account = state.account(address)
        let code = codes.firstIndex { $0.contract == contract && $0.immutable == immutable }
        if code == nil { codes.append(Code(contract: contract, immutable: immutable)) }
        state.setCode(
            of: account, to: Int32(code ?? codes.count - 1), slotCount: contract.slotCount)
    }

    /// The contract at an address, if there is one.
    public func contract(at address: Address) -> (any Contract.Type)? {
        let code = state.code(of: state.account(address))
        return code < 0 ? nil : codes[Int(code)].contract
    }

    /// The immutable word of the code at an address; zero where there is no code.
    public func immutable(at address: Address) -> UInt256 {
        let code = state.code(of: state.account(address))
        return code < 0 ? .zero : codes[Int(code)].immutable
    }

    /// The log entries of the last transaction or call.
    public var collectedLogs: [Log] { logs.collect() }

    /// The return data of the last transaction or call.
    public var returnData: [UInt8] { returned.bytes(at: 0, count: returnedCount) }

    // MARK: Metered storage

    /// SLOAD (EIP-2929).
    @inline(__always)
    func load(_ cell: CellIndex) -> UInt256 {
        gas -= state.warm(cell) ? GasSchedule.warmAccess : GasSchedule.coldSlot
        return state.value(cell)
    }

    /// SSTORE (EIP-2200, 2929, 3529).
    @inline(__always)
    func store(_ cell: CellIndex, _ value: UInt256, isStatic: Bool) {
        if isStatic { return violate(.writeProtection) }
        if gas <= GasSchedule.storeSentry { return violate(.outOfGas) }
        if !state.warm(cell) { gas -= GasSchedule.coldSlot }
        let current = state.value(cell)
        if current == value {
            gas -= GasSchedule.warmAccess
            return
        }
        let original = state.original(cell)
        if current == original {
            if original.isZero {
                gas -= GasSchedule.storeSet
            } else {
                gas -= GasSchedule.storeReset
                if value.isZero { refund += GasSchedule.clearRefund }
            }
        } else {
            gas -= GasSchedule.warmAccess
            refund += dirtyRefund(original: original, current: current, value: value)
        }
        state.store(cell, value)
    }

    /// What the refund counter gains or loses when a slot already written is written again.
    private func dirtyRefund(original: UInt256, current: UInt256, value: UInt256) -> Int {
        var change = 0
        if !original.isZero {
            if current.isZero { change -= GasSchedule.clearRefund }
            if value.isZero { change += GasSchedule.clearRefund }
        }
        if value == original {
            change += original.isZero
                ? GasSchedule.storeSet - GasSchedule.warmAccess
                : GasSchedule.storeReset - GasSchedule.warmAccess
        }
        return change
    }

    /// Puts the frame into debt for a reason: it halts at its next boundary.
    func violate(_ reason: Halt) {
        if pendingHalt == nil { pendingHalt = reason }
        gas = min(gas, -1)
    }
}
