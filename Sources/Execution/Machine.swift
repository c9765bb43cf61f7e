import Chain
import Ledger
import Primitives
import WideMath

/// Runs transactions and calls on a state.
///
/// A class, because a run's engine, agents and invariants share the one machine. One thread at a
/// time. The meter goes into debt instead of throwing: storage reads and writes cannot fail, and a
/// frame in debt halts at its next boundary.
public final class Machine {
    /// The rules in force.
    public let fork: Fork
    let core: MachinePointer
    let stateStorage: UnsafeMutablePointer<WorldState>

    /// A machine that takes a state over.
    public init(state: consuming WorldState, fork: Fork, block: BlockContext) {
        self.fork = fork
        stateStorage = .allocate(capacity: 1)
        stateStorage.initialize(to: state)
        core = .allocate(capacity: 1)
        core.initialize(to: MachineCore(state: stateStorage, block: block))
        for address in Precompile.addresses(fork) {
            let account = stateStorage.pointee.account(address)
            stateStorage.pointee.setCode(of: account, to: WorldState.precompile, slotCount: 0)
        }
    }

    private init(copying other: Machine) {
        fork = other.fork
        stateStorage = .allocate(capacity: 1)
        stateStorage.initialize(to: other.state.copy())
        core = .allocate(capacity: 1)
        core.initialize(to: MachineCore(state: stateStorage, block: other.block))
        core.pointee.registry = other.core.pointee.registry
        for index in 0..<other.core.pointee.codeCount {
            _ = core.pointee.number(of: other.core.pointee.codes[index])
        }
    }

    deinit {
        core.deinitialize(count: 1)
        core.deallocate()
        stateStorage.deinitialize(count: 1)
        stateStorage.deallocate()
    }

    /// Another machine with a state of its own that is the same; not while a checkpoint is open.
    public func copy() -> Machine { Machine(copying: self) }

    /// The state that the machine works on.
    public var state: WorldState {
        @inline(__always)
        _read { yield stateStorage.pointee }
        @inline(__always)
        _modify { yield &stateStorage.pointee }
    }

    /// The block that transactions run in.
    public var block: BlockContext {
        get { core.pointee.block }
        set { core.pointee.block = newValue }
    }

    /// Lets transactions create a contract: their data is its declared code and ABI arguments.
    public func register(_ contract: any Contract.Type) {
        core.pointee.registry.append(contract)
    }

    /// Puts a contract's code at an address, as in a genesis block; its storage stays as it is.
    public func place(
        _ contract: any Contract.Type,
        at address: Address,
        immutable: UInt256 = .zero
    ) {
        let number = core.pointee.number(
            of: MachineCore.Code(contract: contract, immutable: immutable)
        )
        let account = state.account(address)
        state.setCode(of: account, to: number, slotCount: contract.slotCount)
    }

    /// The contract at an address, if there is one.
    public func contract(at address: Address) -> (any Contract.Type)? {
        code(at: address)?.contract
    }

    /// The immutable word of the code at an address; zero where there is no code.
    public func immutable(at address: Address) -> UInt256 {
        code(at: address)?.immutable ?? .zero
    }

    private func code(at address: Address) -> MachineCore.Code? {
        let account = state.account(address)
        let number = state.code(of: account)
        return number < 0 ? nil : core.pointee.codes[Int(number)]
    }

    /// The root of the state; a code's hash is that of its declared bytes.
    public var stateRoot: Hash32 {
        let codes = core.pointee.codes
        return state.stateRoot { keccak256(codes[Int($0)].contract.code.bytes) }
    }

    /// The log entries of the last transaction or call.
    public var collectedLogs: [Log] { core.pointee.logs.collect() }

    /// The return data of the last transaction or call.
    public var returnData: [UInt8] {
        core.pointee.returned.bytes(at: 0, count: core.pointee.returnedCount)
    }
}
