import Primitives
import WideMath

extension Vault.Refusal {
    // MARK: Whether to act

    static let noTrades = custom("NoTrades()", [])
    static let byAuctionOnly = custom("ByAuctionOnly()", [])
    static let noAuction = custom("NoAuction()", [])
    static let nothingToRaise = custom("NothingToRaise()", [])
    static let goalsNotMet = custom("GoalsNotMet()", [])

    /// What the strategy measured and what it asks for, in its units.
    static func notDue(_ advice: Vault.Advice) -> Fault {
        custom("NotDue(uint256,uint256)", [advice.deviation, advice.trigger])
    }

    /// Seconds since the rebalance was opened.
    static func sliceTooEarly(elapsed: UInt64, opensAt: UInt64) -> Fault {
        custom("SliceTooEarly(uint256,uint256)", [UInt256(elapsed), UInt256(opensAt)])
    }

    /// Wei for a unit of gas.
    static func baseFeeTooHigh(_ baseFee: Wei, _ most: UInt64) -> Fault {
        custom("BaseFeeTooHigh(uint256,uint256)", [baseFee.raw, UInt256(most)])
    }

    // MARK: Pools

    static func unknownVenue(_ pair: Address) -> Fault {
        custom("UnknownVenue(address)", [pair.word])
    }

    static func unknownAsset(_ token: Address) -> Fault {
        custom("UnknownAsset(address)", [token.word])
    }

    /// The values of both reserves at the oracles, in quote units; basis points.
    static func poolDeviates(
        _ pair: Address,
        _ value0: TokenAmount,
        _ value1: TokenAmount,
        _ limit: BasisPoints
    ) -> Fault {
        custom(
            "PoolDeviates(address,uint256,uint256,uint256)",
            [pair.word, value0.raw, value1.raw, limit.word]
        )
    }

    /// Basis points.
    static func impactTooHigh(
        _ pair: Address,
        _ impact: UInt256,
        _ limit: BasisPoints
    ) -> Fault {
        custom("ImpactTooHigh(address,uint256,uint256)", [pair.word, impact, limit.word])
    }

    /// Quote units that move the price by a hundredth.
    static func tooShallow(
        _ pair: Address,
        _ depth: TokenAmount,
        _ least: TokenAmount
    ) -> Fault {
        custom("TooShallow(address,uint256,uint256)", [pair.word, depth.raw, least.raw])
    }

    // MARK: Trades

    static func belowMinimum(out: UInt256, minimum: UInt256) -> Fault {
        custom("BelowMinimum(uint256,uint256)", [out, minimum])
    }

    /// Values in quote units: what went in, what came out, the least allowed.
    static func slippageExceeded(
        valueIn: TokenAmount,
        valueOut: TokenAmount,
        least: TokenAmount
    ) -> Fault {
        custom(
            "SlippageExceeded(uint256,uint256,uint256)",
            [valueIn.raw, valueOut.raw, least.raw]
        )
    }

    /// Quote units.
    static func sliceTooLarge(
        _ token: Address,
        _ value: TokenAmount,
        _ most: TokenAmount
    ) -> Fault {
        custom("SliceTooLarge(address,uint256,uint256)", [token.word, value.raw, most.raw])
    }

    static func tradeTooLarge(
        _ token: Address,
        _ amount: TokenAmount,
        _ most: TokenAmount
    ) -> Fault {
        custom("TradeTooLarge(address,uint256,uint256)", [token.word, amount.raw, most.raw])
    }

    static func coolingOff(_ token: Address, until: UInt64, now: UInt64) -> Fault {
        custom(
            "CoolingOff(address,uint256,uint256)",
            [token.word, UInt256(until), UInt256(now)]
        )
    }

    static func lotExceeded(_ amount: TokenAmount, _ lot: TokenAmount) -> Fault {
        custom("LotExceeded(uint256,uint256)", [amount.raw, lot.raw])
    }

    /// Quote units: what the auction asks or gives, and the bidder's limit.
    static func bidLimit(_ amount: TokenAmount, _ limit: TokenAmount) -> Fault {
        custom("BidLimit(uint256,uint256)", [amount.raw, limit.raw])
    }

    // MARK: Post-conditions

    /// Parts of NAV, of 10¹⁸: lost by this rebalance so far, and allowed; NAV in quote units.
    static func valueLost(
        _ lost: UInt256,
        _ allowed: UInt256,
        nav: TokenAmount
    ) -> Fault {
        custom("ValueLost(uint256,uint256,uint256)", [lost, allowed, nav.raw])
    }

    /// Parts of NAV, of 10¹⁸, lost within the days of the budget.
    static func lossBudgetExceeded(_ lost: UInt256, _ budget: UInt256) -> Fault {
        custom("LossBudgetExceeded(uint256,uint256)", [lost, budget])
    }

    /// Parts of NAV, of 10¹⁸, sold by this rebalance so far.
    static func turnoverExceeded(_ turnover: UInt256, _ most: UInt256) -> Fault {
        custom("TurnoverExceeded(uint256,uint256)", [turnover, most])
    }

    /// Parts of NAV, of 10¹⁸, sold within 24 hours.
    static func dailyTurnoverExceeded(_ turnover: UInt256, _ most: UInt256) -> Fault {
        custom("DailyTurnoverExceeded(uint256,uint256)", [turnover, most])
    }

    /// Deviations as parts of NAV, of 10¹⁸.
    static func weightFurther(
        _ token: Address,
        _ before: UInt256,
        _ after: UInt256
    ) -> Fault {
        custom("WeightFurther(address,uint256,uint256)", [token.word, before, after])
    }

    /// Σ|deviation| as parts of NAV, of 10¹⁸.
    static func notCloser(before: UInt256, after: UInt256) -> Fault {
        custom("NotCloser(uint256,uint256)", [before, after])
    }
}
