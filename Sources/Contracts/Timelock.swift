import Execution
import Primitives
import WideMath

/// Lets a delay pass between the announcement of a call and the call itself.
///
/// As the owner of a vault it gives holders the time to leave before a change they do not want.
/// One proposer schedules calls and cancels them; after the delay one executor, or anyone where
/// that is the zero address, makes the timelock do them. The delay itself changes only by a call
/// that the timelock makes to itself. An operation is in one of four states:
///
/// | from | by | to |
/// |---|---|---|
/// | unset | `schedule` | waiting |
/// | waiting | the passing of its delay | ready |
/// | ready | `execute`, once its predecessor is done | done, for ever |
/// | waiting, ready | `cancel` | unset |
///
/// Source: OpenZeppelin Contracts 5.3, `governance/TimelockController.sol`: its functions for
/// single operations, storage, events and errors, with one account a role for its AccessControl.
public enum Timelock: Contract {
    /// The name its code declares.
    public static let name = "TimelockController"
    /// Proposer, times, delay and executor.
    public static let slotCount: UInt32 = 4
    /// `execute` passes ether on, and some may be sent beforehand.
    public static let takesEther = true

    /// The contract's layout.
    public enum Storage {
        /// Who may schedule and cancel.
        public static let proposer = Slot<Address>(0)
        /// When an operation becomes ready, in seconds since 1970-01-01 UTC; 0 for one that is
        /// not scheduled, 1 for one that is done.
        public static let timestamps = Mapping<UInt256, UInt256>(1)
        /// The least delay of an operation, in seconds.
        public static let minDelay = Slot<UInt256>(2)
        /// Who may execute; anyone if it is the zero address.
        public static let executor = Slot<Address>(3)
    }

    /// The state of an operation; its number is the state's in `getOperationState`.
    public enum State: UInt64, CaseIterable, Sendable {
        /// Never scheduled, or cancelled.
        case unset = 0
        /// Scheduled, its delay not over.
        case waiting = 1
        /// Scheduled, its delay over.
        case ready = 2
        /// Executed.
        case done = 3

        /// The state in which the time that is stored for an operation puts it.
        init(readyAt: UInt256, now: UInt64) {
            switch readyAt {
            case 0: self = .unset
            case Timelock.doneTimestamp: self = .done
            default: self = readyAt > UInt256(now) ? .waiting : .ready
            }
        }
    }

    /// What is stored for an operation that is done.
    static let doneTimestamp = UInt256.one

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard let selector = frame.selector else {
            // Ether may come without a call, as to any treasury.
            guard frame.input.isEmpty else { throw .revert(.empty) }
            return frame.output()
        }
        if selector == Function.execute.value {
            try execute(Operation(try frame.arguments(5)), frame)
            return frame.output()
        }
        try frame.refuseEther()
        switch selector {
        case Function.schedule.value:
            let input = try frame.arguments(6)
            try schedule(Operation(input), delay: input[5], frame)
            return frame.output()
        case Function.cancel.value:
            try cancel(try frame.arguments(1)[0], frame)
            return frame.output()
        case Function.updateDelay.value:
            try updateDelay(try frame.arguments(1)[0], frame)
            return frame.output()
        default:
            return try view(selector, frame)
        }
    }

    private static func view(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        switch selector {
        case Function.hashOperation.value:
            return frame.output(hash(try Operation(try frame.arguments(5)), frame))
        case Function.getMinDelay.value:
            return frame.output(frame[Storage.minDelay])
        case Function.getTimestamp.value:
            return frame.output(frame[Storage.timestamps[try frame.arguments(1)[0]]])
        case Function.getOperationState.value:
            return frame.output(state(try frame.arguments(1)[0], frame).rawValue)
        case Function.isOperation.value:
            return frame.output(state(try frame.arguments(1)[0], frame) != .unset)
        case Function.isOperationPending.value:
            let state = state(try frame.arguments(1)[0], frame)
            return frame.output(state == .waiting || state == .ready)
        case Function.isOperationReady.value:
            return frame.output(state(try frame.arguments(1)[0], frame) == .ready)
        case Function.isOperationDone.value:
            return frame.output(state(try frame.arguments(1)[0], frame) == .done)
        default:
            throw .revert(.empty)
        }
    }

    /// The state of an operation at the block that is next, read without a charge.
    public static func state(
        of id: UInt256,
        at timelock: Address,
        on machine: Machine
    ) -> State {
        State(
            readyAt: machine.read(Storage.timestamps[id], of: timelock),
            now: machine.block.timestamp
        )
    }

    /// Puts a timelock at an address, as a genesis block does; the delay is in seconds.
    public static func place(
        at address: Address,
        minDelay: UInt64,
        proposer: Address,
        executor: Address = .zero,
        on machine: Machine
    ) {
        machine.place(Self.self, at: address)
        machine.write(Storage.minDelay, of: address, UInt256(minDelay))
        machine.write(Storage.proposer, of: address, proposer)
        machine.write(Storage.executor, of: address, executor)
    }
}
