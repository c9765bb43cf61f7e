import Primitives
import Signing

/// What the author of a transaction means by it: ground truth for measures and detectors.
///
/// No contract and no other agent sees it.
public enum Purpose: Hashable, Sendable {
    /// An exchange for its own sake.
    case trade
    /// Brings a pool back to the outside price.
    case arbitrage
    /// A keeper's rebalance of the vault.
    case rebalance
    /// A keeper's other work for the vault: opening, raising and closing an auction, halting it.
    case upkeep
    /// A bid in an auction of the vault.
    case bid
    /// A change by the vault's owner, announced or carried out.
    case ownerChange
    /// An observation of a pool's average price, or of momentum.
    case observation
    /// A new oracle answer.
    case oracleUpdate
    /// Everybody else's use of block space.
    case blockSpace
    /// A cycle of swaps that gains by itself.
    case cyclicArbitrage
    /// The same right behind the transaction with this signing hash, which made it possible.
    case backrun(victim: Hash32)
    /// Liquidity for the swap with this signing hash alone.
    case jitMint(victim: Hash32)
    /// The same liquidity taken out again.
    case jitBurn(victim: Hash32)
    /// A copy of the transaction with this signing hash.
    case copycat(original: Hash32)
    /// Gas burnt to keep others out.
    case stuffing
    /// A swap that makes the rebalance with this signing hash fail.
    case griefFront(victim: Hash32)
    /// The same swap back.
    case griefBack(victim: Hash32)
    /// A swap that moves a pool for whoever reads its price.
    case oraclePush
    /// The same swap back.
    case oracleRestore
    /// The first leg of a sandwich around the victim with this signing hash.
    case sandwichFront(victim: Hash32)
    /// The last leg of a sandwich around the victim with this signing hash.
    case sandwichBack(victim: Hash32)
    /// What a bundle pays the builder for its place.
    case payment
    /// Liquidity brought to a pool, to stay there.
    case provision
    /// Liquidity taken out of a pool.
    case withdrawal
    /// The collateral of a position that is closed by others, sold.
    case liquidation

    /// The signing hash of the transaction that it aims at, if there is one.
    public var victim: Hash32? {
        switch self {
        case .sandwichFront(let victim), .sandwichBack(let victim), .backrun(let victim),
            .jitMint(let victim), .jitBurn(let victim), .griefFront(let victim),
            .griefBack(let victim), .copycat(let victim):
            victim
        default: nil
        }
    }

    /// Whether it takes from others by where it stands: what counts as MEV, and is left out where
    /// a block is re-executed without attackers.
    ///
    /// Arbitrage is none, behind others or not: it brings prices together whoever came before it.
    public var isAttack: Bool {
        switch self {
        case .sandwichFront, .sandwichBack, .payment, .jitMint, .jitBurn, .copycat, .stuffing,
            .griefFront, .griefBack, .oraclePush, .oracleRestore:
            true
        case .trade, .arbitrage, .rebalance, .upkeep, .bid, .ownerChange, .observation,
            .oracleUpdate, .blockSpace, .cyclicArbitrage, .backrun, .provision, .withdrawal,
            .liquidation:
            false
        }
    }

    /// A short name for records.
    public var label: String {
        switch self {
        case .trade: "trade"
        case .arbitrage: "arbitrage"
        case .rebalance: "rebalance"
        case .upkeep: "upkeep"
        case .bid: "bid"
        case .ownerChange: "owner_change"
        case .observation: "observation"
        case .oracleUpdate: "oracle_update"
        case .blockSpace: "block_space"
        case .cyclicArbitrage: "cyclic_arbitrage"
        case .backrun: "backrun"
        case .jitMint: "jit_mint"
        case .jitBurn: "jit_burn"
        case .copycat: "copycat"
        case .stuffing: "stuffing"
        case .griefFront: "grief_front"
        case .griefBack: "grief_back"
        case .oraclePush: "oracle_push"
        case .oracleRestore: "oracle_restore"
        case .sandwichFront: "sandwich_front"
        case .sandwichBack: "sandwich_back"
        case .payment: "payment"
        case .provision: "provision"
        case .withdrawal: "withdrawal"
        case .liquidation: "liquidation"
        }
    }
}

/// A transaction that waits for a block.
///
/// Its parts are kept in one place, which copies share: a block's transactions are passed on many
/// times, from the mempool to the measures.
public struct PendingTransaction: Hashable, Sendable {
    private let parts: Parts

    private final class Parts: Sendable {
        let signed: SignedTransaction
        let sender: Address
        let arrival: UInt64
        let arrivalBlock: UInt64
        let sentAt: UInt64
        let channel: Channel
        let author: String
        let purpose: Purpose

        init(
            _ signed: SignedTransaction,
            _ sender: Address,
            arrival: UInt64,
            block: UInt64,
            sentAt: UInt64,
            _ channel: Channel,
            author: String,
            _ purpose: Purpose
        ) {
            self.signed = signed
            self.sender = sender
            self.arrival = arrival
            arrivalBlock = block
            self.sentAt = sentAt
            self.channel = channel
            self.author = author
            self.purpose = purpose
        }
    }

    /// Makes a pending transaction.
    public init(
        signed: SignedTransaction,
        sender: Address,
        arrival: UInt64,
        arrivalBlock: UInt64,
        sentAt: UInt64 = 0,
        channel: Channel = .mempool,
        author: String,
        purpose: Purpose
    ) {
        parts = Parts(
            signed,
            sender,
            arrival: arrival,
            block: arrivalBlock,
            sentAt: sentAt,
            channel,
            author: author,
            purpose
        )
    }

    /// The transaction.
    public var signed: SignedTransaction { parts.signed }
    /// Who sent it, recovered from the signature.
    public var sender: Address { parts.sender }
    /// How many transactions the mempool had taken before it.
    public var arrival: UInt64 { parts.arrival }
    /// The number of the block that was next when it arrived.
    public var arrivalBlock: UInt64 { parts.arrivalBlock }
    /// When it was sent, in milliseconds since the start of the run.
    public var sentAt: UInt64 { parts.sentAt }
    /// By which way it came, and so who may see it.
    public var channel: Channel { parts.channel }
    /// The name of the agent that sent it.
    public var author: String { parts.author }
    /// What the agent means by it.
    public var purpose: Purpose { parts.purpose }
    /// What is asked.
    public var transaction: Transaction { parts.signed.transaction }

    /// Whether it comes before another of the same rank: sent earlier, or taken earlier by the
    /// mempool, or of the lower signing hash.
    public func arrived(before other: Self) -> Bool {
        if sentAt != other.sentAt { return sentAt < other.sentAt }
        if arrival != other.arrival { return arrival < other.arrival }
        return signed.signingHash < other.signed.signingHash
    }

    /// Whether all parts are the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.parts === right.parts
            || left.signed == right.signed && left.sender == right.sender
                && left.arrival == right.arrival && left.arrivalBlock == right.arrivalBlock
                && left.sentAt == right.sentAt && left.channel == right.channel
                && left.author == right.author && left.purpose == right.purpose
    }

    /// Hashes what tells transactions of one mempool apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(arrival)
        hasher.combine(sender)
        hasher.combine(transaction.nonce)
    }
}
