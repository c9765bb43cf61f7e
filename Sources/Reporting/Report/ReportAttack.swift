import Agents
import Chain
import Measures
import Primitives
import Simulation
import WideMath

/// A sandwich as a report shows it: its transactions, and what they did to the pool.
struct ReportAttack {
    /// A transaction from the first leg to the last that went through the attacked pool.
    struct Step {
        /// What it is: the front, the victim, the back, or one in between.
        let role: String
        /// Its place in the block, from 0.
        let place: Int
        /// Who sent it.
        let author: String
        /// What the pool was given, in words.
        let given: String
        /// What the pool gave, in words.
        let got: String
        /// The pool after it.
        let after: PoolPassage.State
        /// The gas it used.
        let gasUsed: UInt64
        /// Base and priority fee together, in ether.
        let fee: Double
    }

    /// The block.
    let block: UInt64
    /// The attacker's name.
    let attacker: String
    /// The victim's name.
    let victim: String
    /// Whether that is a rebalance of the vault.
    let isOnVault: Bool
    /// What it took, in words.
    let take: String
    /// The same in whole quote tokens of the first pool, at the block's outside price.
    let takeInQuote: Double
    /// Fees of both legs, in ether.
    let fee: Double
    /// The pool that the first leg traded with; nothing where its log does not say.
    let pool: PoolInfo?
    /// The pool before the first leg.
    let before: PoolPassage.State?
    /// What went through the pool, in order.
    let steps: [Step]

    /// Whether an attack is around a rebalance of the vault.
    static func isOnVault(_ attack: SandwichMeasures.Attack, _ record: BlockRecord) -> Bool {
        record.transactions.contains {
            $0.index == attack.victimPlace && $0.pending.purpose == .rebalance
        }
    }

    /// Whether it comes before another in a report: those around the vault's trades do, and among
    /// the others those that took more.
    func precedes(_ other: ReportAttack) -> Bool {
        isOnVault == other.isOnVault ? takeInQuote > other.takeInQuote : isOnVault
    }

    /// Reads an attack's block.
    init(_ attack: SandwichMeasures.Attack, _ record: BlockRecord, _ world: World) {
        block = attack.block
        attacker = attack.attacker
        isOnVault = Self.isOnVault(attack, record)
        victim = isOnVault ? "the vault, by \(attack.victim)" : attack.victim
        let unit = attack.token.unit.asDouble
        take = ReportText.amount(attack.take.asDouble / unit) + " \(attack.token.name)"
        takeInQuote = attack.takeInQuote
        fee = attack.gasPaid.raw.asDouble / 1e18
        let legs = record.transactions.filter { attack.legs.contains($0.index) }
        let pool = legs.first.flatMap { front in
            world.pools.first { PoolPassage(front.receipt.logs, of: $0) != nil }
        }
        self.pool = pool
        guard let pool else {
            before = nil
            steps = []
            return
        }
        let passages = legs.compactMap { leg in
            PoolPassage(leg.receipt.logs, of: pool).map { (leg, $0) }
        }
        before = passages.first?.1.before
        steps = passages.map { leg, passage in
            let role =
                switch leg.index {
                case attack.legs.lowerBound: "front"
                case attack.legs.upperBound: "back"
                case attack.victimPlace: "victim"
                default: "in between"
                }
            return Step(
                role: role,
                place: leg.index,
                author: leg.pending.author,
                given: passage.given,
                got: passage.got,
                after: passage.after,
                gasUsed: leg.receipt.gasUsed.units,
                fee: leg.receipt.gasPaid.raw.asDouble / 1e18
            )
        }
    }
}
