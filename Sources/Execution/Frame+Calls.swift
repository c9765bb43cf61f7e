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

    /// Calls a function with several arguments, all of one word, and ether; reverts as the callee
    /// did.
    public func call(
        _ target: Address,
        _ function: Selector,
        words: [UInt256],
        value: Wei = .zero
    ) throws(Fault) -> Returned {
        let start = machine.pointee.memory.count
        machine.pointee.memory.push(function.value)
        for word in words { machine.pointee.memory.push(word) }
        return try highLevel(target, start, isStatic: isStatic, value: value)
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

    /// Calls a function with several words of arguments that must not change anything.
    public func staticCall(
        _ target: Address,
        _ function: Selector,
        words: [UInt256]
    ) throws(Fault) -> Returned {
        let start = machine.pointee.memory.count
        machine.pointee.memory.push(function.value)
        for word in words { machine.pointee.memory.push(word) }
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

    /// Calls with any calldata, ether and a limit of gas, as Solidity's `.call{value:, gas:}`.
    ///
    /// Asking for more gas than may be forwarded gets what may be; with ether the callee gets the
    /// stipend on top. Without calldata it sends ether, to a contract's `receive`.
    public func lowLevelCall(
        _ target: Address,
        data: [UInt8],
        value: Wei = .zero,
        gas: Gas? = nil
    ) throws(Fault) -> CallOutcome {
        let start = machine.pointee.memory.count
        machine.pointee.memory.push(data)
        return try lowLevel(target, start, value: value, gas: gas)
    }

    /// The same, but the callee must not change anything (STATICCALL).
    public func lowLevelStaticCall(
        _ target: Address,
        data: [UInt8],
        gas: Gas? = nil
    ) throws(Fault) -> CallOutcome {
        let start = machine.pointee.memory.count
        machine.pointee.memory.push(data)
        return try lowLevel(target, start, isStatic: true, gas: gas)
    }

    /// The signer of a hash, as Solidity's `ecrecover`; the zero address where there is none.
    public func recoverSigner(
        _ hash: Hash32,
        v: UInt256,
        r: UInt256,
        s: UInt256
    ) throws(Fault) -> Address {
        let start = machine.pointee.memory.count
        for word in [hash.word, v, r, s] { machine.pointee.memory.push(word) }
        let outcome = try lowLevel(Precompile.recovery, start, isStatic: true)
        return outcome.returned.count == 32 ? Address(word: try outcome.returned.word()) : .zero
    }

    private func lowLevel(
        _ target: Address,
        _ start: Int,
        isStatic: Bool = false,
        value: Wei = .zero,
        gas: Gas? = nil
    ) throws(Fault) -> CallOutcome {
        let callee = callee(target, start, isStatic: self.isStatic || isStatic, value: value)
        if !value.isZero {
            machine.pointee.chargeValue(to: callee.account, isStatic: self.isStatic)
        }
        let succeeded = try machine.call(callee, from: account, gas: gas)
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
        isStatic: Bool,
        value: Wei = .zero
    ) throws(Fault) -> Returned {
        let callee = callee(target, start, isStatic: isStatic, value: value)
        guard machine.pointee.state.pointee.code(of: callee.account) >= 0 else {
            throw .revert(.empty)
        }
        machine.pointee.gas -= GasSchedule.warmAccess
        if machine.pointee.trace != nil {
            let warm = GasSchedule.warmAccess
            machine.pointee.noteAccess(callee.account, isCold: false, warm)
        }
        if !value.isZero {
            machine.pointee.chargeValue(to: callee.account, isStatic: self.isStatic)
        }
        let succeeded = try machine.call(callee, from: account)
        machine.pointee.memory.truncate(to: start)
        if succeeded { return Returned(machine: machine, count: machine.pointee.returnedCount) }
        // A callee that halted leaves no return data to pass on.
        guard case .revert(let reason) = machine.pointee.failure else { throw .revert(.empty) }
        throw .revert(reason)
    }

    /// The frame of a call whose calldata lies on the memory from `start` on.
    ///
    /// Charges for touching the target's account.
    @inline(__always)
    private func callee(
        _ target: Address,
        _ start: Int,
        isStatic: Bool,
        value: Wei
    ) -> Frame {
        let callee = machine.pointee.state.pointee.account(target)
        machine.pointee.chargeAccess(callee)
        return Frame(
            machine: machine,
            account: callee,
            address: target,
            caller: address,
            value: value,
            isStatic: isStatic,
            inputStart: start,
            inputCount: machine.pointee.memory.count - start
        )
    }
}
