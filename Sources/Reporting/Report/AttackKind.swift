import Chain

/// What an attack is, by what its transactions were meant for.
enum AttackKind: String {
    /// A swap before another's, and the same swap back behind it.
    case sandwich
    /// Liquidity for a single swap.
    case justInTime = "just-in-time liquidity"
    /// Another's transaction, sent for oneself.
    case copy
    /// A swap that makes a rebalance fail.
    case griefing
    /// A swap for whoever reads the pool's price.
    case pricePush = "price push"
    /// Gas burnt to keep others out.
    case stuffing

    /// The kind of a purpose; nothing for what attacks nobody.
    init?(_ purpose: Purpose) {
        switch purpose {
        case .sandwichFront, .sandwichBack: self = .sandwich
        case .jitMint, .jitBurn: self = .justInTime
        case .copycat: self = .copy
        case .griefFront, .griefBack: self = .griefing
        case .oraclePush, .oracleRestore: self = .pricePush
        case .stuffing: self = .stuffing
        default: return nil
        }
    }

    /// What one transaction of an attack is.
    static func role(_ purpose: Purpose) -> String {
        switch purpose {
        case .sandwichFront, .griefFront: "front"
        case .sandwichBack, .griefBack: "back"
        case .jitMint: "deposit"
        case .jitBurn: "withdrawal"
        case .copycat: "copy"
        case .oraclePush: "push"
        case .oracleRestore: "return"
        default: purpose.label
        }
    }
}
