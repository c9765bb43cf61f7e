import Agents
import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Measures
import Primitives
import Simulation
import WideMath

/// Reads the sheet of an engine's draft by executing it on a fork with its gas traced.
struct SheetReader {
    let engine: Engine
    let draft: BlockDraft
    let names: NameBook
    /// The bundles, with what each pays for a unit of gas.
    let bundles: [(bundle: Bundle, price: Wei)]
    /// Whether the order is not the policy's.
    let isFork: Bool
    private let machine: Machine
    private(set) var transactions: [TransactionSheet] = []
    private(set) var pools: [PoolSheet] = []
    /// Why those that are not in the block are not, by number of arrival.
    private(set) var absent: [UInt64: Standing] = [:]

    /// Reads a block as the builder would build it, or with some transactions in a given order;
    /// nothing where the engine has no draft.
    ///
    /// `measures` are those of the blocks before.
    static func read(
        _ engine: Engine,
        _ measures: RunMeasures,
        order: [PendingTransaction]?
    ) -> BlockSheet? {
        guard let draft = engine.draft, let before = engine.observedBefore else { return nil }
        var reader = SheetReader(engine, draft, isFork: order != nil)
        guard let record = reader.execute(order) else { return nil }
        return reader.sheet(of: record, measures, before)
    }

    private init(_ engine: Engine, _ draft: BlockDraft, isFork: Bool) {
        self.engine = engine
        self.draft = draft
        self.isFork = isFork
        names = NameBook(engine.world)
        machine = engine.world.machine
        let (builder, machine) = (engine.builder, engine.world.machine)
        let waiting = draft.waiting
        bundles = draft.bundles.map { bundle in
            (bundle, builder.price(of: bundle, among: waiting, on: machine))
        }
        pools = engine.world.pools.map { pool in
            let reserves = pool.reserves(on: machine)
            let start = PoolSheet.Point(place: nil, base: reserves.base, quote: reserves.quote)
            return PoolSheet(pool: pool, points: [start])
        }
    }

    // MARK: Executing

    private mutating func execute(_ order: [PendingTransaction]?) -> BlockRecord? {
        machine.tracesGas = true
        defer { machine.tracesGas = false }
        var transactions: [TransactionSheet] = []
        var pools = pools
        var absent: [UInt64: Standing] = [:]
        let candidates = order ?? draft.waiting
        let record = engine.rehearse(order) { included in
            transactions.append(sheet(included))
            for index in pools.indices {
                let reserves = pools[index].pool.reserves(on: machine)
                let last = pools[index].after
                guard reserves.base != last.base || reserves.quote != last.quote else { continue }
                pools[index].points.append(
                    PoolSheet.Point(
                        place: included.index,
                        base: reserves.base,
                        quote: reserves.quote
                    )
                )
            }
        } finally: { built in
            let held = Set(built.transactions.map(\.pending.arrival))
            let refused = Dictionary(
                built.refused.map { ($0.pending.arrival, $0.reason) },
                uniquingKeysWith: { first, _ in first }
            )
            for pending in candidates where !held.contains(pending.arrival) {
                absent[pending.arrival] =
                    refused[pending.arrival].map { Standing.invalid($0) }
                    ?? engine.builder.absence(of: pending, from: built.transactions, on: machine)
            }
        }
        explain(&transactions)
        self.transactions = transactions
        self.pools = pools
        self.absent = absent
        return record
    }

    private func sheet(_ included: IncludedTransaction) -> TransactionSheet {
        let pending = included.pending
        let transaction = pending.transaction
        let bill = GasBill(
            of: transaction,
            fork: machine.fork,
            execution: machine.gasLines,
            refund: included.receipt.gasRefund
        )
        // First all, then their names: looking names up may enter cells.
        var entries: [(Address, StorageEntry)] = []
        var firsts: [(account: Address, before: Wei)] = []
        machine.state.forEachChangedEntry { entries.append((address(of: $0.account), $0)) }
        machine.state.forEachBalanceChange { account, before in
            let address = address(of: account)
            if !firsts.contains(where: { $0.account == address }) {
                firsts.append((address, before))
            }
        }
        let slots = entries.map { SlotChange($1, of: $0, names) }
        let ether = firsts.compactMap { first -> TransactionSheet.EtherChange? in
            let after = machine.state.balance(of: machine.state.account(first.account))
            if after == first.before { return nil }
            return TransactionSheet.EtherChange(
                address: first.account,
                account: names.name(first.account),
                before: first.before,
                after: after
            )
        }
        return TransactionSheet(
            included: included,
            from: names.name(pending.sender),
            to: transaction.to.map { names.name($0) },
            function: names.function(FunctionCatalog.selector(of: transaction.data)),
            recovered: pending.signed.recoverSender(),
            standing: "",
            tip: tip(of: pending) ?? .zero,
            bill: bill,
            billTexts: bill.lines.map { $0.text(names) },
            slots: slots,
            ether: ether,
            events: included.receipt.logs.map { log in DecodedEvent(log) { names.name($0) } },
            swaps: swaps(of: included),
            victim: pending.purpose.victim
        )
    }

    private func address(of account: AccountIndex) -> Address {
        machine.state.address(of: account)
    }

    /// What the builder would earn for a unit of gas; nothing below the base fee.
    func tip(of pending: PendingTransaction) -> Wei? {
        PriorityFeeOrder.effectivePriorityFee(pending.transaction, baseFee: draft.baseFee)
    }

    /// Says of each transaction why it stands there, now that it is known which bundles are in.
    private func explain(_ transactions: inout [TransactionSheet]) {
        let context = OrderingContext(number: draft.number, baseFee: draft.baseFee)
        let places = Set(transactions.map(\.pending.arrival))
        let taken = bundles.filter { offer in
            offer.bundle.transactions.allSatisfy { places.contains($0.arrival) }
        }
        for index in transactions.indices {
            let pending = transactions[index].pending
            let bundle = taken.first { offer in
                offer.bundle.transactions.contains { $0.arrival == pending.arrival }
            }
            let standing: Standing =
                isFork
                ? .placed : engine.builder.policy.standing(of: pending, in: bundle, context)
            var text = standing.text
            if standing == .arrival || standing == .cleared || standing == .sequenced {
                text += ", sent at \(Figures.since(draft.opens, pending.sentAt)) ms"
            }
            if case .fee(let tip) = standing, index > 0 {
                let last = transactions[index - 1]
                if last.pending.sender == pending.sender, last.tip < tip {
                    // A dearer one behind a cheaper one: its sender's earlier nonce came no sooner.
                    text += "; its sender's nonce \(last.transaction.nonce) had to come first"
                } else if last.tip == tip, last.pending.sender != pending.sender {
                    text += "; no \(last.pending.arrival) pays the same and came first"
                }
            }
            transactions[index].standing = text
        }
    }

    private func swaps(of included: IncludedTransaction) -> [TransactionSheet.Swap] {
        SwapTrace.swaps(of: [PublicTransaction(included)]).map { swap in
            TransactionSheet.Swap(
                pool: names.name(swap.pair),
                tokenIn: swap.tokenIn,
                amountIn: swap.amountIn.raw,
                tokenOut: swap.tokenOut,
                amountOut: swap.amountOut.raw
            )
        }
    }
}
