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
    /// The contract it created, if it did.
    public let created: Address?
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
        let intrinsic = IntrinsicGas(of: transaction, fork: fork)
        let admission = try validate(transaction, sender, intrinsic, blockGasLeft)
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
        let succeeded = runTop(transaction, payer, target, address)
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
            created: succeeded && transaction.to == nil ? address : nil,
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
        let succeeded: Bool
        if transaction.to != nil {
            let frame = top(transaction, target, address, input: start)
            succeeded = core.run(frame, from: payer)
        } else if let contract = core.pointee.registered(transaction.data) {
            let size = contract.code.bytes.count
            let frame = top(transaction, target, address, input: start, skipping: size)
            succeeded = core.construct(contract, frame, from: payer)
        } else {
            core.pointee.failure = .halt(.unknownCode)
            core.pointee.returnedCount = 0
            succeeded = false
        }
        if !succeeded, case .halt = core.pointee.failure { core.pointee.gas = 0 }
        return succeeded
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

extension Machine {
    /// Who pays for a transaction that may enter the block, and how much for a unit of gas.
    struct Admission {
        let payer: AccountIndex
        let effectivePrice: Wei
        let priorityFee: Wei
    }

    func validate(
        _ transaction: borrowing Transaction,
        _ sender: Address,
        _ intrinsic: IntrinsicGas,
        _ blockGasLeft: Gas
    ) throws(InvalidTransaction) -> Admission {
        let chainID = core.pointee.block.chainID
        guard transaction.chainID == chainID else {
            throw .wrongChain(expected: chainID, got: transaction.chainID)
        }
        try validateGas(transaction, intrinsic, blockGasLeft)
        let priorityFee = try priorityFee(of: transaction)
        let account = state.account(sender)
        let nonce = state.nonce(of: account)
        if transaction.nonce < nonce {
            throw .nonceTooLow(expected: nonce, got: transaction.nonce)
        }
        if transaction.nonce > nonce {
            throw .nonceTooHigh(expected: nonce, got: transaction.nonce)
        }
        if nonce == .max { throw .nonceAtMaximum }
        let balance = state.balance(of: account)
        let gasCost = transaction.maxFeePerGas.raw
            .multipliedReportingOverflow(by: UInt256(transaction.gasLimit.units))
        let total = gasCost.partialValue.addingReportingOverflow(transaction.value.raw)
        guard !gasCost.overflow, !total.overflow, total.partialValue <= balance.raw else {
            throw .insufficientBalance(balance: balance)
        }
        if state.code(of: account) >= 0 { throw .senderHasCode(sender) }
        // At most the maximum fee: no overflow.
        let effectivePrice = core.pointee.block.baseFee.raw.wrappingAdd(priorityFee.raw)
        return Admission(
            payer: account,
            effectivePrice: Wei(effectivePrice),
            priorityFee: priorityFee
        )
    }

    private func validateGas(
        _ transaction: borrowing Transaction,
        _ intrinsic: IntrinsicGas,
        _ blockGasLeft: Gas
    ) throws(InvalidTransaction) {
        let limit = transaction.gasLimit
        let required = Gas(UInt64(max(intrinsic.charge, intrinsic.floor)))
        if limit < required { throw .gasLimitTooLow(required: required, limit: limit) }
        if transaction.to == nil, transaction.data.count > GasSchedule.initCodeLimit {
            throw .initCodeTooLarge(
                limit: GasSchedule.initCodeLimit,
                size: transaction.data.count
            )
        }
        let cap = Gas(UInt64(GasSchedule.transactionGasCap))
        if fork >= .osaka, limit > cap { throw .gasLimitAboveCap(cap: cap, limit: limit) }
        if limit > blockGasLeft { throw .blockGasExceeded(left: blockGasLeft, limit: limit) }
    }

    /// What the block's builder gets for a unit of gas (EIP-1559).
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
