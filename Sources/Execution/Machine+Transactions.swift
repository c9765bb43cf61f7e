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
        debit(payer, cost(limit, admission.effectivePrice))
        state.setNonce(of: payer, to: transaction.nonce + 1)
        let coinbase = state.account(core.pointee.block.coinbase)
        let target: AccountIndex? = if let to = transaction.to { state.account(to) } else { nil }
        warmAtStart(payer, coinbase, target, transaction.accessList)

        core.pointee.gas = Int(limit.units) - intrinsic.charge
        let succeeded = runTop(transaction, payer, target)
        let spent = Int(limit.units) - core.pointee.gas
        // The counter is signed while a transaction runs; at the end it is not negative (EIP-2200).
        let earned = max(0, core.pointee.refund)
        let refunded = succeeded ? min(earned, spent / GasSchedule.refundQuotient) : 0
        let used = Gas(UInt64(max(spent - refunded, intrinsic.floor)))

        credit(payer, cost(Gas(limit.units - used.units), admission.effectivePrice))
        credit(coinbase, cost(used, admission.priorityFee))
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

    /// Moves the ether and runs the target; a failure undoes both and a halt spends all the gas.
    private func runTop(
        _ transaction: borrowing Transaction,
        _ payer: AccountIndex,
        _ target: AccountIndex?
    ) -> Bool {
        guard let address = transaction.to, let target else {
            // Creation by transaction needs a registered contract's name; none is modelled yet.
            core.pointee.failure = .halt(.unknownCode)
            core.pointee.gas = 0
            return false
        }
        let start = core.pointee.memory.count
        core.pointee.memory.push(transaction.data)
        let checkpoint = state.checkpoint()
        if !transaction.value.isZero {
            debit(payer, transaction.value)
            credit(target, transaction.value)
        }
        let succeeded = core.run(
            Frame(
                machine: core,
                account: target,
                address: address,
                caller: core.pointee.origin,
                value: transaction.value,
                isStatic: false,
                inputStart: start,
                inputCount: transaction.data.count
            )
        )
        if succeeded {
            state.commit(checkpoint)
        } else {
            state.rollBack(checkpoint)
            if case .halt = core.pointee.failure { core.pointee.gas = 0 }
        }
        return succeeded
    }

    /// Sender, coinbase (EIP-3651), recipient and the access list begin warm.
    private func warmAtStart(
        _ payer: AccountIndex,
        _ coinbase: AccountIndex,
        _ target: AccountIndex?,
        _ accessList: [AccessListEntry]
    ) {
        _ = state.warm(payer)
        _ = state.warm(coinbase)
        if let target { _ = state.warm(target) }
        if accessList.isEmpty { return }
        for entry in accessList {
            let account = state.account(entry.address)
            _ = state.warm(account)
            for key in entry.storageKeys {
                guard let slot = key.asUInt64, let small = UInt32(exactly: slot) else { continue }
                let cell = state.cell(account, StorageKey(slot: small))
                _ = state.warm(cell)
            }
        }
    }

    /// `gas · price`, whose size `validate` has bounded by a balance.
    @inline(__always)
    private func cost(_ gas: Gas, _ price: Wei) -> Wei {
        price.isZero ? .zero : Wei(price.raw.wrappingMultiply(UInt256(gas.units)))
    }

    /// Adds to a balance; none exceeds the ether there is, far below 2²⁵⁶.
    @inline(__always)
    private func credit(_ account: AccountIndex, _ amount: Wei) {
        if amount.isZero { return }
        let sum = state.balance(of: account).raw.addingReportingOverflow(amount.raw)
        precondition(!sum.overflow, "more ether than validation lets there be")
        state.setBalance(of: account, to: Wei(sum.partialValue))
    }

    /// Takes from a balance what `validate` has found to be there.
    @inline(__always)
    private func debit(_ account: AccountIndex, _ amount: Wei) {
        if amount.isZero { return }
        let rest = state.balance(of: account).raw.subtractingReportingOverflow(amount.raw)
        precondition(!rest.overflow, "a balance below what validation found")
        state.setBalance(of: account, to: Wei(rest.partialValue))
    }
}
