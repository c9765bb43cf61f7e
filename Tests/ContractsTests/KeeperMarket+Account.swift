import BigInt
import Primitives

/// Who gained what in a visit, at its outside prices.
///
/// Tokens only change hands: what the keeper's accounts gain, the pools and the vault lose, to the
/// unit of each token and without any rounding. So
///
///     gained = lost + flowed + paid by pools,
///
/// where *lost* is by slices and bids, at most what the ledger allows, and *flowed* is what left
/// the vault for shares, less what came in for shares or as a gift. That is the keeper's gain less
/// what others paid him: shares are worth what they were (`KeeperMarket.share`), and a pool pays at
/// most what anybody could have taken from it before the visit by moving it to outside prices. Its
/// product never falls, and no point of a curve is worth less than 2·√(v·w), where its reserves
/// were worth v and w.
extension KeeperMarket {
    /// What everybody has, in scaled quote units at outside prices.
    struct Account {
        /// Both of the keeper's accounts.
        let keeper: BigInt
        /// The two sides of each pool.
        let pools: [[BigUInt]]

        init(_ market: KeeperMarket) {
            let accounts = [KeeperMarket.keeper, KeeperMarket.partner]
            keeper = accounts.reduce(0) { sum, account in
                sum + market.worth(market.tokens.indices.map { market.balance($0, account) })
            }
            pools = market.pools.map { pool in
                pool.assets.map { index in
                    market.ledger.exact(
                        market.balance(index, pool.pair),
                        of: index,
                        at: market.prices[index].outside
                    )
                }
            }
        }

        var poolsInAll: BigInt { BigInt(pools.reduce(0) { $0 + $1[0] + $1[1] }) }
    }

    /// Closes the books of a visit.
    mutating func close(_ opening: Account) {
        let closing = Account(self)
        let gained = closing.keeper - opening.keeper
        let paid = opening.poolsInAll - closing.poolsInAll
        if gained != lost + flowed + paid {
            failures.append("gained \(gained), of \(lost), \(flowed) and \(paid)")
        }
        if lost > allowed { failures.append("\(lost) went out by trades, of \(allowed)") }
        for (before, after) in zip(opening.pools, closing.pools) {
            let sum = after[0] + after[1]
            if sum * sum < 4 * before[0] * before[1] {
                failures.append("a pool of \(before) became \(after): more than arbitrage took")
            }
        }
    }
}
