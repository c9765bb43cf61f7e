import Execution
import Primitives
import WideMath

extension Vault {
    /// What a keeper without a route of his own can do for the vault (Chainlink Automation).
    enum Upkeep: UInt64 {
        /// Halt it, because its circuit breaker would.
        case trip
        /// Trade through the assets' own venues.
        case rebalance
        /// Open an auction.
        case openAuction
        /// Raise an auction's goals.
        case raiseTargets
        /// End an auction that has met its goals.
        case closeRebalance
    }

    /// `(bool upkeepNeeded, bytes performData)`: whether something is to be done, and what.
    ///
    /// The data is a task and its trades; whoever calls `performUpkeep` with it is held to the
    /// same guards as with trades of his own.
    static func checkUpkeep(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard frame[Storage.lock] == 1, let task = try? task(frame) else {
            return frame.output(words: [.zero, 64, .zero])
        }
        let trades = encode(task.trades)
        let data = [UInt256(task.upkeep.rawValue), 64] + trades
        let length = UInt256(UInt64(32 * data.count))
        return frame.output(words: [.one, 64, length] + data)
    }

    private static func task(
        _ frame: borrowing Frame
    ) throws(Fault) -> (upkeep: Upkeep, trades: [Trade])? {
        let status = currentStatus(frame)
        if allows(.trip, in: status.phase), try isTripDue(frame) { return (.trip, []) }
        switch status.phase {
        case .active:
            let plan = try ExecutionModule.slice(0, of: frame[Storage.execution], elapsed: 0, frame)
            let book = try Book(frame)
            let advice = try advice(book, status, frame)
            guard advice.isDue else { return nil }
            if plan.count == 0 { return (.openAuction, []) }
            return try rebalancing(advice, book, part: plan.part, frame)
        case .rebalancing where status.slices == 0:
            let book = try Book(frame)
            if try canRaise(book, frame) { return (.raiseTargets, []) }
            return areGoalsMet(book, frame) ? (.closeRebalance, []) : nil
        case .rebalancing:
            let elapsed = frame.timestamp - min(status.openedAt, frame.timestamp)
            let plan = try ExecutionModule.slice(
                status.slice,
                of: frame[Storage.execution],
                elapsed: elapsed,
                frame
            )
            guard elapsed >= plan.opensAt else { return nil }
            let book = try Book(frame)
            let advice = try advice(book, status, frame)
            return try rebalancing(advice, book, part: plan.part, frame)
        case .cooldown, .halted, .shutdown:
            return nil
        }
    }

    private static func rebalancing(
        _ advice: Advice,
        _ book: Book,
        part: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) -> (upkeep: Upkeep, trades: [Trade])? {
        let trades = try ownTrades(advice.goals, book, part: part, frame)
        return trades.isEmpty ? nil : (.rebalance, trades)
    }

    private static func isTripDue(_ frame: borrowing Frame) throws(Fault) -> Bool {
        let reason = try danger(frame)
        guard reason == .oracle else { return reason != .none }
        let since = frame[Storage.suspectSince]
        return since == 0 || frame.timestamp - min(since, frame.timestamp) >= oracleGrace
    }

    /// The data that `checkUpkeep` gives where something is to be done, and whether that is
    /// trading; nothing where nothing is.
    public static func upkeep(
        of vault: Address,
        on machine: Machine
    ) -> (data: [UInt256], isRebalance: Bool)? {
        let check = ABI.encodeCall(selector: Function.checkUpkeep.value, words: [32, 0])
        let result = machine.simulate(vault, from: .zero, data: check)
        guard result.word(0) == .one, let bytes = result.word(2)?.asInt else { return nil }
        let data = (0..<(bytes / 32)).compactMap { result.word(3 + $0) }
        guard let task = data.first?.asUInt64.flatMap(Upkeep.init(rawValue:)) else { return nil }
        return (data, task == .rebalance)
    }

    /// The calldata of `performUpkeep`.
    public static func performCalldata(_ data: [UInt256]) -> [UInt8] {
        ABI.encodeCall(
            selector: Function.performUpkeep.value,
            words: [32, UInt256(UInt64(32 * data.count))] + data
        )
    }

    /// Does what the data says; whoever calls, the guards hold.
    static func performUpkeep(_ data: [UInt8], _ frame: borrowing Frame) throws(Fault) {
        let gas = try frame.gasLeft()
        let words = words(of: data[...])
        guard words.count >= 3, words[1] == 64, let trades = decode(words.dropFirst(2)),
            let task = words[0].asUInt64.flatMap(Upkeep.init(rawValue:))
        else { throw .revert(.empty) }
        switch task {
        case .trip: try trip(frame)
        case .rebalance:
            let status = try enter(.rebalance, frame)
            guard !trades.isEmpty else { throw Refusal.noTrades }
            try carryOut(trades, status, gas, frame)
            leave(frame)
        case .openAuction: try openAuction(frame)
        case .raiseTargets: try raiseTargets(frame)
        case .closeRebalance: try closeRebalance(frame)
        }
    }

    // MARK: The vault's own trades

    /// Trades through the assets' own venues: sales first, then purchases with what there is.
    ///
    /// Each is at most its part of the way, the asset's own maximum, and what the impact guard
    /// admits. Estimates of what sales bring are at the oracles, less the slippage guard.
    private static func ownTrades(
        _ goals: [UInt256],
        _ book: Book,
        part: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) -> [Trade] {
        let limits = frame[Storage.limits]
        var trades: [Trade] = []
        var quote = book.idle
        var needs: [(position: Book.Position, value: TokenAmount)] = []
        for (index, position) in book.positions.enumerated().dropFirst() {
            let goal = try book.nav.scaled(by: goals[index], over: VaultMath.wad, rounding: .down)
            let isSale = position.value > goal
            let way = isSale ? try position.value - goal : try goal - position.value
            let value = try way.scaled(by: part, over: VaultMath.wad, rounding: .down)
            guard !value.isZero,
                frame[Storage.trading[position.token]].isRested(at: frame.timestamp)
            else { continue }
            if !isSale {
                needs.append((position, value))
                continue
            }
            let wanted = try book.amount(worth: value, position, rounding: .down)
            let trade = try ownTrade(position.token, min(wanted, position.balance), position, frame)
            guard !trade.amountIn.isZero else { continue }
            let worth = try book.value(of: trade.amountIn, position)
            quote = try quote + VaultMath.leastValueOut(for: worth, slippage: limits.slippage)
            trades.append(trade)
        }
        let goal = try book.nav.scaled(by: goals[0], over: VaultMath.wad, rounding: .up)
        var spendable = quote > goal ? try quote - goal : .zero
        for need in needs {
            let amount = min(need.value, spendable)
            let trade = try ownTrade(book.positions[0].token, amount, need.position, frame)
            guard !trade.amountIn.isZero else { continue }
            spendable = try spendable - trade.amountIn
            trades.append(trade)
        }
        return trades
    }

    /// Sells a token through an asset's venue, as much as the asset's maximum and impact admit.
    private static func ownTrade(
        _ tokenIn: Address,
        _ wanted: TokenAmount,
        _ asset: Book.Position,
        _ frame: borrowing Frame
    ) throws(Fault) -> Trade {
        let pool = try Pool(frame[Storage.trading[asset.token]].venue, frame)
        let side = try pool.side(selling: tokenIn)
        let share = InputShare(after: pool.fee)
        var amount = wanted.raw
        amount = min(amount, try mostWithinSlippage(tokenIn, asset, pool, side, frame))
        let impact = frame[Storage.limits].impact
        if impact.count > 0 {
            // φa ÷ (X + φa) ≤ i gives a ≤ X · i ÷ ((1 − i) · φ).
            let rest = try BasisPoints.whole.word - min(impact.word, 9_999)
            let most = try mulDiv(
                side.reserveIn * share.whole,
                impact.word,
                share.kept * rest,
                rounding: .down
            )
            amount = min(amount, most)
        }
        let most = frame[Storage.tradeMax[asset.token]].raw
        if !most.isZero {
            if tokenIn == asset.token {
                amount = min(amount, most)
            } else if try ConstantProduct.amountOut(
                amountIn: max(amount, .one),
                reserveIn: side.reserveIn,
                reserveOut: side.reserveOut,
                fee: pool.fee
            ) > most {
                amount =
                    try ConstantProduct.amountIn(
                        amountOut: most,
                        reserveIn: side.reserveIn,
                        reserveOut: side.reserveOut,
                        fee: pool.fee
                    ) - .one
            }
        }
        return Trade(
            pair: pool.pair,
            tokenIn: tokenIn,
            amountIn: TokenAmount(amount),
            amountOutMin: .zero
        )
    }

    /// The largest input whose output is worth enough: φ·a·Y ÷ (X + φ·a) ≥ a·p·(1 − s) gives
    /// a ≤ (φ·Y ÷ (p·(1 − s)) − X) ÷ φ, with p output units for an input unit at the oracles.
    private static func mostWithinSlippage(
        _ tokenIn: Address,
        _ asset: Book.Position,
        _ pool: Pool,
        _ side: Pool.Side,
        _ frame: borrowing Frame
    ) throws(Fault) -> UInt256 {
        let share = InputShare(after: pool.fee)
        let quoteUnit = frame[Storage.oracles[frame[Storage.assets[0]]]].unit
        let assetSide = try asset.unit * PriceFeed.answerUnit
        let quoteSide = try asset.answer * quoteUnit
        let isSale = tokenIn == asset.token
        // A basis point less than the guard allows, for the rounding of values.
        let kept = try BasisPoints.whole.word - frame[Storage.limits].slippage.word + .one
        let edge = try mulDiv(
            mulDiv(
                side.reserveOut * share.kept,
                isSale ? assetSide : quoteSide,
                isSale ? quoteSide : assetSide,
                rounding: .down
            ),
            BasisPoints.whole.word,
            kept,
            rounding: .down
        )
        let start = try side.reserveIn * share.whole
        return edge > start ? try divide(edge - start, by: share.kept, rounding: .down) : .zero
    }
}
