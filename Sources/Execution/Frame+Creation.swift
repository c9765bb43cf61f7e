import Chain
import Ledger
import Primitives
import WideMath

/// How a creation by a contract ended.
public struct CreationOutcome: Sendable {
    /// The new contract; nothing if the creation failed.
    public let address: Address?
    /// How the constructor failed, if the creation did.
    public let failure: Fault?
}

extension Frame {
    /// Creates a contract, by CREATE2 (EIP-1014) if there is a salt; a failure is not passed on.
    ///
    /// Arguments are words of ABI. Metered as CREATE and CREATE2 are, but for the memory that
    /// init code fills, which belongs to the computation charges.
    public func create(
        _ contract: any Contract.Type,
        _ arguments: [UInt256],
        value: Wei = .zero,
        salt: UInt256? = nil
    ) throws(Fault) -> CreationOutcome {
        if isStatic { machine.pointee.violate(.writeProtection) }
        let code = contract.code
        let size = code.initCodeSize ?? (code.bytes.count + 32 * arguments.count)
        if size > GasSchedule.initCodeLimit { throw .halt(.outOfGas) }
        let words = (size + 31) / 32
        let charge =
            GasSchedule.creation + GasSchedule.initCodeWord * words
            + (salt == nil ? 0 : GasSchedule.hashWord * words)
        machine.pointee.gas -= charge
        if machine.pointee.trace != nil {
            machine.pointee.noteCreation(words: words, isHashed: salt != nil, charge)
        }
        let available = machine.pointee.gas
        if available < 0 { throw .halt(.outOfGas) }

        let forwarded = available - available / 64
        let nonce = machine.pointee.state.pointee.nonce(of: account)
        if machine.pointee.depth >= GasSchedule.callDepth || nonce == .max
            || !machine.pointee.holds(value, account)
        {
            machine.pointee.refuse()
            return CreationOutcome(address: nil, failure: .revert(.empty))
        }
        let created =
            salt.map { salt in address(of: code, arguments, salt) }
            ?? ContractAddress.create(sender: address, nonce: nonce)
        machine.pointee.gas = forwarded
        machine.pointee.depth += 1
        let start = machine.pointee.memory.count
        for word in arguments { machine.pointee.memory.push(word) }
        // What survives a failure: the nonce and the warm address.
        machine.pointee.state.pointee.setNonce(of: account, to: nonce + 1)
        let target = machine.pointee.state.pointee.account(created)
        _ = machine.pointee.state.pointee.warm(target)
        let frame = Frame(
            machine: machine,
            account: target,
            address: created,
            caller: address,
            value: value,
            isStatic: false,
            inputStart: start,
            inputCount: 32 * arguments.count
        )
        if machine.pointee.trace != nil { machine.pointee.noteEntry(created, gas: forwarded) }
        let succeeded = machine.construct(contract, frame, from: account)
        machine.pointee.memory.truncate(to: start)
        machine.pointee.depth -= 1
        if succeeded { machine.pointee.returnedCount = 0 }
        let kept = available - forwarded
        machine.pointee.gas += kept
        if machine.pointee.trace != nil { machine.pointee.noteExit(kept: kept) }
        return CreationOutcome(
            address: succeeded ? created : nil,
            failure: succeeded ? nil : machine.pointee.failure
        )
    }

    private func address(
        of code: DeclaredCode,
        _ arguments: [UInt256],
        _ salt: UInt256
    ) -> Address {
        let hash =
            code.initCodeHash
            ?? keccak256(code.bytes + arguments.flatMap(\.bigEndianBytes))
        return ContractAddress.create2(sender: address, salt: salt, initCodeHash: hash)
    }
}

extension MachinePointer {
    /// Runs a constructor with the gas on the meter, and pays for the code it leaves.
    ///
    /// A failure, which is in `failure`, undoes everything that the frame did.
    func construct(
        _ contract: any Contract.Type,
        _ frame: borrowing Frame,
        from creator: AccountIndex
    ) -> Bool {
        let state = pointee.state
        let start = pointee.beginFrame()
        do throws(Fault) {
            guard state.pointee.code(of: frame.account) == WorldState.noCode,
                state.pointee.nonce(of: frame.account) == 0
            else { throw .halt(.addressCollision) }
            state.pointee.setNonce(of: frame.account, to: 1)
            pointee.move(frame.value, from: creator, to: frame.account)
            if !frame.value.isZero, !contract.constructorTakesEther { throw .revert(.empty) }
            let immutable = try contract.construct(frame)
            let size = contract.code.size
            if size > GasSchedule.codeLimit { throw .halt(.outOfGas) }
            frame.charge(GasSchedule.codeByte * size)
            try frame.checkGas()
            let number = pointee.number(of: .init(contract: contract, immutable: immutable))
            state.pointee.setCode(of: frame.account, to: number, slotCount: contract.slotCount)
            pointee.keep(start)
            return true
        } catch {
            pointee.failure = error
        }
        pointee.undo(start)
        return false
    }
}
