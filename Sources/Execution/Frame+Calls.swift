import Ledger
import Primitives
import WideMath

extension Frame {
    /// Calls a function without arguments; reverts as the callee did.
    @inline(__always)
    public func call(_ target: Address, _ function: Selector) throws(Fault) -> Returned {
        let start = machine.pointee.memory.count
        machine.pointee.memory.push(function.value)
        return try highLevel(target, start, isStatic: isStatic)
    }

    /// Calls a function with several arguments, all of one word; reverts as the callee did.
    public func call(
        _ target: Address,
        _ function: Selector,
        words: [UInt256]
    ) throws(Fault) -> Returned {
        let start = machine.pointee.memory.count
        machine.pointee.memory.push(function.value)
        for word in words { machine.pointee.memory.push(word) }
        return try highLevel(target, start, isStatic: isStatic)
    }

    /// Calls a function that must not change anything; reverts as the callee did.
    @inline(__always)
    public func staticCall(_ target: Address, _ function: Selector) throws(Fault) -> Returned {
        let start = machine.pointee.memory.count
        machine.pointee.memory.push(function.value)
        return try highLevel(target, start, isStatic: true)
    }

    /// Calls a function with one argument that must not change anything.
    @inline(__always)
    public func staticCall(
        _ target: Address,
        _ function: Selector,
        _ first: some Word
    ) throws(Fault) -> Returned {
        let start = machine.pointee.memory.count
        machine.pointee.memory.push(function.value)
        machine.pointee.memory.push(first.word)
        return try highLevel(target, start, isStatic: true)
    }

    /// Calls without a code-size check and without passing a failure on, as Solidity's `.call`.
    @inline(__always)
    public func lowLevelCall(
        _ target: Address,
        _ function: Selector,
        _ first: some Word,
        _ second: some Word
    ) throws(Fault) -> CallOutcome {
        let start = machine.pointee.memory.count
        machine.pointee.memory.push(function.value)
        machine.pointee.memory.push(first.word)
        machine.pointee.memory.push(second.word)
        return try lowLevel(target, start)
    }

    /// The same with three arguments.
    @inline(__always)
    public func lowLevelCall(
        _ target: Address,
        _ function: Selector,
        _ first: some Word,
        _ second: some Word,
        _ third: some Word
    ) throws(Fault) -> CallOutcome {
        let start = machine.pointee.memory.count
        machine.pointee.memory.push(function.value)
        machine.pointee.memory.push(first.word)
        machine.pointee.memory.push(second.word)
        machine.pointee.memory.push(third.word)
        return try lowLevel(target, start)
    }

    private func lowLevel(_ target: Address, _ start: Int) throws(Fault) -> CallOutcome {
        let callee = callee(target, start, isStatic: isStatic)
        let succeeded = try machine.call(callee)
        machine.pointee.memory.truncate(to: start)
        return CallOutcome(
            succeeded: succeeded,
            returned: Returned(machine: machine, count: machine.pointee.returnedCount)
        )
    }

    /// The code-size check first, which warms the account; then the call to a warm account.
    private func highLevel(
        _ target: Address,
        _ start: Int,
        isStatic: Bool
    ) throws(Fault) -> Returned {
        let callee = callee(target, start, isStatic: isStatic)
        guard machine.pointee.state.pointee.code(of: callee.account) >= 0 else {
            throw .revert(.empty)
        }
        machine.pointee.gas -= GasSchedule.warmAccess
        let succeeded = try machine.call(callee)
        machine.pointee.memory.truncate(to: start)
        if succeeded { return Returned(machine: machine, count: machine.pointee.returnedCount) }
        // A callee that halted leaves no return data to pass on.
        guard case .revert(let reason) = machine.pointee.failure else { throw .revert(.empty) }
        throw .revert(reason)
    }

    /// The frame of a call without ether, whose calldata lies on the memory from `start` on.
    ///
    /// Charges for touching the target's account.
    @inline(__always)
    private func callee(_ target: Address, _ start: Int, isStatic: Bool) -> Frame {
        let account = machine.pointee.state.pointee.account(target)
        machine.pointee.chargeAccess(account)
        return Frame(
            machine: machine,
            account: account,
            address: target,
            caller: address,
            value: .zero,
            isStatic: isStatic,
            inputStart: start,
            inputCount: machine.pointee.memory.count - start
        )
    }
}

/// The return data of the last call, until the next one.
public struct Returned {
    let machine: MachinePointer
    /// How many bytes came back.
    public let count: Int

    /// The word at a position; reverts without data if the callee returned less.
    @inline(__always)
    public func word(_ index: Int = 0) throws(Fault) -> UInt256 {
        if count < 32 * index + 32 { throw .revert(.empty) }
        return machine.pointee.returned.word(at: 32 * index)
    }

    /// The token amount that came back.
    @inline(__always)
    public func amount() throws(Fault) -> TokenAmount { TokenAmount(try word()) }
}

/// How a low-level call ended.
public struct CallOutcome {
    /// Whether the callee neither reverted nor halted.
    public let succeeded: Bool
    /// What it returned.
    public let returned: Returned
}

extension MachinePointer {
    /// Runs a frame with all but a 64th of the gas left (EIP-150); gives whether it succeeded.
    ///
    /// How it failed is in `failure`. Throws only for the caller itself: it is in debt, so it
    /// halts here.
    @inline(__always)
    func call(_ frame: borrowing Frame) throws(Fault) -> Bool {
        let available = pointee.gas
        if available < 0 { throw .halt(.outOfGas) }
        if pointee.depth >= GasSchedule.callDepth {
            pointee.returnedCount = 0
            pointee.failure = .revert(.empty)
            return false
        }
        let kept = available / 64
        pointee.gas = available - kept
        pointee.depth += 1
        let succeeded = run(frame)
        pointee.depth -= 1
        if !succeeded, case .halt = pointee.failure { pointee.gas = 0 }
        pointee.gas += kept
        return succeeded
    }

    /// Runs a frame with the gas on the meter; gives whether it succeeded.
    ///
    /// A failure, which is in `failure`, undoes everything that the frame did.
    func run(_ frame: borrowing Frame) -> Bool {
        let code = pointee.state.pointee.code(of: frame.account)
        if code < 0 {
            pointee.returnedCount = 0
            return true
        }
        let checkpoint = pointee.state.pointee.checkpoint()
        let logCount = pointee.logs.count
        let refundBefore = pointee.refund
        let memoryCount = pointee.memory.count
        do throws(Fault) {
            let output = try pointee.codes[Int(code)].contract.execute(frame)
            if pointee.gas >= 0 {
                pointee.returnedCount = output.count
                pointee.state.pointee.commit(checkpoint)
                return true
            }
            pointee.failure = .halt(.outOfGas)
        } catch {
            pointee.failure = error
        }
        if pointee.gas < 0 { pointee.failure = .halt(pointee.pendingHalt ?? .outOfGas) }
        pointee.pendingHalt = nil
        pointee.state.pointee.rollBack(checkpoint)
        pointee.logs.truncate(to: logCount)
        pointee.refund = refundBefore
        pointee.memory.truncate(to: memoryCount)
        pointee.returnFailure()
        return false
    }
}

extension MachineCore {
    /// A revert's data is what the caller of a low-level call sees; a halt leaves none.
    mutating func returnFailure() {
        returned.truncate(to: 0)
        if case .revert(let reason) = failure { returned.push(reason.encoded) }
        returnedCount = returned.count
    }
}
