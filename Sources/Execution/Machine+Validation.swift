import Chain
import Ledger
import Primitives
import WideMath

extension Machine {
    /// Who pays for a transaction that may enter the block, and how much for a unit of gas.
    struct Admission {
        let payer: AccountIndex
        let intrinsic: IntrinsicGas
        let effectivePrice: Wei
        let priorityFee: Wei
    }

    /// Everything that keeps a transaction out of the block, but for its signature, from which its
    /// sender was recovered.
    ///
    /// The checks come in the order of execution-specs' `validate_transaction`, then
    /// `check_transaction` (cancun, osaka): the transaction alone; the block's gas; the chain,
    /// as part of recovering the sender; fees; nonce; balance; the sender's code (EIP-3607).
    func validate(
        _ transaction: borrowing Transaction,
        _ sender: Address,
        _ blockGasLeft: Gas
    ) throws(InvalidTransaction) -> Admission {
        let intrinsic = try transaction.checkIntrinsics(fork: fork)
        // No block's gas limit is 2⁶³ or above (EIP-4803).
        let left = min(blockGasLeft, Gas(UInt64(Int64.max)))
        if transaction.gasLimit > left {
            throw .blockGasExceeded(left: left, limit: transaction.gasLimit)
        }
        let chainID = core.pointee.block.chainID
        if !transaction.fits(chain: chainID) {
            throw .wrongChain(expected: chainID, got: transaction.chainID)
        }
        let priorityFee = try priorityFee(of: transaction)
        let account = state.account(sender)
        let nonce = state.nonce(of: account)
        if transaction.nonce < nonce {
            throw .nonceTooLow(expected: nonce, got: transaction.nonce)
        }
        if transaction.nonce > nonce {
            throw .nonceTooHigh(expected: nonce, got: transaction.nonce)
        }
        try checkBalance(of: account, transaction)
        if state.code(of: account) >= 0 { throw .senderHasCode(sender) }
        // At most the maximum fee: no overflow.
        let effectivePrice = core.pointee.block.baseFee.raw.wrappingAdd(priorityFee.raw)
        return Admission(
            payer: account,
            intrinsic: intrinsic,
            effectivePrice: Wei(effectivePrice),
            priorityFee: priorityFee
        )
    }

    /// Gas limit times maximum fee plus value, in 512 bits, against the balance.
    @inline(__always)
    private func checkBalance(
        of account: AccountIndex,
        _ transaction: borrowing Transaction
    ) throws(InvalidTransaction) {
        let balance = state.balance(of: account)
        if transaction.maxFeePerGas.isZero, transaction.value <= balance { return }
        let gasCost = transaction.maxFeePerGas.raw
            .multipliedReportingOverflow(by: UInt256(transaction.gasLimit.units))
        let total = gasCost.partialValue.addingReportingOverflow(transaction.value.raw)
        if !gasCost.overflow, !total.overflow, total.partialValue <= balance.raw { return }
        throw Self.insufficientBalance(transaction, balance)
    }

    @inline(never)
    private static func insufficientBalance(
        _ transaction: borrowing Transaction,
        _ balance: Wei
    ) -> InvalidTransaction {
        let gasCost = UInt512(
            product: transaction.maxFeePerGas.raw,
            UInt256(transaction.gasLimit.units)
        )
        let needed = gasCost.wrappingAdd(transaction.value.raw)
        return .insufficientBalance(needed: needed, balance: balance)
    }

    /// What the block's builder gets for a unit of gas (EIP-1559); one gas price is both fees.
    @inline(__always)
    private func priorityFee(
        of transaction: borrowing Transaction
    ) throws(InvalidTransaction) -> Wei {
        let priority = transaction.maxPriorityFeePerGas
        let max = transaction.maxFeePerGas
        let baseFee = core.pointee.block.baseFee
        if max < priority { throw .priorityFeeAboveMaxFee(priority: priority, max: max) }
        if max < baseFee { throw .maxFeeBelowBaseFee(max: max, baseFee: baseFee) }
        // max ≥ baseFee, so the difference is not negative.
        let room = Wei(max.raw.wrappingSubtract(baseFee.raw))
        return priority < room ? priority : room
    }
}
