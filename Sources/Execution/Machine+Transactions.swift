import Chain
import Ledger
import Primitives
import WideMath

/// How an included transaction ended and what it cost.
public struct ExecutionResult: Hashable, Sendable {
    /// Whether it succeeded, reverted or halted.
    public let status: Receipt.Status
    /// The gas it paid for: spent less refund, and at least the floor.
    public let gasUsed: Gas
    /// The refund that was taken off, cap included.
    public let gasRefund: Gas
    /// What it paid for a unit of gas.
    public let effectiveGasPrice: Wei
    /// What of that went to the coinbase for a unit of gas.
    public let priorityFeePerGas: Wei
}

extension Machine {
    /// Runs one transaction: validate, buy gas, run, settle.
    ///
    /// Throws without changing anything. The checks come in the order of execution-specs'
    /// `check_transaction` (cancun, osaka).
    public func execute(
        _ transaction: borrowing Transaction,
        from sender: Address,
        blockGasLeft: Gas
    ) throws(InvalidTransaction) -> ExecutionResult {
        let admission = try validate(transaction, sender, blockGasLeft)
        let intrinsic = admission.intrinsic
        let payer = admission.payer
        state.beginTransaction()
        core.pointee.reset(origin: sender)

        let limit = transaction.gasLimit
        core.pointee.debit(payer, cost(limit, admission.effectivePrice))
        state.setNonce(of: payer, to: transaction.nonce + 1)
        let coinbase = state.account(core.pointee.block.coinbase)
        let address =
            transaction.to ?? ContractAddress.create(sender: sender, nonce: transaction.nonce)
        let target = state.account(address)
        warmAtStart(payer, coinbase, target, transaction.accessList)

        core.pointee.gas = Int(limit.units) - intrinsic.charge
        if core.pointee.trace != nil { core.pointee.noteStart(address) }
        let succeeded = runTop(transaction, payer, target, address)
        if core.pointee.trace != nil { core.pointee.noteEnd() }
        let spent = Int(limit.units) - core.pointee.gas
        // The counter is signed while a transaction runs; at the end it is not negative (EIP-2200).
        let earned = max(0, core.pointee.refund)
        let refunded = succeeded ? min(earned, spent / GasSchedule.refundQuotient) : 0
        let used = Gas(UInt64(max(spent - refunded, intrinsic.floor)))

        core.pointee.credit(payer, cost(Gas(limit.units - used.units), admission.effectivePrice))
        core.pointee.credit(coinbase, cost(used, admission.priorityFee))
        return ExecutionResult(
            status: succeeded ? .success : status(core.pointee.failure),
            gasUsed: used,
            gasRefund: Gas(UInt64(refunded)),
            effectiveGasPrice: admission.effectivePrice,
            priorityFeePerGas: admission.priorityFee
        )
    }

    private func status(_ failure: Fault) -> Receipt.Status {
        switch failure {
        case .revert(let reason): .reverted(reason)
        case .halt(let reason): .halted(reason)
        }
    }

    /// Runs the target, or the constructor of the contract to be created; a halt spends all gas.
    private func runTop(
        _ transaction: borrowing Transaction,
        _ payer: AccountIndex,
        _ target: AccountIndex,
        _ address: Address
    ) -> Bool {
        let start = core.pointee.memory.count
        core.pointee.memory.push(transaction.data)
        if transaction.to != nil {
            let frame = top(transaction, target, address, input: start)
            return core.run(frame, from: payer)
        }
        if let contract = core.pointee.registered(transaction.data) {
            let size = contract.code.bytes.count
            let frame = top(transaction, target, address, input: start, skipping: size)
            return core.construct(contract, frame, from: payer)
        }
        core.pointee.failure = .halt(.unknownCode)
        core.pointee.returnedCount = 0
        let left = core.pointee.gas
        core.pointee.gas = 0
        if core.pointee.trace != nil { core.pointee.noteFailure(left) }
        return false
    }

    @inline(__always)
    private func top(
        _ transaction: borrowing Transaction,
        _ target: AccountIndex,
        _ address: Address,
        input start: Int,
        skipping size: Int = 0
    ) -> Frame {
        Frame(
            machine: core,
            account: target,
            address: address,
            caller: core.pointee.origin,
            value: transaction.value,
            isStatic: false,
            inputStart: start + size,
            inputCount: transaction.data.count - size
        )
    }

    /// Sender, coinbase (EIP-3651), recipient and the access list begin warm.
    private func warmAtStart(
        _ payer: AccountIndex,
        _ coinbase: AccountIndex,
        _ target: AccountIndex,
        _ accessList: [AccessListEntry]
    ) {
        _ = state.warm(payer)
        _ = state.warm(coinbase)
        _ = state.warm(target)
        if accessList.isEmpty { return }
        for entry in accessList {
            let account = state.account(entry.address)
            _ = state.warm(account)
            for place in entry.storageKeys { state.declare(account, place) }
        }
    }

    /// `gas · price`, whose size `validate` has bounded by a balance.
    @inline(__always)
    private func cost(_ gas: Gas, _ price: Wei) -> Wei {
        price.isZero ? .zero : Wei(price.raw.wrappingMultiply(UInt256(gas.units)))
    }
}
