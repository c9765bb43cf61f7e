import Contracts
import Execution
import Primitives
import WideMath

/// What the keeper does with pools: he moves them where he wants, and back.
///
/// Where to is worked out in floating point; swaps are in whole units.
extension KeeperMarket {
    /// The share of an input that trades.
    private func kept(_ pool: Pool) -> Double { 1 - Double(pool.fee.count) / 10_000 }

    /// Sells into a pool; false where it buys nothing or the pool takes no more.
    @discardableResult
    func swap(_ pool: Pool, selling index: Int, _ amount: UInt256) -> Bool {
        guard let out = output(pool, selling: index, amount), !out.isZero else { return false }
        let isForward = pool.assets[0] == index
        let outs = isForward ? [.zero, out] : [out, .zero]
        return call(tokens[index], from: Self.partner, ERC20.transfer, [pool.pair.word, amount])
            .failure == nil
            && call(
                pool.pair,
                from: Self.partner,
                Pair.Function.swap,
                outs + [Self.partner.word, 128, 0]
            ).failure == nil
    }

    /// What a pool gives for an amount now.
    func output(_ pool: Pool, selling index: Int, _ amount: UInt256) -> UInt256? {
        let reserves = reserves(pool)
        let isForward = pool.assets[0] == index
        return try? ConstantProduct.amountOut(
            amountIn: amount,
            reserveIn: reserves[isForward ? 0 : 1],
            reserveOut: reserves[isForward ? 1 : 0],
            fee: pool.fee
        )
    }

    /// Moves a pool so that an amount sold into it brings a value in the other asset.
    ///
    /// With k = X·Y and f the share after fees, an input a brings f·a·k ÷ (X·(X + f·a)) at the
    /// reserves X and k ÷ X. For an output r that is X² + f·a·X − f·a·k ÷ r = 0.
    @discardableResult
    func push(_ pool: Pool, selling index: Int, _ amount: UInt256, bringing out: Double) -> Bool {
        let share = kept(pool) * amount.asDouble
        let reserves = reserves(pool).map(\.asDouble)
        guard out > 0 else { return false }
        let product = reserves[0] * reserves[1]
        let root = (share * share + 4 * share * product / out).squareRoot()
        // (root − share) ÷ 2, without the difference of two large numbers.
        return set(pool, index, to: 2 * share * product / out / (root + share))
    }

    /// Moves a pool to outside prices, as arbitrageurs would, or to the oracles'.
    func peg(_ pool: Pool, isAtOracles: Bool = false) {
        let reserves = reserves(pool).map(\.asDouble)
        let worths = pool.assets.map(isAtOracles ? worth : worthOutside)
        let price = worths[1] / worths[0]
        set(pool, pool.assets[0], to: (reserves[0] * reserves[1] * price).squareRoot())
    }

    /// Sells one asset of a pool or the other until it has a reserve of the first.
    @discardableResult
    private func set(_ pool: Pool, _ index: Int, to reserve: Double) -> Bool {
        let reserves = reserves(pool).map(\.asDouble)
        let place = pool.assets[0] == index ? 0 : 1
        let now = reserves[place]
        if reserve > now {
            guard let amount = UInt256(truncating: (reserve - now) / kept(pool)) else {
                return false
            }
            return amount.isZero || swap(pool, selling: index, amount)
        }
        let other = reserves[1 - place]
        let change = other * (now / reserve - 1)
        guard let amount = UInt256(truncating: change / kept(pool)) else { return false }
        return amount.isZero || swap(pool, selling: pool.assets[1 - place], amount)
    }

    // MARK: Ways

    /// The pools of two assets.
    func pools(_ one: Int, _ other: Int) -> [Int] {
        pools.indices.filter {
            pools[$0].assets == [one, other] || pools[$0].assets == [other, one]
        }
    }

    /// One of the ways from an asset to another, through one pool or two.
    mutating func way(from sold: Int, to bought: Int, without used: [Int] = []) -> [Int]? {
        var ways = pools(sold, bought).map { [$0] }
        for middle in tokens.indices where middle != sold && middle != bought {
            for first in pools(sold, middle) {
                ways += pools(middle, bought).map { [first, $0] }
            }
        }
        ways.removeAll { $0.contains(where: used.contains) }
        return ways.isEmpty ? nil : ways[random.below(ways.count)]
    }
}
