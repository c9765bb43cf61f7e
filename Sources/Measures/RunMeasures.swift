import Agents
import Chain
import Contracts
import Primitives
import Scenarios
import Simulation
import WideMath

/// What a run amounts to, added up block by block.
///
/// Each number is defined in docs/MEASURES.md. What cannot be computed yet is absent, never zero.
public struct RunMeasures: Sendable {
    /// Transactions by how they ended.
    public struct Transactions: Hashable, Sendable {
        /// In a block, reverted and halted ones too.
        public var included: UInt64 = 0
        /// In a block, but undone by the contract.
        public var reverted: UInt64 = 0
        /// In a block, but undone for want of gas or worse.
        public var halted: UInt64 = 0
        /// Never in a block: invalid, refused by the mempool, or waited too long.
        public var rejected: UInt64 = 0
    }

    /// What an agent did and paid.
    public struct Party: Sendable {
        /// The agent's name.
        public let name: String
        /// The agent's role, as the scenario writes it.
        public let role: String
        /// Its transactions in blocks.
        public var included: UInt64 = 0
        /// Those of them that failed.
        public var failed: UInt64 = 0
        /// Base and priority fees, in wei.
        public var gasPaid = Wei.zero
        /// What it paid the builder beside tips, in wei.
        public var payments = Wei.zero
        /// Tokens in less tokens out, by the number of the asset, in smallest units.
        public var flows: [SignedAmount]
    }

    /// The tokens, whose flows parties have.
    public let tokens: [TokenInfo]
    /// The scenario's blocks so far.
    public private(set) var blocks: UInt64 = 0
    /// Transactions by how they ended.
    public private(set) var transactions = Transactions()
    /// Gas used by all blocks.
    public private(set) var gasUsed: UInt64 = 0
    /// Base fees burnt.
    public private(set) var burnt = Wei.zero
    /// Priority fees paid to the coinbase.
    public private(set) var priority = Wei.zero
    /// What each agent did, in the scenario's order.
    public private(set) var parties: [Party]
    /// The vault's part, if there is a vault.
    public private(set) var vault: VaultMeasures?
    /// What sandwichers took.
    public private(set) var sandwiches: SandwichMeasures
    /// Who gained and lost by attacks.
    public private(set) var redistribution: Redistribution
    /// How deep the pools were.
    public private(set) var liquidity: LiquidityMeasures
    /// Whether what should always hold did.
    public private(set) var always: AlwaysMeasures
    /// How much of it a detector sees from logs alone.
    public private(set) var detector = DetectorMeasures()
    /// How each provider of liquidity fared, in the scenario's order.
    public private(set) var providers: [ProviderMeasures]
    /// Invariants that did not hold.
    public private(set) var violations: [Violation] = []
    /// What there was to see before the first block.
    public let start: Observation
    /// What there was to see at the end of the last block.
    public private(set) var end: Observation
    /// What all paid the coinbase beside priority fees.
    public private(set) var payments = Wei.zero
    private let builder: BuilderPayments
    private let tokenNumbers: [Address: Int]
    private let partyNumbers: [Address: Int]

    /// Measures of a world before its first block.
    public init(_ world: World, start: Observation) {
        self.start = start
        end = start
        builder = BuilderPayments(world)
        tokens = world.tokens
        parties = world.wallets.map {
            Party(
                name: $0.agent,
                role: $0.role,
                flows: Array(repeating: SignedAmount(), count: world.tokens.count)
            )
        }
        var partyNumbers: [Address: Int] = [:]
        for (number, wallets) in world.wallets.enumerated() {
            for address in wallets.addresses { partyNumbers[address] = number }
        }
        self.partyNumbers = partyNumbers
        var tokenNumbers: [Address: Int] = [:]
        for token in world.tokens { tokenNumbers[token.address] = token.index }
        self.tokenNumbers = tokenNumbers
        sandwiches = SandwichMeasures(world)
        redistribution = Redistribution(world)
        liquidity = LiquidityMeasures(world, start: start)
        always = AlwaysMeasures(world.scenario)
        providers = ProviderMeasures.all(world, start: start)
        vault = world.vault.flatMap { info in
            start.vault.map { VaultMeasures(world, info, start: start, $0) }
        }
    }

    /// Adds a block.
    public mutating func add(_ record: BlockRecord) {
        blocks += 1
        gasUsed += record.gasUsed.units
        transactions.rejected += UInt64(
            record.refused.count + record.expired.count + record.rejected.count
        )
        // By numbers, here and below: a copy of a transaction or a log costs more than a look.
        for place in record.transactions.indices { add(record.transactions[place], record) }
        sandwiches.add(record)
        detector.add(
            record.transactions.map { PublicTransaction($0) },
            truth: sandwiches.last,
            cycles: places(in: record) { purpose in
                switch purpose {
                case .cyclicArbitrage, .backrun: true
                default: false
                }
            },
            copies: places(in: record) { purpose in
                if case .copycat = purpose { true } else { false }
            }
        )
        redistribution.add(record)
        liquidity.add(record)
        always.add(record)
        for index in providers.indices { providers[index].add(record) }
        vault?.add(record)
        violations += record.violations
        end = record.observation
    }

    /// Adds what the lines of `always` about measures were compared with, after the last block.
    public mutating func judgeAlways(by reading: (Expectation) -> AlwaysMeasures.Reading) {
        always.judge(block: blocks, by: reading)
    }

    /// The places of transactions that succeeded and were meant for something.
    private func places(in record: BlockRecord, for isMeant: (Purpose) -> Bool) -> Set<Int> {
        var places: Set<Int> = []
        for place in record.transactions.indices
        where isMeant(record.transactions[place].pending.purpose)
            && record.transactions[place].receipt.status == .success
        {
            places.insert(record.transactions[place].index)
        }
        return places
    }

    private mutating func add(_ transaction: IncludedTransaction, _ record: BlockRecord) {
        transactions.included += 1
        let receipt = transaction.receipt
        switch receipt.status {
        case .success: break
        case .reverted: transactions.reverted += 1
        case .halted: transactions.halted += 1
        }
        let paid = receipt.gasPaid
        let burning = UInt256(receipt.gasUsed.units).wrappingMultiply(record.baseFee.raw)
        burnt = Wei(burnt.raw.wrappingAdd(burning))
        priority = Wei(priority.raw.wrappingAdd(paid.raw.wrappingSubtract(burning)))
        let payment = builder.payment(of: transaction).raw
        payments = Wei(payments.raw.wrappingAdd(payment))
        guard let number = partyNumbers[transaction.pending.sender] else { return }
        parties[number].payments = Wei(parties[number].payments.raw.wrappingAdd(payment))
        parties[number].included += 1
        if receipt.status != .success { parties[number].failed += 1 }
        parties[number].gasPaid = Wei(parties[number].gasPaid.raw.wrappingAdd(paid.raw))
        for entry in receipt.logs.indices {
            guard let transfer = TokenTransfer(receipt.logs[entry]),
                let token = tokenNumbers[receipt.logs[entry].address]
            else { continue }
            if let from = partyNumbers[transfer.from] {
                parties[from].flows[token].subtract(transfer.amount.raw)
            }
            if let to = partyNumbers[transfer.to] {
                parties[to].flows[token].add(transfer.amount.raw)
            }
        }
    }
}

extension Receipt {
    /// Base and priority fee together, in wei.
    public var gasPaid: Wei {
        Wei(UInt256(gasUsed.units).wrappingMultiply(effectiveGasPrice.raw))
    }

    /// The same in whole tokens of an asset; `ether` is the number of the asset of its price.
    func gasCost(ether: Int, in asset: TokenInfo, _ prices: [Double]) -> Double {
        gasPaid.raw.asDouble / 1e18 * prices[ether] / prices[asset.index]
    }
}
