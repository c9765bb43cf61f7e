import Agents
import Chain
import Contracts
import Primitives
import Simulation
import WideMath

/// What sandwichers took, by the ground truth of their own intents.
public struct SandwichMeasures: Sendable {
    /// One sandwich whose two legs were in one block.
    public struct Attack: Sendable {
        /// The block.
        public let block: UInt64
        /// The attacker's name.
        public let attacker: String
        /// The victim's name.
        public let victim: String
        /// The token that went in first and came out last.
        public let token: TokenInfo
        /// What came out less what went in, in the token's smallest units.
        public let take: SignedAmount
        /// The same at the block's outside price, in whole quote tokens of the first pool.
        public let takeInQuote: Double
        /// Base and priority fees of both legs, in wei.
        public let gasPaid: Wei
        /// The places in the block of its first leg and its last.
        public let legs: ClosedRange<Int>
        /// The victim's place in the block; nothing if it is not there.
        public let victimPlace: Int?
    }

    /// Sandwiches with both legs done.
    public private(set) var attacks: UInt64 = 0
    /// Those around a rebalance of the vault.
    public private(set) var attacksOnVault: UInt64 = 0
    /// What all took, in whole quote tokens at each block's outside price; before gas.
    public private(set) var take = 0.0
    /// What those on the vault took.
    public private(set) var takeFromVault = 0.0
    /// Fees of all legs, failed ones too, in wei.
    public private(set) var gasPaid = Wei.zero
    /// The same in whole quote tokens; nothing where no asset is ether.
    public private(set) var gasCost: Double?
    /// The attacks of the last block added.
    public private(set) var last: [Attack] = []
    /// Whether any agent is a sandwicher at all.
    public let isSought: Bool
    /// What takes are valued in: the quote token of the first pool.
    public let quote: TokenInfo?
    private let tokens: [TokenInfo]
    private let etherAsset: Int?

    init(_ world: World) {
        isSought = world.wallets.contains { $0.role == "sandwicher" }
        quote = world.pools.first?.quote
        tokens = world.tokens
        etherAsset = world.etherAsset
        gasCost = world.etherAsset == nil ? nil : 0
    }

    mutating func add(_ record: BlockRecord) {
        last = []
        var fronts: [(victim: Hash32, leg: IncludedTransaction)] = []
        for leg in record.transactions {
            switch leg.pending.purpose {
            case .sandwichFront(let victim):
                payGas(leg, record)
                fronts.append((victim, leg))
            case .sandwichBack(let victim):
                payGas(leg, record)
                guard
                    let front = fronts.first(where: {
                        $0.victim == victim && $0.leg.pending.sender == leg.pending.sender
                    })?.leg,
                    let attack = attack(front, leg, victim, record)
                else { continue }
                count(attack, of: victim, record)
            default: continue
            }
        }
    }

    private mutating func count(_ attack: Attack, of victim: Hash32, _ record: BlockRecord) {
        attacks += 1
        take += attack.takeInQuote
        let isVaults = record.transactions.contains {
            $0.pending.signed.signingHash == victim && $0.pending.purpose == .rebalance
        }
        if isVaults {
            attacksOnVault += 1
            takeFromVault += attack.takeInQuote
        }
        last.append(attack)
    }

    private mutating func payGas(_ leg: IncludedTransaction, _ record: BlockRecord) {
        gasPaid = Wei(gasPaid.raw.wrappingAdd(leg.receipt.gasPaid.raw))
        guard let etherAsset, let quote else { return }
        let prices = record.observation.prices
        gasCost = (gasCost ?? 0) + leg.receipt.gasCost(ether: etherAsset, in: quote, prices)
    }

    /// The net flow of the attacker over both legs, in the token that went in first.
    private func attack(
        _ front: IncludedTransaction,
        _ back: IncludedTransaction,
        _ victim: Hash32,
        _ record: BlockRecord
    ) -> Attack? {
        guard front.receipt.status == .success, back.receipt.status == .success,
            front.index < back.index
        else { return nil }
        let attacker = front.pending.sender
        var flows: [Address: SignedAmount] = [:]
        var first: Address?
        for log in front.receipt.logs + back.receipt.logs {
            guard let transfer = TokenTransfer(log) else { continue }
            if transfer.from == attacker {
                if first == nil { first = log.address }
                flows[log.address, default: SignedAmount()].subtract(transfer.amount.raw)
            } else if transfer.to == attacker {
                flows[log.address, default: SignedAmount()].add(transfer.amount.raw)
            }
        }
        guard let first, let take = flows[first], let quote,
            let token = tokens.first(where: { $0.address == first })
        else { return nil }
        let prices = record.observation.prices
        let inQuote =
            take.asDouble / token.unit.asDouble * prices[token.index] / prices[quote.index]
        let around = record.transactions.first { $0.pending.signed.signingHash == victim }
        let gas = front.receipt.gasPaid.raw.wrappingAdd(back.receipt.gasPaid.raw)
        return Attack(
            block: record.number,
            attacker: front.pending.author,
            victim: around?.pending.author ?? "?",
            token: token,
            take: take,
            takeInQuote: inQuote,
            gasPaid: Wei(gas),
            legs: front.index...back.index,
            victimPlace: around?.index
        )
    }
}
