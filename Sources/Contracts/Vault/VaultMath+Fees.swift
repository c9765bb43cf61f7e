import Primitives
import WideMath

extension VaultMath {
    /// The seconds of a year of 365 days, in which a management fee is stated.
    public static let year: UInt64 = 31_536_000

    /// Shares for the management of some seconds.
    ///
    /// `supply · f ÷ (1 − f)` with `f = rate · seconds ÷ year`, so that the receiver ends with the
    /// part `f` of all shares; rounded down in favour of the holders. A charge of more than half
    /// (years without any call) counts as half.
    public static func managementShares(
        supply: TokenAmount,
        rate: BasisPoints,
        seconds: UInt64
    ) throws(Fault) -> TokenAmount {
        let whole = try UInt256(year) * BasisPoints.whole.word
        let charged = min(try UInt256(seconds) * rate.word, whole >> 1)
        return try supply.scaled(by: charged, over: whole - charged, rounding: .down)
    }

    /// The performance fee on what the shares gained above a price, in quote units.
    ///
    /// `rate · (price − highWater) · supply ÷ 10²⁷`, each division rounded down in favour of the
    /// holders; nothing below the mark. What virtual shares gained is charged to nobody.
    public static func performanceFee(
        supply: TokenAmount,
        price: UInt256,
        highWater: UInt256,
        rate: BasisPoints
    ) throws(Fault) -> TokenAmount {
        guard price > highWater else { return .zero }
        let gain = try supply.scaled(
            by: price - highWater,
            over: pricePrecision,
            rounding: .down
        )
        return try part(rate, of: gain)
    }

    /// Shares that a fee in quote units buys from all holders.
    ///
    /// `fee · (supply + virtual) ÷ (NAV + 1 − fee)`, rounded down in favour of the holders: after
    /// they are issued, they are worth the fee.
    public static func feeShares(
        fee: TokenAmount,
        supply: TokenAmount,
        nav: TokenAmount,
        virtual: UInt256
    ) throws(Fault) -> TokenAmount {
        try fee.scaled(
            by: supply.raw + virtual,
            over: nav.raw + .one - fee.raw,
            rounding: .down
        )
    }
}
