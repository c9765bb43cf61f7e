import Primitives
import WideMath

/// The vault's formulas, apart from its storage: pure functions with one rounding each.
///
/// Shares that exist on paper (`virtualShares`, ten to the offset) and one quote unit beside NAV
/// answer inflation attacks (OpenZeppelin ERC-4626; ANCHORS A7). An offset of nothing stands for a
/// vault without them, where the first deposit gets a share for a unit.
public enum VaultMath {
    /// Ten to the eighteenth: one in weights, parts and auction factors.
    public static let wad = FixedPoint.one
    /// 10²⁷: one in share prices.
    public static let pricePrecision =
        UInt256(1_000_000_000_000_000_000).wrappingMultiply(1_000_000_000)

    /// Ten to the offset of a vault's shares; zero for a vault without virtual shares.
    public static func virtualShares(offset: UInt64?) -> UInt256 {
        guard let offset else { return .zero }
        return UInt256.powerOfTen(Int(min(offset, 18))) ?? .one
    }

    // MARK: Shares

    /// Shares for quote tokens.
    ///
    /// `assets · (supply + virtual) ÷ (NAV + 1)`: rounded down for a deposit, in favour of those
    /// who hold shares; up for a withdrawal, in favour of those who keep theirs.
    public static func shares(
        for assets: TokenAmount,
        supply: TokenAmount,
        nav: TokenAmount,
        virtual: UInt256,
        rounding: Rounding
    ) throws(Fault) -> TokenAmount {
        if virtual.isZero, supply.isZero { return assets }
        let worth = virtual.isZero ? nav.raw : try nav.raw + .one
        return try assets.scaled(by: supply.raw + virtual, over: worth, rounding: rounding)
    }

    /// Quote tokens for shares.
    ///
    /// `shares · (NAV + 1) ÷ (supply + virtual)`: rounded down for a redemption, up for a mint.
    public static func assets(
        for shares: TokenAmount,
        supply: TokenAmount,
        nav: TokenAmount,
        virtual: UInt256,
        rounding: Rounding
    ) throws(Fault) -> TokenAmount {
        if virtual.isZero, supply.isZero { return shares }
        let worth = virtual.isZero ? nav.raw : try nav.raw + .one
        return try shares.scaled(by: worth, over: supply.raw + virtual, rounding: rounding)
    }

    /// The slice of a balance that shares redeem, rounded down in favour of those who stay.
    public static func slice(
        of balance: TokenAmount,
        shares: TokenAmount,
        supply: TokenAmount,
        virtual: UInt256
    ) throws(Fault) -> TokenAmount {
        try balance.scaled(by: shares.raw, over: supply.raw + virtual, rounding: .down)
    }

    /// Quote units for a share · 10²⁷, rounded down.
    public static func sharePrice(
        supply: TokenAmount,
        nav: TokenAmount,
        virtual: UInt256
    ) throws(Fault) -> UInt256 {
        try mulDiv(nav.raw + .one, pricePrecision, supply.raw + virtual, rounding: .down)
    }

    // MARK: Value

    /// The value in quote units of an amount at an oracle answer.
    ///
    /// `amount · answer · quoteUnit ÷ (assetUnit · 10⁸)`. Rounded up where it is what a deposit
    /// buys into, which issues fewer shares; down everywhere else.
    public static func value(
        of amount: TokenAmount,
        answer: UInt256,
        assetUnit: UInt256,
        quoteUnit: UInt256,
        rounding: Rounding = .down
    ) throws(Fault) -> TokenAmount {
        // answer < 2¹²⁸ and quoteUnit ≤ 10¹⁸ keep both products in a word.
        let numerator = try answer * quoteUnit
        let denominator = try assetUnit * PriceFeed.answerUnit
        return try amount.scaled(by: numerator, over: denominator, rounding: rounding)
    }

    /// The amount of an asset that a value in quote units is worth: the inverse of `value`.
    public static func amount(
        worth value: TokenAmount,
        answer: UInt256,
        assetUnit: UInt256,
        quoteUnit: UInt256,
        rounding: Rounding
    ) throws(Fault) -> TokenAmount {
        let numerator = try assetUnit * PriceFeed.answerUnit
        let denominator = try answer * quoteUnit
        return try value.scaled(by: numerator, over: denominator, rounding: rounding)
    }

    /// The least value that may come back for `valueIn`, rounded up in favour of the vault.
    public static func leastValueOut(
        for valueIn: TokenAmount,
        slippage: BasisPoints
    ) throws(Fault) -> TokenAmount {
        let kept = try BasisPoints.whole.word - slippage.word
        return try valueIn.scaled(by: kept, over: BasisPoints.whole.word, rounding: .up)
    }

    /// A part of a value in basis points, rounded down: what a rate takes.
    public static func part(
        _ points: BasisPoints,
        of value: TokenAmount
    ) throws(Fault) -> TokenAmount {
        try value.scaled(by: points.word, over: BasisPoints.whole.word, rounding: .down)
    }

    /// A value as a part of NAV, in parts of 10¹⁸, rounded up: what counts against a limit.
    ///
    /// Parts add up whatever NAV becomes between two rebalances; values would not: whoever deposits
    /// many times NAV would have a limit of the whole that others have used up.
    public static func share(
        of value: UInt256,
        in nav: TokenAmount
    ) throws(Fault) -> UInt256 {
        value.isZero ? .zero : try mulDiv(value, wad, nav.raw, rounding: .up)
    }

    /// What a limit allows, in parts of 10¹⁸.
    public static func share(_ points: BasisPoints) throws(Fault) -> UInt256 {
        try points.word * UInt256(wad.limb0 / BasisPoints.whole.count)
    }

    // MARK: Weights

    /// How far a value is from its target, in quote units · 10¹⁸.
    ///
    /// `|value · 10¹⁸ − target · NAV|`, exact. A NAV below 2⁹⁸ quote units keeps every product
    /// with another NAV in a word.
    public static func deviation(
        value: TokenAmount,
        target: UInt256,
        nav: TokenAmount
    ) throws(Fault) -> UInt256 {
        let actual = try value.raw * wad
        let wanted = try nav.raw * target
        return actual > wanted ? try actual - wanted : try wanted - actual
    }

    /// Weights of 10¹⁸ in all from parts of any sum: rounded down, the rest to the quote token.
    ///
    /// Reverts with panic 0x12 where all parts are zero.
    public static func weights(parts: [UInt256]) throws(Fault) -> [UInt256] {
        var sum = UInt256.zero
        for part in parts { sum = try sum + part }
        var weights: [UInt256] = []
        var rest = wad
        for part in parts {
            let weight = try mulDiv(part, wad, sum, rounding: .down)
            rest = try rest - weight
            weights.append(weight)
        }
        if !weights.isEmpty { weights[0] = try weights[0] + rest }
        return weights
    }
}
