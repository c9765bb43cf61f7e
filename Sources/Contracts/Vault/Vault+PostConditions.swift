import Execution
import Primitives
import WideMath

extension Vault {
    /// What a slice or a bid is judged against.
    struct Judged {
        /// The books before it.
        let before: Book
        /// The weights to hold, of 10¹⁸ in all.
        let targets: [UInt256]
        /// Whether it opened its rebalance.
        let isFirst: Bool
        /// Whether it is a bid: one asset against the quote token, through which an auction passes
        /// from what there is too much of to what there is too little of.
        let isBid: Bool
    }

    /// What makes keepers and bidders harmless, judged when all tokens have moved.
    ///
    /// Value lost, turnover and both rolling sums are within their limits, no weight is further
    /// from its target than the loss explains, and all weights together are closer.
    static func requirePostConditions(
        _ judged: Judged,
        _ after: Book,
        turnover: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let before = judged.before
        let limits = frame[Storage.limits]
        var spent = judged.isFirst ? Spending(turnover: .zero, loss: .zero) : frame[Storage.spent]
        let loss = before.nav > after.nav ? try before.nav.raw - after.nav.raw : .zero

        let lost = try VaultMath.share(of: loss, in: before.nav)
        spent.loss = try spent.loss + lost
        let allowed = try VaultMath.share(limits.loss)
        guard spent.loss <= allowed else {
            throw Refusal.valueLost(spent.loss, allowed, nav: before.nav)
        }
        let sold = try VaultMath.share(of: turnover.raw, in: before.nav)
        spent.turnover = try spent.turnover + sold
        let turnoverMax = try VaultMath.share(limits.turnover)
        guard limits.turnover.count == 0 || spent.turnover <= turnoverMax else {
            throw Refusal.turnoverExceeded(spent.turnover, turnoverMax)
        }
        guard spent.loss.high == 0, spent.turnover.high == 0 else {
            throw .revert(.panic(.arithmeticOverflow))
        }
        frame[Storage.spent] = spent
        try addUp(lost: lost, sold: sold, limits, frame)
        try requireCloser(judged, after)
    }

    /// Adds to the rolling sums that are limited, and holds them to their limits.
    private static func addUp(
        lost: UInt256,
        sold: UInt256,
        _ limits: Limits,
        _ frame: borrowing Frame
    ) throws(Fault) {
        if limits.lossBudget.count > 0 {
            let window = limits.lossDays * 86_400
            if !lost.isZero { try Storage.losses.add(lost, window: window, frame) }
            let sum = try Storage.losses.total(window: window, frame)
            let budget = try VaultMath.share(limits.lossBudget)
            guard sum <= budget else { throw Refusal.lossBudgetExceeded(sum, budget) }
        }
        if limits.dailyTurnover.count > 0 {
            try Storage.turnovers.add(sold, window: 86_400, frame)
            let sum = try Storage.turnovers.total(window: 86_400, frame)
            let most = try VaultMath.share(limits.dailyTurnover)
            guard sum <= most else { throw Refusal.dailyTurnoverExceeded(sum, most) }
        }
    }

    /// Σ|deviation| falls, and no weight ends further from its target than before, beyond
    /// weight · value lost or gained ÷ NAV.
    ///
    /// With values v, targets t, NAV N before and N' after, deviations d = |v·10¹⁸ − t·N|:
    /// d'/N' ≤ d/N + v'·10¹⁸/N' · |N − N'|/N, multiplied by N·N'. A weight that is not traded at
    /// all changes by exactly the last term. Of a bid the quote token is not judged: where it is at
    /// its target, no asset could be auctioned otherwise.
    private static func requireCloser(_ judged: Judged, _ after: Book) throws(Fault) {
        let before = judged.before
        let change =
            before.nav > after.nav
            ? try before.nav.raw - after.nav.raw : try after.nav.raw - before.nav.raw
        var sumBefore = UInt256.zero
        var sumAfter = UInt256.zero
        for index in before.positions.indices where index > 0 || !judged.isBid {
            let target = judged.targets[index]
            let was = try VaultMath.deviation(
                value: before.positions[index].value,
                target: target,
                nav: before.nav
            )
            let value = after.positions[index].value
            let now = try VaultMath.deviation(value: value, target: target, nav: after.nav)
            sumBefore = try sumBefore + was
            sumAfter = try sumAfter + now
            let allowed = try was * after.nav.raw + value.raw * VaultMath.wad * change
            guard try now * before.nav.raw <= allowed else {
                throw Refusal.weightFurther(
                    before.positions[index].token,
                    try weight(was, of: before),
                    try weight(now, of: after)
                )
            }
        }
        guard try sumAfter * before.nav.raw < sumBefore * after.nav.raw else {
            throw Refusal.notCloser(
                before: try weight(sumBefore, of: before),
                after: try weight(sumAfter, of: after)
            )
        }
    }

    /// A deviation as a part of NAV, in parts of 10¹⁸, rounded down; for messages only.
    private static func weight(_ deviation: UInt256, of book: Book) throws(Fault) -> UInt256 {
        book.nav.isZero ? .zero : try divide(deviation, by: book.nav.raw, rounding: .down)
    }
}

extension Vault.Slice {
    /// What the slice is judged against.
    var judged: Vault.Judged {
        Vault.Judged(
            before: before,
            targets: targets,
            isFirst: status.phase == .active,
            isBid: false
        )
    }
}
