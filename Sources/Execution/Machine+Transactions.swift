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
    /// Throws without changing anything.
    ///
    /// The order of the checks is that of execution-specs `check_transaction` (cancun, osaka).
    public func execute(
        _ transaction: Transaction,
        from sender: Address,
        blockGasLeft: Gas
    ) throws(InvalidTransaction) -> ExecutionResult {
        let intrinsic = IntrinsicGas(of: transaction, fork: fork)
        let price = try validate(transaction, sender, intrinsic, blockGasLeft)
        state.beginTransaction()
        core.pointee.reset(origin: sender)

        let payer = state.account(sender)
        let limit = transaction.gasLimit
        pay(payer, -, cost(limit, price.effective))
        let nonce = state.nonce(of: payer)
        state.setNonce(of: payer, to: nonce + 1)
        warmAtStart(transaction, payer)

        core.pointee.gas = Int(limit.units) - intrinsic.charge
        let failure = runTop(transaction, payer)
        if case .halt = failure { core.pointee.gas = 0 }
        let spent = Int(limit.units) - core.pointee.gas
        let refunded =
            failure == nil ? min(core.pointee.refund, spent / GasSchedule.refundQuotient) : 0
        let used = Gas(UInt64(max(spent - refunded, intrinsic.floor)))

        pay(payer, +, cost(Gas(limit.units - used.units), price.effective))
        pay(state.account(block.coinbase), +, cost(used, price.priority))
        return ExecutionResult(
            status: status(failure),
            gasUsed: used,
            gasRefund: Gas(UInt64(refunded)),
            effectiveGasPrice: price.effective,
            priorityFeePerGas: price.priority
        )
    }

    private func status(_ failure: Fault?) -> Receipt.Status {
        switch failure {
        case nil: .success
        case .revert(let reason): .reverted(reason)
        case .halt(let reason): .halted(reason)
        }
    }

    private func runTop(_ transaction: Transaction, _ payer: AccountIndex) -> Fault? {
        guard let to = transaction.to else {
            // Creation by transaction needs a registered contract's name; none is modelled yet.
            return .halt(.unknownCode)
        }
        let target = state.account(to)
        let start = core.pointee.memory.count
        core.pointee.memory.push(transaction.data)
        let checkpoint = state.checkpoint()
        if !transaction.value.isZero {
            pay(payer, -, transaction.value)
            pay(target, +, transaction.value)
        }
        let failure = core.run(
            Call(
                target: target,
                address: to,
                caller: core.pointee.origin,
                value: transaction.value,
                isStatic: false,
                inputStart: start,
                inputCount: transaction.data.count
            )
        )
        if failure == nil { state.commit(checkpoint) } else { state.rollBack(checkpoint) }
        return failure
    }

    /// Sender, recipient, coinbase (EIP-3651) and the access list begin warm.
    private func warmAtStart(_ transaction: Transaction, _ payer: AccountIndex) {
        _ = state.warm(payer)
        let coinbase = state.account(block.coinbase)
        _ = state.warm(coinbase)
        if let to = transaction.to {
            let target = state.account(to)
            _ = state.warm(target)
        }
        for entry in transaction.accessList {
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
    private func cost(_ gas: Gas, _ price: Wei) -> Wei {
        Wei(UInt256(gas.units).wrappingMultiply(price.raw))
    }

    /// Adds to or takes from a balance; no balance exceeds the ether there is, far below 2²⁵⁶.
    private func pay(
        _ account: AccountIndex,
        _ operation: (UInt256, UInt256) throws(Fault) -> UInt256,
        _ amount: Wei
    ) {
        let balance = state.balance(of: account)
        guard let next = try? operation(balance.raw, amount.raw) else {
            preconditionFailure("a balance left the range that validation ensures")
        }
        state.setBalance(of: account, to: Wei(next))
    }
}

extension Machine {
    /// What a transaction pays for a unit of gas, and what of it is the priority fee.
    struct GasPrice {
        let effective: Wei
        let priority: Wei
    }

    func validate(
        _ transaction: Transaction,
        _ sender: Address,
        _ intrinsic: IntrinsicGas,
        _ blockGasLeft: Gas
    ) throws(InvalidTransaction) -> GasPrice {
        guard transaction.chainID == block.chainID else {
            throw .wrongChain(expected: block.chainID, got: transaction.chainID)
        }
        try validateGas(transaction, intrinsic, blockGasLeft)
        let price = try price(of: transaction)
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
        let gasCost = UInt256(transaction.gasLimit.units)
            .multipliedFullWidth(by: transaction.maxFeePerGas.raw)
        let total = gasCost.low.addingReportingOverflow(transaction.value.raw)
        guard gasCost.high.isZero, !total.overflow, total.partialValue <= balance.raw else {
            throw .insufficientBalance(balance: balance)
        }
        if state.code(of: account) >= 0 { throw .senderHasCode(sender) }
        return price
    }

    private func validateGas(
        _ transaction: Transaction,
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

    private func price(of transaction: Transaction) throws(InvalidTransaction) -> GasPrice {
        let priority = transaction.maxPriorityFeePerGas
        let max = transaction.maxFeePerGas
        if max < priority { throw .priorityFeeAboveMaxFee(priority: priority, max: max) }
        if max < block.baseFee { throw .maxFeeBelowBaseFee(max: max, baseFee: block.baseFee) }
        // max ≥ baseFee, so the difference is not negative and the sum does not exceed max.
        let room = Wei(max.raw.wrappingSubtract(block.baseFee.raw))
        let paid = min(priority, room)
        return GasPrice(
            effective: Wei(block.baseFee.raw.wrappingAdd(paid.raw)),
            priority: paid
        )
    }
}
