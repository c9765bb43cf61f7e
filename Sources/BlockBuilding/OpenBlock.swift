import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// A block while its builder fills it.
///
/// A policy includes transactions and bundles one after another, each executed at once on the state
/// that those before it left, and may try out others on a fork in between.
public struct OpenBlock {
    /// The chain, with this block's context.
    public let machine: Machine
    /// What a policy may know of the block.
    public let context: OrderingContext
    /// What waits for the builder, in order of arrival.
    public let waiting: [PendingTransaction]
    /// The bundles for this block, in order of arrival.
    public let bundles: [Bundle]
    /// What is in the block so far, in order.
    public private(set) var transactions: [IncludedTransaction] = []
    /// What was refused and can never become valid.
    public private(set) var refused: [Refusal] = []
    /// The gas used so far.
    public private(set) var gasUsed = Gas.zero
    private var inspect: (IncludedTransaction) -> Void

    /// How many transactions it looks ahead at together.
    private static let foresight = 32

    /// An empty block.
    ///
    /// `inspect` is called after each transaction, before the next begins: while the state still
    /// knows what the transaction touched.
    init(
        on machine: Machine,
        waiting: [PendingTransaction],
        bundles: [Bundle],
        inspect: @escaping (IncludedTransaction) -> Void
    ) {
        self.machine = machine
        self.waiting = waiting
        self.bundles = bundles
        self.inspect = inspect
        let most = machine.block.gasLimit.units / UInt64(GasSchedule.transaction)
        transactions.reserveCapacity(min(waiting.count, Int(clamping: most)))
        context = OrderingContext(number: machine.block.number, baseFee: machine.block.baseFee)
    }

    /// The gas that is left.
    public var gasLeft: Gas { Gas(machine.block.gasLimit.units - gasUsed.units) }

    /// Tries transactions one after another.
    public mutating func include(_ ordered: [PendingTransaction]) {
        for (index, pending) in ordered.enumerated() {
            if index % Self.foresight == 0 { foresee(ordered[index...]) }
            include(pending)
        }
    }

    /// Executes a transaction as the block's next.
    ///
    /// - Returns: Whether the block now has it; it may have reverted.
    @discardableResult
    public mutating func include(_ pending: PendingTransaction) -> Bool {
        let result: ExecutionResult
        do throws(InvalidTransaction) {
            result = try machine.execute(
                pending.transaction,
                from: pending.sender,
                blockGasLeft: gasLeft
            )
        } catch {
            if !error.mayBecomeValid { refused.append(Refusal(pending: pending, reason: error)) }
            return false
        }
        gasUsed = Gas(gasUsed.units + result.gasUsed.units)
        let receipt = Receipt(
            status: result.status,
            gasUsed: result.gasUsed,
            cumulativeGasUsed: gasUsed,
            logs: result.status == .success ? machine.collectedLogs : [],
            effectiveGasPrice: result.effectiveGasPrice,
            gasRefund: result.gasRefund,
            returnData: machine.returnData
        )
        let transaction = IncludedTransaction(
            pending: pending,
            index: transactions.count,
            receipt: receipt
        )
        inspect(transaction)
        transactions.append(transaction)
        return true
    }

    /// Includes a bundle if all of it succeeds here and now.
    ///
    /// - Returns: Whether the block now has it; otherwise nothing has changed.
    @discardableResult
    public mutating func include(_ bundle: Bundle) -> Bool {
        // Executed twice: what is inspected must not be taken back.
        guard trial(of: bundle) != nil else { return false }
        includeTried(bundle)
        return true
    }

    /// Includes a bundle that has just been tried at the state of now, and succeeded.
    mutating func includeTried(_ bundle: Bundle) {
        for pending in bundle.transactions { include(pending) }
    }

    /// Calls a contract as the block's builder, outside any transaction: free of charge, with no
    /// receipt, as EIP-4788 calls its own.
    ///
    /// - Returns: Whether it succeeded; otherwise nothing has changed.
    @discardableResult
    mutating func systemCall(_ target: Address, _ function: Selector, _ words: [UInt256]) -> Bool {
        let data = ABI.encodeCall(selector: function.value, words: words)
        return machine.call(target, from: BatchPair.system, data: data).failure == nil
    }

    /// What comes of doing something to the block, which is undone afterwards and inspected by
    /// nobody.
    func onFork<Result>(_ body: (inout OpenBlock) -> Result) -> Result {
        machine.onFork {
            var trial = self
            trial.inspect = { _ in }
            return body(&trial)
        }
    }

    /// What a bundle would earn the builder as the block's next; nothing if it does not succeed.
    public func trial(of bundle: Bundle) -> BundleTrial? {
        guard bundle.block == context.number, !bundle.transactions.isEmpty else { return nil }
        return machine.onFork { run(bundle) }
    }

    private func run(_ bundle: Bundle) -> BundleTrial? {
        let coinbase = machine.state.account(machine.block.coinbase)
        let before = machine.state.balance(of: coinbase)
        var left = gasLeft
        var publicTips = UInt256.zero
        let isPublic = Set(waiting.map(\.arrival))
        for pending in bundle.transactions {
            guard
                let result = try? machine.execute(
                    pending.transaction,
                    from: pending.sender,
                    blockGasLeft: left
                ),
                result.status == .success
                    || bundle.mayRevert.contains(pending.signed.signingHash)
            else { return nil }
            left = Gas(left.units - result.gasUsed.units)
            if isPublic.contains(pending.arrival) {
                // Below the ether there is: fees were paid.
                publicTips = publicTips.wrappingAdd(
                    result.priorityFeePerGas.raw.wrappingMultiply(UInt256(result.gasUsed.units))
                )
            }
        }
        let after = machine.state.balance(of: coinbase)
        let rise = after.raw.subtractingReportingOverflow(before.raw)
        let own = rise.partialValue.subtractingReportingOverflow(publicTips)
        return BundleTrial(
            earned: rise.overflow || own.overflow ? .zero : Wei(own.partialValue),
            gasUsed: Gas(gasLeft.units - left.units)
        )
    }

    private func foresee(_ next: ArraySlice<PendingTransaction>) {
        for pending in next.prefix(Self.foresight) {
            machine.foresee(pending.transaction, from: pending.sender)
        }
        machine.fetchForeseen()
    }
}
