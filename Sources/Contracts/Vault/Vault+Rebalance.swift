import Execution
import Primitives
import WideMath

extension Vault {
    /// What a slice is held to: the books before it, the weights and what of the way it may go.
    struct Slice {
        /// The status before it.
        let status: Status
        /// The books before it, fees taken.
        let before: Book
        /// Shares at that moment.
        let supply: TokenAmount
        /// The weights to hold, of 10¹⁸ in all.
        let targets: [UInt256]
        /// The weights to trade to now: the targets, or short of them with hysteresis.
        let goals: [UInt256]
        /// The part of the way to the goals, of 10¹⁸.
        let part: UInt256
        /// How many slices there are.
        let slices: UInt64
        /// The gas at the beginning of the call.
        let gasAtStart: Gas
    }

    /// Trades toward the goals by a route that a keeper worked out; whoever calls, the guards hold.
    static func rebalance(_ trades: [Trade], _ frame: borrowing Frame) throws(Fault) {
        let gas = try frame.gasLeft()
        let status = try enter(.rebalance, frame)
        guard !trades.isEmpty else { throw Refusal.noTrades }
        try carryOut(trades, status, gas, frame)
        leave(frame)
    }

    /// A slice of a rebalance, the first of which opens it.
    static func carryOut(
        _ trades: [Trade],
        _ status: Status,
        _ gasAtStart: Gas,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let slice = try slice(status, gasAtStart, frame)
        var turnover = TokenAmount.zero
        var rest = trades[...]
        while !rest.isEmpty {
            try frame.checkGas()
            // A route's pools are read when its turn comes: they may be those of the one before.
            let count = 1 + rest.dropFirst().prefix { $0.amountIn.isZero }.count
            let legs = rest.prefix(count)
            rest = rest.dropFirst(count)
            let spare = try spare(for: legs[legs.startIndex], slice, frame)
            if spare.isZero { continue }
            let route = try Route(legs, spare: spare, frame)
            let fill = try Fill(route, slice.before, frame)
            try fill.carryOut(route, frame)
            turnover = try turnover + fill.valueIn
        }
        let traded = try slice.before.reread(frame)
        try requireAssetTerms(slice, traded, frame)
        let reward = try payKeeper(slice, traded, frame)
        let after = try traded.paying(quote: reward)
        try requirePostConditions(slice.judged, after, turnover: turnover, frame)
        frame.emit(
            Rebalanced(
                keeper: frame.caller,
                navBefore: slice.before.nav,
                navAfter: after.nav,
                turnover: turnover
            )
        )
        try advance(slice, frame)
        try remember(after.nav, slice.supply, frame)
        try book(after.positions.map(\.token), frame[Storage.fees].unlocking, frame)
    }

    /// What a trade of the spare quote token sells: what there is beyond its goal now; the largest
    /// amount for every other trade, which says itself what it sells.
    private static func spare(
        for trade: Trade,
        _ slice: Slice,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        guard trade.amountIn == Trade.spare else { return Trade.spare }
        guard trade.tokenIn == slice.before.positions[0].token else {
            throw Refusal.unknownAsset(trade.tokenIn)
        }
        let idle = try countedInCall(trade.tokenIn, frame[Storage.fees].unlocking, frame)
        // Rounded down, so that a goal of less than a unit is none.
        let goal = try slice.before.nav.scaled(
            by: slice.goals[0],
            over: VaultMath.wad,
            rounding: .down
        )
        return idle > goal ? try idle - goal : .zero
    }

    // MARK: Strategy and execution

    private static func slice(
        _ status: Status,
        _ gasAtStart: Gas,
        _ frame: borrowing Frame
    ) throws(Fault) -> Slice {
        try requireBaseFee(frame)
        let isFirst = status.phase == .active
        let elapsed = isFirst ? 0 : frame.timestamp - min(status.openedAt, frame.timestamp)
        let plan = try ExecutionModule.slice(
            isFirst ? 0 : status.slice,
            of: frame[Storage.execution],
            elapsed: elapsed,
            frame
        )
        guard plan.count > 0, isFirst || status.slices > 0 else { throw Refusal.byAuctionOnly }
        guard elapsed >= plan.opensAt else {
            throw Refusal.sliceTooEarly(
                elapsed: elapsed,
                opensAt: plan.opensAt
            )
        }
        let standing = try settle(frame)
        let advice = try advice(standing.book, status, frame)
        guard !isFirst || advice.isDue else { throw Refusal.notDue(advice) }
        return Slice(
            status: status,
            before: standing.book,
            supply: standing.supply,
            targets: advice.targets,
            goals: advice.goals,
            part: plan.part,
            slices: plan.count,
            gasAtStart: gasAtStart
        )
    }

    /// What a strategy advises, weights of 10¹⁸ in all.
    struct Advice {
        let isDue: Bool
        let deviation: UInt256
        let trigger: UInt256
        let targets: [UInt256]
        let goals: [UInt256]
    }

    /// Asks the strategy.
    static func advice(
        _ book: Book,
        _ status: Status,
        _ frame: borrowing Frame
    ) throws(Fault) -> Advice {
        let strategy = frame[Storage.strategy]
        let targets = try targets(book, frame)
        let assessment = try Strategy.assess(
            strategy,
            values: book.positions.map(\.value.raw),
            lastRebalance: status.lastRebalance,
            frame
        )
        return Advice(
            isDue: assessment.isDue,
            deviation: assessment.deviation,
            trigger: assessment.trigger,
            targets: targets,
            goals: try VaultMath.weights(parts: assessment.goals)
        )
    }

    /// The weights to hold.
    static func targets(
        _ book: Book,
        _ frame: borrowing Frame
    ) throws(Fault) -> [UInt256] {
        let parts = try Strategy.targets(
            of: frame[Storage.strategy],
            count: book.positions.count,
            frame
        )
        return try VaultMath.weights(parts: parts)
    }

    /// The next slice, or the cool-down after the last.
    private static func advance(_ slice: Slice, _ frame: borrowing Frame) throws(Fault) {
        var next = slice.status
        if slice.status.phase == .active {
            next = try opened(slice.status, slices: slice.slices, frame)
        }
        next.slice += 1
        if next.slice >= next.slices { next = rested(next, frame) }
        try move(to: next, by: .rebalance, from: slice.status, frame)
    }

    /// The status of a rebalance that begins now.
    static func opened(
        _ status: Status,
        slices: UInt64,
        _ frame: borrowing Frame
    ) throws(Fault) -> Status {
        let duration = try ExecutionModule.duration(of: frame[Storage.execution], frame)
        let end = frame.timestamp.addingReportingOverflow(duration)
        var next = status
        next.phase = .rebalancing
        next.slice = 0
        next.slices = slices
        next.openedAt = frame.timestamp
        next.lastRebalance = frame.timestamp
        next.until = end.overflow ? .max : end.partialValue
        return next
    }

    /// The cool-down from now on.
    static func rested(_ status: Status, _ frame: borrowing Frame) -> Status {
        status.coolingDown(from: frame.timestamp, for: frame[Storage.limits].cooldown)
    }

    /// The base fee is at most the ceiling.
    static func requireBaseFee(_ frame: borrowing Frame) throws(Fault) {
        let most = frame[Storage.limits].baseFeeMax
        let baseFee = frame.block.baseFee
        guard most == 0 || baseFee.raw <= UInt256(most) else {
            throw Refusal.baseFeeTooHigh(baseFee, most)
        }
    }

    // MARK: Assets

    /// No asset moves beyond its part of the way, its own maximum, or before it has cooled off.
    private static func requireAssetTerms(
        _ slice: Slice,
        _ after: Book,
        _ frame: borrowing Frame
    ) throws(Fault) {
        for index in slice.before.positions.indices.dropFirst() {
            let before = slice.before.positions[index]
            let now = after.positions[index]
            guard before.balance != now.balance else { continue }
            let moved =
                before.balance > now.balance
                ? try before.balance - now.balance : try now.balance - before.balance
            try requireCooledOff(before.token, moved, frame)
            let value = try slice.before.value(of: moved, before)
            let way = try VaultMath.deviation(
                value: before.value,
                target: slice.goals[index],
                nav: slice.before.nav
            )
            // What comes out may be worth more than what went in, up to the slippage guard; a unit
            // for the amount's own rounding.
            let points = try UInt256(10_000) + frame[Storage.limits].slippage.word
            let most = try mulDiv(
                mulDiv(way, slice.part, VaultMath.wad, rounding: .up),
                points,
                VaultMath.wad * 10_000,
                rounding: .up
            )
            guard try value.raw <= most + .one else {
                throw Refusal.sliceTooLarge(before.token, value, TokenAmount(most))
            }
        }
    }

    /// An asset's own maximum and cool-off; an auction has its own pace, and neither.
    private static func requireCooledOff(
        _ token: Address,
        _ moved: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let most = frame[Storage.tradeMax[token]]
        guard most.isZero || moved <= most else { throw Refusal.tradeTooLarge(token, moved, most) }
        var terms = frame[Storage.trading[token]]
        guard terms.coolOff > 0 else { return }
        let end = terms.lastTrade.addingReportingOverflow(terms.coolOff)
        let until = end.overflow ? .max : end.partialValue
        guard terms.lastTrade == 0 || frame.timestamp >= until else {
            throw Refusal.coolingOff(token, until: until, now: frame.timestamp)
        }
        terms.lastTrade = frame.timestamp
        frame[Storage.trading[token]] = terms
    }
}
