import BlockBuilding
import Chain
import Execution
import Ledger
import Primitives
import WideMath

/// The coming block as far as an agent sees it: what waits, in the order that it expects.
struct ComingBlock {
    /// What the agent sees, in the order in which the builder would try it.
    let ordered: [PendingTransaction]
    private let seen: [PendingTransaction]
    private let order: any StaticOrder
    private let context: OrderingContext

    /// Puts what is seen in order.
    init(_ seen: [PendingTransaction], _ order: any StaticOrder, on machine: Machine) {
        self.seen = seen
        self.order = order
        context = OrderingContext(number: machine.block.number, baseFee: machine.block.baseFee)
        ordered = order.order(seen, in: context)
    }

    /// Before how many of `ordered` a transaction would come that is sent last.
    ///
    /// It is asked for a sender of whom nothing waits, so that it moves no other's place.
    func place(of transaction: Transaction, from wallet: Wallet) -> Int {
        let own = PendingTransaction(
            signed: wallet.sign(transaction, verified: false),
            sender: wallet.address,
            arrival: .max,
            arrivalBlock: context.number,
            sentAt: .max,
            author: "",
            purpose: .trade
        )
        return order.order(seen + [own], in: context).firstIndex { $0.arrival == .max }
            ?? ordered.count
    }

    /// What must be in a block, in order, so that those of some places may be: they and what
    /// their senders have sent before.
    func needed(for places: Set<Int>) -> [PendingTransaction] {
        guard let last = places.max() else { return [] }
        let senders = Set(places.map { ordered[$0].sender })
        return ordered[...last].filter { senders.contains($0.sender) }
    }
}

extension Machine {
    /// Runs what waits on the fork that is open; nothing if it would not enter the block.
    @discardableResult
    func rehearse(_ waiting: PendingTransaction, _ gasLeft: inout Gas) -> ExecutionResult? {
        let result = try? execute(
            waiting.transaction,
            from: waiting.sender,
            blockGasLeft: gasLeft
        )
        gasLeft = Gas(gasLeft.units - (result?.gasUsed.units ?? 0))
        return result
    }

    /// Runs an order on the fork that is open, as the wallet's next transaction.
    ///
    /// Nothing if it would not enter a block.
    @discardableResult
    func rehearse(_ order: Outbox.Order, from wallet: Wallet) -> ExecutionResult? {
        try? execute(
            order.transaction(from: wallet, on: self),
            from: wallet.address,
            blockGasLeft: block.gasLimit
        )
    }

    /// The most gas that a transaction may have: the block's, or EIP-7825's cap.
    var transactionGasMax: Gas {
        let cap = UInt64(GasSchedule.transactionGasCap)
        return fork >= .osaka ? Gas(min(block.gasLimit.units, cap)) : block.gasLimit
    }
}

extension Outbox.Order {
    /// The transaction that a wallet would send for it next.
    func transaction(from wallet: Wallet, on machine: Machine) -> Transaction {
        let account = machine.state.account(wallet.address)
        return transaction(nonce: machine.state.nonce(of: account), on: machine)
    }

    /// The transaction that carries it out, with a nonce.
    func transaction(nonce: UInt64, on machine: Machine) -> Transaction {
        Transaction(
            chainID: machine.block.chainID,
            nonce: nonce,
            maxPriorityFeePerGas: fees.priority,
            maxFeePerGas: fees.max,
            gasLimit: gasLimit,
            to: target,
            value: value,
            data: data
        )
    }

    /// The same with a gas limit of half as much again as it used on a fork.
    ///
    /// Enough for its refund, a fifth at most, and for slots that have become cold.
    func limited(after gas: Gas, on machine: Machine) -> Self {
        let wanted = Gas(gas.units + gas.units / 2 + 10_000)
        return Self(
            target: target,
            data: data,
            value: value,
            gasLimit: min(wanted, machine.transactionGasMax),
            fees: fees,
            purpose: purpose
        )
    }
}
