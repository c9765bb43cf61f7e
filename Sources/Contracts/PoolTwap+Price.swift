import Execution
import Primitives
import WideMath

extension PoolTwap {
    /// What the pool's cumulative price would be if it were brought up to date now.
    ///
    /// As `currentCumulativePrices`: the pool's time wraps at 2³² seconds and the sums at 2²⁵⁶.
    /// Reverts with `NoReserves(address)` where the pool has no price.
    static func cumulativePrice(_ frame: borrowing Frame) throws(Fault) -> UInt256 {
        let pair = frame[Constants.pair]
        let isToken0 = frame[Constants.isToken0]
        let reserves = try frame.staticCall(pair, Pair.Function.getReserves)
        let (reserve0, reserve1) = (try reserves.word(0), try reserves.word(1))
        let last = UInt32(try reserves.word(2).limb0 & 0xffff_ffff)
        guard !reserve0.isZero, !reserve1.isZero else {
            throw .revert(.error(signature: "NoReserves(address)", arguments: [pair.word]))
        }
        let sum = try frame.staticCall(
            pair,
            isToken0 ? Pair.Function.price0Cumulative : Pair.Function.price1Cumulative
        ).word()
        let now = UInt32(frame.timestamp & 0xffff_ffff)
        let elapsed = now.subtractingReportingOverflow(last).partialValue
        let price = try divide(
            (isToken0 ? reserve1 : reserve0) << 112,
            by: isToken0 ? reserve0 : reserve1,
            rounding: .down
        )
        return sum.wrappingAdd(price.wrappingMultiply(UInt256(UInt64(elapsed))))
    }

    /// An average price as an oracle's answer: `sum ÷ span ÷ 2¹¹² · assetUnit ÷ quoteUnit · 10⁸`,
    /// rounded down once.
    static func answer(
        sum: UInt256,
        span: UInt64,
        assetUnit: UInt256,
        quoteUnit: UInt256
    ) throws(Fault) -> UInt256 {
        // With at most 18 decimals and a span of 64 bits both factors stay below 2²⁵⁶.
        try mulDiv(
            sum,
            try assetUnit * PriceFeed.answerUnit,
            try (quoteUnit * UInt256(span)) * (UInt256.one << 112),
            rounding: .down
        )
    }
}
