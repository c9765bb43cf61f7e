import Chain
import Contracts
import Primitives
import WideMath

/// What a call of the vault that has succeeded should have done, by `docs/VAULT.md` and what the
/// books said before it.
struct SoakEffect {
    /// Shares or claims of somebody that became more or less.
    struct Change {
        let holder: Address
        let amount: UInt256
        let isGain: Bool
    }

    /// Tokens of an asset that the vault sent or was sent.
    struct Move {
        let asset: Int
        let from: Address
        let to: Address
        let amount: UInt256
    }

    var settlement = SoakFees.Settlement.none
    /// Whether the terms of performance changed, so that old gains are settled for good.
    var forgets = false
    /// Beside those for fees.
    var shares: [Change] = []
    var moves: [Move] = []
    /// Of each asset.
    var claims: [(asset: Int, change: Change)] = []
    /// Whether the vault traded in pools.
    var hasTraded = false
    /// Quote units that NAV may fall by beyond what the shares gone were worth.
    var slack = UInt256.zero
    /// What a slice or a bid has sold, in quote units.
    var turnover: UInt256?
    /// Whether a rebalance was opened.
    var opens = false
    /// Whether no asset's balance over shares may fall, whatever oracles say.
    var isInKind = false
    /// Whether the price may not fall either where NAV is rounded up: what deposits buy into.
    var isIn = false
}

/// A call that succeeded, with what there was before it and what it left behind.
struct SoakEvidence {
    let call: SoakCall
    /// The word that it returned.
    let word: UInt256
    let logs: [Log]
    let world: SoakWorld
    let before: SoakBooks
    /// The shares due for management alone before it.
    let management: UInt256

    /// The number of an asset.
    func asset(_ token: Address) -> Int? { world.assets.firstIndex { $0.token == token } }

    /// The events of a kind that the vault emitted.
    func events(_ topic: UInt256) -> [Log] {
        logs.filter { $0.address == SoakWorld.vault && $0.topics.first == topic }
    }

    /// The first word of an event's data.
    static func word(_ log: Log) -> UInt256 { UInt256(bigEndian: log.data.prefix(32)) ?? .zero }

    /// An amount's value in quote units, rounded down.
    func value(_ amount: UInt256, _ asset: Int) -> UInt256 {
        before.value(amount, asset, at: before.judged) ?? .max
    }

    /// What slippage may take of a value, rounded down.
    func slippage(of value: UInt256) -> UInt256 {
        value.times(before.limits.slippage.word, over: 10_000)
    }
}
