import Execution
import Primitives
import WideMath

extension Timelock {
    /// Announces a call; from now on its delay runs.
    static func schedule(
        _ operation: Operation,
        delay: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) {
        try require(.proposer, frame)
        let id = hash(operation, frame)
        guard state(id, frame) == .unset else {
            throw Refusal.unexpectedState(id, expected: [.unset])
        }
        let least = frame[Storage.minDelay]
        guard delay >= least else { throw Refusal.insufficientDelay(delay, least: least) }
        frame[Storage.timestamps[id]] = try UInt256(frame.timestamp) + delay
        frame.emit(CallScheduled(id: id, operation: operation, delay: delay))
        if !operation.salt.isZero { frame.emit(CallSalt(id: id, salt: operation.salt)) }
    }

    /// Makes a call whose delay is over, and passes on the reason if it fails.
    ///
    /// The callee may enter again: an operation counts as done only once it has returned, and
    /// whatever changed its state meanwhile is caught then.
    static func execute(_ operation: Operation, _ frame: borrowing Frame) throws(Fault) {
        if frame[Storage.executor] != .zero { try require(.executor, frame) }
        let id = hash(operation, frame)
        try requireReady(id, frame)
        let predecessor = operation.predecessor
        guard predecessor.isZero || state(predecessor, frame) == .done else {
            throw Refusal.unexecutedPredecessor(predecessor)
        }
        let outcome = try frame.lowLevelCall(
            operation.target,
            data: operation.data,
            value: operation.value
        )
        if let failure = outcome.failure {
            guard case .revert = failure, outcome.returned.count > 0 else {
                throw Refusal.failedCall
            }
            throw failure
        }
        frame.emit(CallExecuted(id: id, operation: operation))
        try requireReady(id, frame)
        frame[Storage.timestamps[id]] = doneTimestamp
    }

    /// Takes an announcement back.
    static func cancel(_ id: UInt256, _ frame: borrowing Frame) throws(Fault) {
        try require(.canceller, frame)
        let state = state(id, frame)
        guard state == .waiting || state == .ready else {
            throw Refusal.unexpectedState(id, expected: [.waiting, .ready])
        }
        frame[Storage.timestamps[id]] = .zero
        frame.emit(Cancelled(id: id))
    }

    /// Changes the least delay of operations to come.
    static func updateDelay(_ delay: UInt256, _ frame: borrowing Frame) throws(Fault) {
        guard frame.caller == frame.address else {
            throw Refusal.unauthorizedCaller(frame.caller)
        }
        frame.emit(MinDelayChange(oldDuration: frame[Storage.minDelay], newDuration: delay))
        frame[Storage.minDelay] = delay
    }

    // MARK: Shared steps

    /// An operation's identifier, paid for as hashing is: 30, and 6 a word.
    static func hash(_ operation: Operation, _ frame: borrowing Frame) -> UInt256 {
        frame.charge(30 + GasSchedule.hashWord * operation.wordCount)
        return operation.id
    }

    /// The state of an operation now.
    static func state(_ id: UInt256, _ frame: borrowing Frame) -> State {
        State(readyAt: frame[Storage.timestamps[id]], now: frame.timestamp)
    }

    private static func requireReady(_ id: UInt256, _ frame: borrowing Frame) throws(Fault) {
        guard state(id, frame) == .ready else {
            throw Refusal.unexpectedState(id, expected: [.ready])
        }
    }

    private static func require(_ role: Role, _ frame: borrowing Frame) throws(Fault) {
        let holder = frame[role == .executor ? Storage.executor : Storage.proposer]
        guard frame.caller == holder else {
            throw Refusal.unauthorizedAccount(frame.caller, needed: role)
        }
    }
}
