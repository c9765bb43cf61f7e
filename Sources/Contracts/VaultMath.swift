import Primitives
import WideMath

/// The vault's formulas, apart from its storage: pure functions with one rounding each.
public enum VaultMath {
    /// Shares that exist on paper against inflation attacks: 10³ for one unit of the quote token.
    ///
    /// With an offset of 3 decimals a donation attack costs its author about a thousand times
    /// what it takes (OpenZeppelin ERC-4626; ANCHORS A7).
    public static let virtualShares = UInt256(1_000)

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

    /// Shares for a deposit, rounded down in favour of those who hold shares.
    public static func shares(
        for assets: TokenAmount,
        supply: TokenAmount,
        nav: TokenAmount
    ) throws(Fault) -> TokenAmount {
        try assets.scaled(
            by: supply.raw + virtualShares,
            over: nav.raw + 1,
            rounding: .down
        )
    }

    /// What shares are worth, rounded down in favour of those who keep theirs.
    public static func assets(
        for shares: TokenAmount,
        supply: TokenAmount,
        nav: TokenAmount
    ) throws(Fault) -> TokenAmount {
        try shares.scaled(
            by: nav.raw + 1,
            over: supply.raw + virtualShares,
            rounding: .down
        )
    }

    /// The slice of a balance that shares redeem, rounded down in favour of those who stay.
    public static func slice(
        of balance: TokenAmount,
        shares: TokenAmount,
        supply: TokenAmount
    ) throws(Fault) -> TokenAmount {
        try balance.scaled(
            by: shares.raw,
            over: supply.raw + virtualShares,
            rounding: .down
        )
    }

    /// How far a value is from its target, in quote units times 10,000 basis points.
    public static func deviation(
        value: TokenAmount,
        target: BasisPoints,
        nav: TokenAmount
    ) throws(Fault) -> UInt256 {
        let actual = try value.raw * BasisPoints.whole.word
        let wanted = try nav.raw * target.word
        return actual > wanted ? try actual - wanted : try wanted - actual
    }

    /// The least value that may come back for `valueIn`, rounded up in favour of the vault.
    public static func leastValueOut(
        for valueIn: TokenAmount,
        slippage: BasisPoints
    ) throws(Fault) -> TokenAmount {
        let kept = try BasisPoints.whole.word - slippage.word
        return try valueIn.scaled(by: kept, over: BasisPoints.whole.word, rounding: .up)
    }
}
