import Agents
import Chain
import Contracts
import Primitives
import Simulation
import WideMath

/// Who gained and who lost by attacks: what each party had after a block, less what it would have
/// had without the attackers' transactions, from the same state.
///
/// Tokens are not lost: of each token the gains of all parties sum to zero, so what victims lost is
/// what attackers, arbitrageurs and pools gained. Only `Transfer` events of the scenario's tokens
/// count; the attackers' whole flows do, since without their transactions they have none.
public struct Redistribution: Sendable {
    /// What a party is, where attackers are concerned.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// It attacks.
        case attacker
        /// It brings pools to the outside price.
        case arbitrageur
        /// It is a pool.
        case pool
        /// It is anybody else: the vault and whoever trades.
        case victim
    }

    /// One party.
    public struct Party: Sendable, Hashable {
        /// The name of the agent, the pool or the vault; `others` for the rest.
        public let name: String
        /// What it is.
        public var kind: Kind
        /// Tokens gained, by the number of the asset, in smallest units.
        public var gains: [SignedAmount]
        /// What that was worth at each block's outside prices, in whole quote tokens of the first
        /// pool; before fees of the chain.
        public var value = 0.0
        /// Base fees of its transactions in blocks of attacks, in wei; of attackers only.
        public var burnt = Wei.zero
        /// What it paid the builder in those blocks, tips and payments, in wei; of attackers only.
        public var paidToBuilder = Wei.zero
    }

    /// The parties that gained or lost something.
    public private(set) var parties: [Party] = []
    /// The quote token of the first pool, which values are in.
    public let quote: TokenInfo?
    private let tokens: [TokenInfo]
    private let numbers: [Address: Int]
    private let names: [Address: (name: String, kind: Kind)]
    private let payments: BuilderPayments

    init(_ world: World) {
        tokens = world.tokens
        quote = world.pools.first?.quote
        payments = BuilderPayments(world)
        numbers = Dictionary(uniqueKeysWithValues: world.tokens.map { ($0.address, $0.index) })
        var names: [Address: (String, Kind)] = [:]
        for agent in world.wallets {
            let kind: Kind = agent.role == "arbitrageur" ? .arbitrageur : .victim
            for address in agent.addresses { names[address] = (agent.agent, kind) }
        }
        for pool in world.pools { names[pool.pair] = (pool.name, .pool) }
        if let vault = world.vault { names[vault.address] = ("vault", .victim) }
        self.names = names
    }

    /// What the parties of a kind gained together, in whole quote tokens.
    public func value(of kind: Kind) -> Double {
        parties.reduce(0) { $1.kind == kind ? $0 + $1.value : $0 }
    }

    /// What all gained together of each token: nothing.
    public var sums: [SignedAmount] {
        parties.reduce(into: tokens.map { _ in SignedAmount() }) { sums, party in
            for index in sums.indices { sums[index].add(party.gains[index]) }
        }
    }

    mutating func add(_ record: BlockRecord) {
        guard let without = record.counterfactuals.first else { return }
        var gains: [String: [SignedAmount]] = [:]
        flows(record.transactions, sign: true, &gains)
        flows(without.transactions, sign: false, &gains)
        for name in without.without where gains[name] == nil { gains[name] = nothing }
        let prices = record.observation.prices
        for (name, gained) in gains.sorted(by: { $0.key < $1.key }) {
            let isAttacker = without.without.contains(name)
            if !isAttacker, gained.allSatisfy(\.magnitude.isZero) { continue }
            let place = place(of: name)
            if isAttacker { parties[place].kind = .attacker }
            for index in gained.indices { parties[place].gains[index].add(gained[index]) }
            guard let quote else { continue }
            for token in tokens {
                parties[place].value +=
                    gained[token.index].asDouble / token.unit.asDouble * prices[token.index]
                    / prices[quote.index]
            }
        }
        for transaction in record.transactions
        where without.without.contains(transaction.pending.author) {
            pay(transaction, record)
        }
    }

    private var nothing: [SignedAmount] { tokens.map { _ in SignedAmount() } }

    private mutating func place(of name: String) -> Int {
        if let known = parties.firstIndex(where: { $0.name == name }) { return known }
        let kind = names.values.first { $0.name == name }?.kind ?? .victim
        parties.append(Party(name: name, kind: kind, gains: nothing))
        return parties.count - 1
    }

    private mutating func pay(_ transaction: IncludedTransaction, _ record: BlockRecord) {
        let receipt = transaction.receipt
        let burning = UInt256(receipt.gasUsed.units).wrappingMultiply(record.baseFee.raw)
        let tips = receipt.gasPaid.raw.wrappingSubtract(burning)
        let paid = tips.wrappingAdd(payments.payment(of: transaction).raw)
        let place = place(of: transaction.pending.author)
        parties[place].burnt = Wei(parties[place].burnt.raw.wrappingAdd(burning))
        parties[place].paidToBuilder = Wei(
            parties[place].paidToBuilder.raw.wrappingAdd(paid)
        )
    }

    private func flows(
        _ transactions: [IncludedTransaction],
        sign isAdded: Bool,
        _ gains: inout [String: [SignedAmount]]
    ) {
        for transaction in transactions {
            for log in transaction.receipt.logs {
                guard let transfer = TokenTransfer(log), let token = numbers[log.address] else {
                    continue
                }
                for (address, isIn) in [(transfer.from, false), (transfer.to, true)] {
                    let name = names[address]?.name ?? "others"
                    var own = gains[name] ?? nothing
                    if isIn == isAdded {
                        own[token].add(transfer.amount.raw)
                    } else {
                        own[token].subtract(transfer.amount.raw)
                    }
                    gains[name] = own
                }
            }
        }
    }
}
