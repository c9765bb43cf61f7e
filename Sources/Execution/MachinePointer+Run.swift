import Ledger
import Primitives
import WideMath

extension MachinePointer {
    /// Runs a frame with all but a 64th of the gas left (EIP-150), or with what was asked for if
    /// that is less; gives whether it succeeded.
    ///
    /// How it failed is in `failure`. Throws only for the caller itself: it is in debt, so it
    /// halts here.
    @inline(__always)
    func call(
        _ frame: borrowing Frame,
        from caller: AccountIndex,
        gas requested: Gas? = nil
    ) throws(Fault) -> Bool {
        let available = pointee.gas
        if available < 0 { throw .halt(.outOfGas) }
        var forwarded = available - available / 64
        if let requested, requested.units < UInt64(forwarded) { forwarded = Int(requested.units) }
        let kept = available - forwarded
        if !frame.value.isZero { forwarded += GasSchedule.callStipend }
        if pointee.depth >= GasSchedule.callDepth || !pointee.holds(frame.value, caller) {
            if pointee.trace != nil { pointee.noteRefusal(frame) }
            pointee.gas = kept + forwarded
            pointee.refuse()
            return false
        }
        if pointee.trace != nil { pointee.noteCall(frame, given: forwarded) }
        pointee.gas = forwarded
        pointee.depth += 1
        let succeeded = run(frame, from: caller)
        pointee.depth -= 1
        pointee.gas += kept
        if pointee.trace != nil { pointee.noteExit(kept: kept) }
        return succeeded
    }

    /// Runs a frame with the gas on the meter; gives whether it succeeded.
    ///
    /// The ether moves before the callee's code runs. A failure, which is in `failure`, undoes
    /// everything that the frame did.
    @inline(__always)
    func run(_ frame: borrowing Frame, from caller: AccountIndex) -> Bool {
        // One call in sixteen looks at the stack: each may use some kilobytes of it.
        if pointee.depth & 15 == 15 { return runDeep(frame, from: caller) }
        return runHere(frame, from: caller)
    }

    @inline(never)
    private func runDeep(_ frame: borrowing Frame, from caller: AccountIndex) -> Bool {
        let start = pointee.stackStart
        guard start > NativeStack.here + UInt(NativeStack.allowance) else {
            return runHere(frame, from: caller)
        }
        defer { pointee.stackStart = start }
        return withUnsafePointer(to: frame) { frame in
            var succeeded = false
            NativeStack.runFresh {
                // Fresh stacks are as deep as calls can get.
                pointee.stackStart = 0
                succeeded = runHere(frame.pointee, from: caller)
            }
            return succeeded
        }
    }

    private func runHere(_ frame: borrowing Frame, from caller: AccountIndex) -> Bool {
        let code = pointee.state.pointee.code(of: frame.account)
        if code < 0, frame.value.isZero, code == WorldState.noCode {
            pointee.returnedCount = 0
            return true
        }
        let start = pointee.beginFrame()
        pointee.move(frame.value, from: caller, to: frame.account)
        do throws(Fault) {
            let output = try execute(frame, code)
            if pointee.gas >= 0 {
                pointee.returnedCount = output.count
                pointee.keep(start)
                return true
            }
            pointee.failure = .halt(.outOfGas)
        } catch {
            pointee.failure = error
        }
        pointee.undo(start)
        return false
    }

    @inline(__always)
    private func execute(_ frame: borrowing Frame, _ code: Int32) throws(Fault) -> Output {
        if code < 0 { return try executeWithoutCode(frame) }
        let contract = pointee.codes[Int(code)].contract
        if !frame.value.isZero, !contract.takesEther { throw .revert(.empty) }
        return try contract.execute(frame)
    }

    @inline(never)
    private func executeWithoutCode(_ frame: borrowing Frame) throws(Fault) -> Output {
        let isPrecompile =
            pointee.state.pointee.code(of: frame.account) == WorldState.precompile
        guard isPrecompile else { return frame.output() }
        guard frame.address == Precompile.recovery else {
            throw .halt(.unmodelledPrecompile(frame.address))
        }
        frame.charge(GasSchedule.recovery)
        try frame.checkGas()
        guard let signer = Precompile.recover(frame.input) else { return frame.output() }
        return frame.output(signer)
    }
}

extension MachineCore {
    /// What a frame that fails goes back to.
    struct FrameStart: ~Copyable {
        let checkpoint: Checkpoint
        let logCount: Int
        let refund: Int
        let memoryCount: Int
    }

    @inline(__always)
    mutating func beginFrame() -> FrameStart {
        FrameStart(
            checkpoint: state.pointee.checkpoint(),
            logCount: logs.count,
            refund: refund,
            memoryCount: memory.count
        )
    }

    @inline(__always)
    mutating func keep(_ start: consuming FrameStart) {
        state.pointee.commit(start.checkpoint)
    }

    /// Undoes a frame that failed; its failure, a halt if it is in debt, becomes return data.
    ///
    /// A halt spends all the gas that the frame was given.
    mutating func undo(_ start: consuming FrameStart) {
        let left = gas
        if gas < 0 { failure = .halt(pendingHalt ?? .outOfGas) }
        if case .halt = failure { gas = 0 }
        if trace != nil { noteFailure(left) }
        pendingHalt = nil
        logs.truncate(to: start.logCount)
        refund = start.refund
        memory.truncate(to: start.memoryCount)
        state.pointee.rollBack(start.checkpoint)
        // A revert's data is what the caller of a low-level call sees; a halt leaves none.
        returned.truncate(to: 0)
        if case .revert(let reason) = failure { returned.push(reason.encoded) }
        returnedCount = returned.count
    }

    /// A call or creation that never begins: its gas comes back, and no data.
    mutating func refuse() {
        returnedCount = 0
        failure = .revert(.empty)
    }

    /// Whether an account has the ether that a frame wants to send.
    @inline(__always)
    func holds(_ value: Wei, _ account: AccountIndex) -> Bool {
        value.isZero || state.pointee.balance(of: account) >= value
    }

    /// Moves ether that the sender is known to have.
    @inline(__always)
    mutating func move(_ value: Wei, from sender: AccountIndex, to recipient: AccountIndex) {
        if value.isZero { return }
        debit(sender, value)
        credit(recipient, value)
    }

    /// Adds to a balance; none exceeds the ether there is, far below 2²⁵⁶.
    @inline(__always)
    mutating func credit(_ account: AccountIndex, _ amount: Wei) {
        if amount.isZero { return }
        let sum = state.pointee.balance(of: account).raw.addingReportingOverflow(amount.raw)
        precondition(!sum.overflow, "more ether than validation lets there be")
        state.pointee.setBalance(of: account, to: Wei(sum.partialValue))
    }

    /// Takes from a balance what is known to be there.
    @inline(__always)
    mutating func debit(_ account: AccountIndex, _ amount: Wei) {
        if amount.isZero { return }
        let rest = state.pointee.balance(of: account).raw
            .subtractingReportingOverflow(amount.raw)
        precondition(!rest.overflow, "a balance below what validation found")
        state.pointee.setBalance(of: account, to: Wei(rest.partialValue))
    }
}
