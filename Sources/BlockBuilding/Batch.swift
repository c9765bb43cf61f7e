import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// The orders of a batch auction, and how its prices are found.
struct Batch {
    /// What one swap sells to a pair.
    struct Sale: Hashable {
        /// The pair.
        let pair: Address
        /// Token0 after the fee, in parts of a unit (`InputShare.whole`).
        let sold0: UInt256
        /// Token1 after the fee, in the same parts.
        let sold1: UInt256
    }

    /// A transaction of the batch.
    struct Order {
        /// The transaction.
        let pending: PendingTransaction
        /// What it sold when it was tried last; nothing before.
        var sales: [Sale]
        /// Whether the prices are found without it.
        var isDropped = false
    }

    /// What became of a transaction.
    enum Attempt {
        /// It cannot be in the block now.
        case refused
        /// It is in the block, and failed.
        case failed
        /// It is in the block, and sold this in pairs of batches.
        case passed([Sale])
    }

    /// What became of all orders at some prices.
    struct Outcome {
        /// Of each order; nothing for those that are dropped.
        var attempts: [Attempt?] = []
        /// Whether every pair took its batch.
        var isClosed = true
    }

    /// A pair with the price of its batch, as deep reserves; nothing where it has none.
    typealias Price = (pair: Address, reserves: Reserves?)

    /// What a round at some prices showed.
    enum Step {
        /// They are good.
        case settled
        /// Orders sold otherwise than the prices were found for.
        case adjusted
        /// Orders were dropped.
        case dropped
    }

    private(set) var orders: [Order]
    /// The pairs that somebody traded in.
    private var pairs: Set<Address> = []

    /// A batch before its first round.
    init(_ orders: [Order]) {
        self.orders = orders
        for sale in orders.flatMap(\.sales) { pairs.insert(sale.pair) }
    }

    /// The price of each pair, in the order of addresses, at the state that the block has now.
    func clearingPrices(_ block: borrowing OpenBlock) -> [Price] {
        let machine = block.machine
        let sales = orders.filter { !$0.isDropped }.flatMap(\.sales)
        return pairs.sorted().map { pair in
            // Parts of amounts of 112 bits: sums do not wrap.
            let own = sales.filter { $0.pair == pair }
            let reserves = ClearingPrice.reserves(
                of: machine.read(Pair.Storage.reserves, of: pair),
                sold0: own.reduce(.zero) { $0.wrappingAdd($1.sold0) },
                sold1: own.reduce(.zero) { $0.wrappingAdd($1.sold1) },
                fee: BasisPoints(word: machine.immutable(at: pair))
            )
            return (pair, reserves)
        }
    }

    /// Opens the pairs, tries every order, and closes them.
    func run(at prices: [Price], _ block: inout OpenBlock) -> Outcome {
        var outcome = Outcome()
        for case (let pair, let price?) in prices {
            let words = [UInt256(low: price.reserve0), UInt256(low: price.reserve1)]
            let isOpen = block.systemCall(pair, BatchPair.Function.openBatch, words)
            outcome.isClosed = outcome.isClosed && isOpen
        }
        for order in orders {
            guard order.isDropped else {
                outcome.attempts.append(Self.attempt(order.pending, in: &block))
                continue
            }
            outcome.attempts.append(nil)
            // Not reckoned with in the prices, it may not trade at them.
            if case .passed(let sales) = block.onFork({ Self.attempt(order.pending, in: &$0) }),
                !sales.isEmpty
            {
                continue
            }
            block.include(order.pending)
        }
        for case (let pair, _?) in prices {
            let isClosed = block.systemCall(pair, BatchPair.Function.closeBatch, [])
            outcome.isClosed = outcome.isClosed && isClosed
        }
        return outcome
    }

    /// Learns from a round: drops who failed, takes note of what was sold, and where a pair would
    /// lose by the batch drops the latest swap.
    mutating func improve(on outcome: Outcome, _ prices: [Price], mayAdjust: Bool) -> Step {
        let priceless = prices.filter { $0.reserves == nil }.map(\.pair)
        var step = Step.settled
        var changed = orders
        for (index, attempt) in outcome.attempts.enumerated() {
            guard let attempt else { continue }
            guard case .passed(let sales) = attempt,
                !sales.contains(where: { priceless.contains($0.pair) })
            else {
                orders[index].isDropped = true
                step = .dropped
                continue
            }
            changed[index].sales = sales
        }
        if case .dropped = step { return step }
        let seen = pairs.union(changed.flatMap(\.sales).map(\.pair))
        let isOther = zip(changed, orders).contains { $0.sales != $1.sales }
        if seen != pairs || (isOther && mayAdjust) {
            (orders, pairs) = (changed, seen)
            return .adjusted
        }
        let last = orders.lastIndex { !$0.isDropped && !$0.sales.isEmpty }
        guard !outcome.isClosed, let last else { return .settled }
        orders[last].isDropped = true
        return .dropped
    }

    // MARK: One transaction

    /// Includes a transaction, and tells what it sold.
    static func attempt(_ pending: PendingTransaction, in block: inout OpenBlock) -> Attempt {
        guard block.include(pending), let receipt = block.transactions.last?.receipt else {
            return .refused
        }
        guard receipt.status == .success else { return .failed }
        let machine = block.machine
        return .passed(receipt.logs.compactMap { sale($0, machine) })
    }

    /// The sale of a pair's event; nothing for other logs.
    ///
    /// A token that is taken as well as paid, as in a flash swap, is sold net.
    private static func sale(_ log: Log, _ machine: Machine) -> Sale? {
        guard log.topics.first == Pair.Swap.topic,
            machine.contract(at: log.address) == BatchPair.self, log.data.count == 128
        else { return nil }
        let words = stride(from: 0, to: 128, by: 32)
            .compactMap { UInt256(bigEndian: log.data[$0..<($0 + 32)]) }
        let share = InputShare(after: BasisPoints(word: machine.immutable(at: log.address)))
        func net(_ paid: UInt256, _ taken: UInt256) -> UInt256 {
            // 112 and 14 bits each.
            let (paid, taken) = (
                paid.wrappingMultiply(share.kept), taken.wrappingMultiply(share.whole)
            )
            return paid > taken ? paid.wrappingSubtract(taken) : .zero
        }
        return Sale(
            pair: log.address,
            sold0: net(words[0], words[2]),
            sold1: net(words[1], words[3])
        )
    }
}
