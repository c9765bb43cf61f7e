import Primitives
import WideMath

/// A pair of the plain model: the storage of UniswapV2Pair.sol.
struct ModelPair: Equatable {
    let token0: Address
    let token1: Address
    /// What of how many parts of an input is kept as fee: 3 of 1,000 in the original.
    let fee: UInt256
    let feeScale: UInt256
    var shares = ModelToken()
    var reserve0 = UInt256.zero
    var reserve1 = UInt256.zero
    var lastTime: UInt32 = 0
    var price0Cumulative = UInt256.zero
    var price1Cumulative = UInt256.zero
    var kLast = UInt256.zero
    var isLocked = false

    /// `_update`: takes balances as reserves, and sums prices over the seconds since the last time.
    mutating func update(
        _ balance0: UInt256,
        _ balance1: UInt256,
        now: UInt64
    ) throws(ModelFailure) {
        let limit = UInt256.one << 112
        guard balance0 < limit, balance1 < limit else { throw .revert("UniswapV2: OVERFLOW") }
        let time = UInt32(now % (1 << 32))
        // Both below 2³²; the difference is meant modulo 2³².
        let elapsed = (UInt64(time) + (1 << 32) - UInt64(lastTime)) % (1 << 32)
        if elapsed > 0, !reserve0.isZero, !reserve1.isZero {
            price0Cumulative = Self.sum(price0Cumulative, reserve1, reserve0, elapsed)
            price1Cumulative = Self.sum(price1Cumulative, reserve0, reserve1, elapsed)
        }
        (reserve0, reserve1, lastTime) = (balance0, balance1, time)
    }

    /// `sum + UQ112x112(numerator / denominator) · seconds`, modulo 2²⁵⁶.
    private static func sum(
        _ sum: UInt256,
        _ numerator: UInt256,
        _ denominator: UInt256,
        _ seconds: UInt64
    ) -> UInt256 {
        let price = (ModelMath.whole(numerator) << 112) / ModelMath.whole(denominator)
        return ModelMath.lowWord(ModelMath.whole(sum) + price * .init(seconds))
    }

    /// `_mintFee`: a sixth of the growth of √k in new shares; tells whether the fee is on.
    mutating func mintFee(to feeTo: Address) throws(ModelFailure) -> Bool {
        if feeTo == .zero {
            kLast = .zero
            return false
        }
        if kLast.isZero { return true }
        let root = ModelMath.squareRoot(try ModelMath.mul(reserve0, reserve1))
        let rootLast = ModelMath.squareRoot(kLast)
        if root <= rootLast { return true }
        let numerator = try ModelMath.mul(shares.supply, ModelMath.sub(root, rootLast))
        let denominator = try ModelMath.add(ModelMath.mul(root, 5), rootLast)
        let liquidity = try ModelMath.div(numerator, denominator)
        if !liquidity.isZero { try shares.mint(feeTo, liquidity) }
        return true
    }
}
