import Agents
import Chain
import Contracts
import Measures
import Primitives
import Simulation
import WideMath

/// An attack in a block: one agent's transactions around one of another's.
struct FoundAttack {
    /// What it is.
    let kind: AttackKind
    /// The attacker's transactions, in order; at least one.
    private(set) var own: [IncludedTransaction]
    /// Whom they aim at; nothing where they aim at nobody's transaction, or it is not in the block.
    private(set) var victim: IncludedTransaction?
    /// What they brought the attacker, in whole tokens; what they cost is below zero.
    private(set) var gains: [(token: TokenInfo, amount: Double)] = []
    /// The same in whole quote tokens of the first pool, at the block's outside prices.
    private(set) var gainInQuote = 0.0

    /// Whether it aims at a rebalance of the vault.
    var isOnVault: Bool { victim?.pending.purpose == .rebalance }

    /// Whether it comes before another in a report: those around the vault's trades do, and among
    /// the others those that gained more.
    func precedes(_ other: ReportAttack) -> Bool {
        isOnVault == other.isOnVault ? gainInQuote > other.gainInQuote : isOnVault
    }

    /// The attacks of a block: sandwiches with both legs, as the measures have them, then all
    /// others in the order of their first transactions.
    static func all(
        in record: BlockRecord,
        _ sandwiches: [SandwichMeasures.Attack],
        _ tokens: [TokenInfo],
        quote: TokenInfo?
    ) -> [FoundAttack] {
        var found: [FoundAttack] = sandwiches.map { sandwich in
            var attack = FoundAttack(
                kind: .sandwich,
                own: record.transactions.filter {
                    [sandwich.legs.lowerBound, sandwich.legs.upperBound].contains($0.index)
                }
            )
            attack.victim = record.transactions.first { $0.index == sandwich.victimPlace }
            let amount = sandwich.take.asDouble / sandwich.token.unit.asDouble
            attack.gains = [(sandwich.token, amount)]
            attack.gainInQuote = sandwich.takeInQuote
            return attack
        }
        for transaction in record.transactions {
            let purpose = transaction.pending.purpose
            guard let kind = AttackKind(purpose), kind != .sandwich else { continue }
            let known = found.firstIndex {
                let first = $0.own[0].pending
                return $0.kind == kind && first.author == transaction.pending.author
                    && first.purpose.victim == purpose.victim
            }
            if let known {
                found[known].own.append(transaction)
            } else {
                found.append(FoundAttack(kind: kind, own: [transaction]))
            }
        }
        for place in found.indices where found[place].kind != .sandwich {
            found[place].complete(record, tokens, quote)
        }
        return found
    }

    private init(kind: AttackKind, own: [IncludedTransaction]) {
        self.kind = kind
        self.own = own
    }

    /// Finds whom it aims at, and what it gained: the transfers from and to its senders.
    private mutating func complete(
        _ record: BlockRecord,
        _ tokens: [TokenInfo],
        _ quote: TokenInfo?
    ) {
        if let hash = own[0].pending.purpose.victim {
            victim = record.transactions.first { $0.pending.signed.signingHash == hash }
        }
        for token in tokens {
            var flow = SignedAmount()
            for transaction in own {
                for log in transaction.receipt.logs where log.address == token.address {
                    guard let transfer = TokenTransfer(log) else { continue }
                    if transfer.to == transaction.pending.sender { flow.add(transfer.amount.raw) }
                    if transfer.from == transaction.pending.sender {
                        flow.subtract(transfer.amount.raw)
                    }
                }
            }
            if flow.magnitude.isZero { continue }
            let amount = flow.asDouble / token.unit.asDouble
            gains.append((token, amount))
            guard let quote else { continue }
            let prices = record.observation.prices
            gainInQuote += amount * prices[token.index] / prices[quote.index]
        }
    }
}
