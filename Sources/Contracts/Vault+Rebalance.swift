import Execution
import Primitives
import WideMath

extension Vault {
    /// One trade of a rebalance, as a keeper worked it out off-chain.
    public struct Trade: Hashable, Sendable {
        /// The pair to trade with.
        public let pair: Address
        /// What is sold.
        public let tokenIn: Address
        /// How much of it.
        public let amountIn: TokenAmount
        /// The least that must come back.
        public let amountOutMin: TokenAmount

        /// Makes a trade.
        public init(
            pair: Address,
            tokenIn: Address,
            amountIn: TokenAmount,
            amountOutMin: TokenAmount
        ) {
            self.pair = pair
            self.tokenIn = tokenIn
            self.amountIn = amountIn
            self.amountOutMin = amountOutMin
        }
    }

    /// The calldata of `rebalance`.
    public static func rebalanceCalldata(_ trades: [Trade]) -> [UInt8] {
        var words: [UInt256] = [32, UInt256(UInt64(trades.count))]
        for trade in trades {
            words += [
                trade.pair.word, trade.tokenIn.word, trade.amountIn.raw, trade.amountOutMin.raw,
            ]
        }
        return ABI.encodeCall(selector: Function.rebalance.value, words: words)
    }

    /// The trades in the calldata of `rebalance`; nothing if it is that of another function.
    public static func trades(inCalldata data: [UInt8]) -> [Trade]? {
        guard data.count >= 68, (data.count - 4) % 32 == 0 else { return nil }
        let words = stride(from: 4, to: data.count, by: 32).compactMap {
            UInt256(bigEndian: data[$0..<($0 + 32)])
        }
        guard UInt256(bigEndian: data[0..<4]) == UInt256(UInt64(Function.rebalance.value)),
            words[0] == 32, let count = words[1].asInt, count <= (words.count - 2) / 4
        else { return nil }
        return (0..<count).map { index in
            let start = 2 + 4 * index
            return Trade(
                pair: Address(word: words[start]),
                tokenIn: Address(word: words[start + 1]),
                amountIn: TokenAmount(words[start + 2]),
                amountOutMin: TokenAmount(words[start + 3])
            )
        }
    }

    static func trades(_ frame: borrowing Frame) throws(Fault) -> [Trade] {
        let input = try frame.arguments(1)
        let array = try input.array(0, wordsPerElement: 4)
        var trades: [Trade] = []
        for index in 0..<array.count {
            let start = array.start + 128 * index
            trades.append(
                Trade(
                    pair: Address(word: try input.word(atByte: start)),
                    tokenIn: Address(word: try input.word(atByte: start + 32)),
                    amountIn: TokenAmount(try input.word(atByte: start + 64)),
                    amountOutMin: TokenAmount(try input.word(atByte: start + 96))
                )
            )
        }
        return trades
    }

    /// Trades toward the targets; whoever calls, the guards hold.
    static func rebalance(_ trades: [Trade], _ frame: borrowing Frame) throws(Fault) {
        try enter(frame)
        guard frame[Storage.keepers[frame.caller]] else { throw Refusal.notKeeper(frame.caller) }
        guard !trades.isEmpty else { throw Refusal.noTrades }
        let last = frame[Storage.lastRebalance]
        let cooldown = frame[Storage.cooldown]
        // A cool-down beyond the end of time lasts until then.
        let end = last.addingReportingOverflow(cooldown)
        let until = end.overflow ? .max : end.partialValue
        guard last == 0 || frame.timestamp >= until else {
            throw Refusal.coolingDown(until: until, now: frame.timestamp)
        }
        let before = try Book(frame)
        try requireTrigger(before, frame)
        var turnover = TokenAmount.zero
        for trade in trades {
            try frame.checkGas()
            turnover = try turnover + execute(trade, before, frame)
        }
        let after = try Book(frame)
        let deviationBefore = try before.totalDeviation
        let deviationAfter = try after.totalDeviation
        guard deviationAfter < deviationBefore else {
            throw Refusal.notCloser(before: deviationBefore, after: deviationAfter)
        }
        // However many trades there were, together they lose no more than one may of the whole.
        let least = try VaultMath.leastValueOut(
            for: before.nav,
            slippage: frame[Storage.slippage]
        )
        guard after.nav >= least else {
            throw Refusal.valueLost(before: before.nav, after: after.nav, least: least)
        }
        frame[Storage.lastRebalance] = frame.timestamp
        frame.emit(
            Rebalanced(
                keeper: frame.caller,
                navBefore: before.nav,
                navAfter: after.nav,
                turnover: turnover
            )
        )
        leave(frame)
    }

    private static func requireTrigger(
        _ book: Book,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let trigger = frame[Storage.trigger]
        let deviation = try book.largestDeviation
        guard !book.nav.isZero, try deviation >= book.nav.raw * trigger.word else {
            // Basis points of NAV, rounded down; for the message only.
            let points =
                book.nav.isZero ? .zero : try divide(deviation, by: book.nav.raw, rounding: .down)
            throw Refusal.belowTrigger(deviation: points, trigger: trigger)
        }
    }

    /// Sells through a pair and holds the outcome to the oracle; gives the value sold.
    private static func execute(
        _ trade: Trade,
        _ book: Book,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        let venue = frame[Storage.venues[trade.pair]]
        guard !venue.isZero else { throw Refusal.unknownVenue(trade.pair) }
        let fee = BasisPoints(venue.limb0 - 1)
        let token0 = Address(word: try frame.staticCall(trade.pair, Pair.Function.token0).word())
        let token1 = Address(word: try frame.staticCall(trade.pair, Pair.Function.token1).word())
        let forward = trade.tokenIn == token0
        guard forward || trade.tokenIn == token1 else { throw Refusal.unknownAsset(trade.tokenIn) }
        let sold = try book.position(trade.tokenIn)
        let bought = try book.position(forward ? token1 : token0)

        let reserves = try frame.staticCall(trade.pair, Pair.Function.getReserves)
        let reserve0 = try reserves.word(0)
        let reserve1 = try reserves.word(1)
        let out = try ConstantProduct.amountOut(
            amountIn: trade.amountIn.raw,
            reserveIn: forward ? reserve0 : reserve1,
            reserveOut: forward ? reserve1 : reserve0,
            fee: fee
        )
        guard out >= trade.amountOutMin.raw else {
            throw Refusal.belowMinimum(out: out, minimum: trade.amountOutMin.raw)
        }
        let quoteUnit = book.positions[0].unit
        let valueIn = try VaultMath.value(
            of: trade.amountIn,
            answer: sold.answer,
            assetUnit: sold.unit,
            quoteUnit: quoteUnit
        )
        let valueOut = try VaultMath.value(
            of: TokenAmount(out),
            answer: bought.answer,
            assetUnit: bought.unit,
            quoteUnit: quoteUnit
        )
        let least = try VaultMath.leastValueOut(
            for: valueIn,
            slippage: frame[Storage.slippage]
        )
        guard valueOut >= least else {
            throw Refusal.slippageExceeded(valueIn: valueIn, valueOut: valueOut, least: least)
        }
        try pay(trade.tokenIn, trade.pair, trade.amountIn, frame)
        try Pair.askToSwap(trade.pair, out: out, ofToken1: forward, to: frame.address, frame)
        frame.emit(
            Traded(
                pair: trade.pair,
                tokenIn: sold.token,
                tokenOut: bought.token,
                amountIn: trade.amountIn,
                amountOut: TokenAmount(out)
            )
        )
        return valueIn
    }
}
