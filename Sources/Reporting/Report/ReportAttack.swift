import Agents
import Chain
import Simulation
import WideMath

/// An attack as a report shows it: its transactions, and what they did to the pool.
struct ReportAttack {
    /// A transaction of the attacker's or the victim's, or one between them that went through the
    /// attacked pool.
    struct Step {
        /// What it is: the front, the victim, the back, or one in between.
        let role: String
        /// Its place in the block, from 0.
        let place: Int
        /// Who sent it.
        let author: String
        /// What the pool was given, in words.
        let given: String
        /// What the pool gave, in words; or why nothing happened.
        let got: String
        /// The pool after it; nothing where it did not move the pool.
        let after: PoolPassage.State?
        /// The gas it used.
        let gasUsed: UInt64
        /// Base and priority fee together, in ether.
        let fee: Double
    }

    /// How many transactions of one attack are shown.
    private static let stepsMost = 12

    /// The block.
    let block: UInt64
    /// What it is.
    let kind: AttackKind
    /// The attacker's name.
    let attacker: String
    /// Who was attacked; nothing where that is nobody's transaction.
    let victim: String?
    /// Whether that is a rebalance of the vault.
    let isOnVault: Bool
    /// What the attacker gained, in words.
    let gain: String
    /// The same in whole quote tokens of the first pool, at the block's outside price.
    let gainInQuote: Double
    /// Fees of the attacker's transactions, in ether.
    let fee: Double
    /// The pool that was attacked; nothing where no log says.
    let pool: PoolInfo?
    /// The pool before the first transaction.
    let before: PoolPassage.State?
    /// What went through the pool, in order.
    let steps: [Step]

    /// Reads an attack's block.
    init(_ found: FoundAttack, _ record: BlockRecord, _ world: World) {
        block = record.number
        kind = found.kind
        attacker = found.own[0].pending.author
        isOnVault = found.isOnVault
        victim = found.victim.map {
            found.isOnVault ? "the vault, by \($0.pending.author)" : $0.pending.author
        }
        gain = found.gains.map { ReportText.amount($0.amount, of: $0.token) }
            .joined(separator: ReportText.separator)
        gainInQuote = found.gainInQuote
        fee = found.own.reduce(0) { $0 + $1.receipt.gasPaidInEther }
        let parties = found.own + (found.victim.map { [$0] } ?? [])
        let pool = parties.lazy.compactMap { party in
            world.pools.first { PoolPassage(party.receipt.logs, of: $0) != nil }
        }.first
        self.pool = pool
        let places = parties.map(\.index)
        let span = (places.min() ?? 0)...(places.max() ?? 0)
        var before: PoolPassage.State?
        var steps: [Step] = []
        for leg in record.transactions where span.contains(leg.index) {
            let passage = pool.flatMap { PoolPassage(leg.receipt.logs, of: $0) }
            guard passage != nil || places.contains(leg.index) else { continue }
            before = before ?? passage?.before
            let isVictim = leg.index == found.victim?.index
            let isOwn = !isVictim && places.contains(leg.index)
            steps.append(
                Step(
                    role: isVictim
                        ? "victim" : isOwn ? AttackKind.role(leg.pending.purpose) : "in between",
                    place: leg.index,
                    author: leg.pending.author,
                    given: passage?.given ?? "",
                    got: passage?.got ?? leg.receipt.status.label ?? "",
                    after: passage?.after,
                    gasUsed: leg.receipt.gasUsed.units,
                    fee: leg.receipt.gasPaidInEther
                )
            )
        }
        self.before = before
        self.steps = Array(steps.prefix(Self.stepsMost))
    }
}
