import Primitives
import WideMath

/// One asset of a soak world; number 0 is the quote token, which has no feed.
struct SoakAsset {
    let token: Address
    let feed: Address
    /// The pool average that its answer may be compared with.
    let average: Address
    let decimals: Int
    let isHostile: Bool
    /// What its market says: quote tokens for one whole asset, with 8 decimals.
    var price: UInt256
    /// Whether its feed is left as it is, believable or not.
    var isFaulty = false

    var unit: UInt256 { UInt256.powerOfTen(decimals) ?? .one }
}

/// A pool of two assets of a soak world.
struct SoakPool {
    let address: Address
    /// Numbers of its assets.
    let one: Int
    let other: Int
    let fee: BasisPoints
    /// Whether the vault may trade with it.
    let isListed: Bool
    /// The value of either side, in quote units.
    let depth: UInt256
}

extension UInt256 {
    /// `self · factor ÷ divisor`, rounded down; the largest word where that needs more.
    func times(_ factor: UInt256, over divisor: UInt256) -> UInt256 {
        multiplied(by: factor, dividedBy: divisor, rounding: .down) ?? .max
    }
}
