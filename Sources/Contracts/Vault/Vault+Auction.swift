import Execution
import Primitives
import WideMath

extension Vault {
    // MARK: Opening

    /// Opens an auction: the units of every asset that the goals are worth now are up for bids.
    static func openAuction(_ frame: borrowing Frame) throws(Fault) {
        let status = try enter(.openAuction, frame)
        try startAuction(status, frame)
        leave(frame)
    }

    static func startAuction(_ status: Status, _ frame: borrowing Frame) throws(Fault) {
        try requireBaseFee(frame)
        let plan = try ExecutionModule.slice(0, of: frame[Storage.execution], elapsed: 0, frame)
        guard plan.count == 0 else { throw Refusal.noAuction }
        let standing = try settle(frame)
        let advice = try advice(standing.book, status, frame)
        guard advice.isDue else { throw Refusal.notDue(advice) }
        for (index, position) in standing.book.positions.enumerated() {
            let worth = try standing.book.nav.scaled(
                by: advice.goals[index],
                over: VaultMath.wad,
                rounding: .down
            )
            frame[Storage.goals[position.token]] = try standing.book.amount(
                worth: worth,
                position,
                rounding: .down
            )
        }
        frame[Storage.spent] = Spending(turnover: .zero, loss: .zero)
        let next = try opened(status, slices: 0, frame)
        try move(to: next, by: .openAuction, from: status, frame)
        try remember(standing.book.nav, standing.supply, frame)
    }

    // MARK: Bids

    /// What a bid would do: shared by the bid and its preview.
    struct Bid {
        /// Whether the vault sells the asset.
        let isSale: Bool
        /// The quote tokens that change hands: rounded up where the bidder pays, down where the
        /// vault does.
        let quoteAmount: TokenAmount

        init(
            _ token: Address,
            _ amount: TokenAmount,
            _ book: Book,
            _ frame: borrowing Frame
        ) throws(Fault) {
            let status = currentStatus(frame)
            guard status.phase == .rebalancing, status.slices == 0 else { throw Refusal.noAuction }
            let position = try book.position(token)
            guard token != book.positions.first?.token else { throw Refusal.unknownAsset(token) }
            let goal = frame[Storage.goals[token]]
            let isSale = position.balance > goal
            let lot = isSale ? try position.balance - goal : try goal - position.balance
            guard !amount.isZero, amount <= lot else { throw Refusal.lotExceeded(amount, lot) }
            self.isSale = isSale
            let factor = try ExecutionModule.factor(
                of: token,
                by: frame[Storage.execution],
                elapsed: frame.timestamp - min(status.openedAt, frame.timestamp),
                selling: isSale,
                frame
            )
            quoteAmount = try amount.scaled(
                by: position.answer * book.quoteUnit,
                over: position.unit * PriceFeed.answerUnit,
                rounding: isSale ? .up : .down
            ).scaled(by: factor, over: VaultMath.wad, rounding: isSale ? .up : .down)
        }
    }

    /// Trades with the caller at the auction's price; gives the quote tokens that changed hands.
    static func bid(
        _ token: Address,
        _ amount: TokenAmount,
        limit: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        _ = try enter(.bid, frame)
        try requireBaseFee(frame)
        let standing = try settle(frame)
        let before = standing.book
        let targets = try targets(before, frame)
        let bid = try Bid(token, amount, before, frame)
        try requirePrice(bid, token, amount, before, frame)
        let quote = frame[Storage.assets[0]]
        if bid.isSale {
            guard bid.quoteAmount <= limit else {
                throw Refusal.bidLimit(bid.quoteAmount, limit)
            }
            try take(quote, bid.quoteAmount, frame)
            try pay(token, frame.caller, amount, frame)
        } else {
            guard bid.quoteAmount >= limit else {
                throw Refusal.bidLimit(bid.quoteAmount, limit)
            }
            guard bid.quoteAmount <= before.idle else {
                throw Refusal.notEnough(bid.quoteAmount, before.idle)
            }
            try take(token, amount, frame)
            try pay(quote, frame.caller, bid.quoteAmount, frame)
        }
        let after = try before.reread(frame)
        let value = try before.value(of: amount, try before.position(token))
        let turnover = bid.isSale ? value : bid.quoteAmount
        let judged = Judged(before: before, targets: targets, isFirst: false, isBid: true)
        try requirePostConditions(judged, after, turnover: turnover, frame)
        frame.emit(
            Bought(
                bidder: frame.caller,
                token: token,
                isSale: bid.isSale,
                amount: amount,
                quoteAmount: bid.quoteAmount,
                value: value
            )
        )
        try remember(after.nav, standing.supply, frame)
        try book([token, quote], frame[Storage.fees].unlocking, frame)
        leave(frame)
        return bid.quoteAmount
    }

    /// The auction's price is within the slippage guard of the oracle.
    private static func requirePrice(
        _ bid: Bid,
        _ token: Address,
        _ amount: TokenAmount,
        _ book: Book,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let worth = try book.value(of: amount, try book.position(token))
        let valueIn = bid.isSale ? worth : bid.quoteAmount
        let valueOut = bid.isSale ? bid.quoteAmount : worth
        let least = try VaultMath.leastValueOut(
            for: valueIn,
            slippage: frame[Storage.limits].slippage
        )
        // A unit for the value's own rounding, which a small lot would otherwise fail by.
        guard try valueOut + TokenAmount(.one) >= least else {
            throw Refusal.slippageExceeded(valueIn: valueIn, valueOut: valueOut, least: least)
        }
    }

    // MARK: The end

    /// Raises every goal by the configured part when all are met and quote tokens are left over.
    static func raiseTargets(_ frame: borrowing Frame) throws(Fault) {
        _ = try enter(.raiseTargets, frame)
        let book = try settle(frame).book
        try raise(book, frame)
        leave(frame)
    }

    static func raise(_ book: Book, _ frame: borrowing Frame) throws(Fault) {
        guard try canRaise(book, frame) else { throw Refusal.nothingToRaise }
        let raise = frame[Storage.limits].raise
        let whole = BasisPoints.whole.word
        for position in book.positions.dropFirst() {
            let goal = frame[Storage.goals[position.token]]
            frame[Storage.goals[position.token]] = try goal.scaled(
                by: whole + raise.word,
                over: whole,
                rounding: .up
            )
        }
        frame.emit(GoalsRaised(raise: raise))
    }

    /// Whether every goal is met, more quote tokens are left than their goal, and raising is on.
    static func canRaise(_ book: Book, _ frame: borrowing Frame) throws(Fault) -> Bool {
        let status = currentStatus(frame)
        guard status.phase == .rebalancing, status.slices == 0 else { return false }
        let goal = frame[Storage.goals[frame[Storage.assets[0]]]]
        return frame[Storage.limits].raise.count > 0 && book.idle > goal
            && areGoalsMet(book, frame)
    }

    /// Whether every asset but the quote token is where the auction leads, within a unit of
    /// value: what is less cannot be bid for.
    static func areGoalsMet(_ book: Book, _ frame: borrowing Frame) -> Bool {
        book.positions.dropFirst().allSatisfy { $0.balance == frame[Storage.goals[$0.token]] }
    }

    /// Ends a rebalance before its time: when an auction has met its goals.
    static func closeRebalance(_ frame: borrowing Frame) throws(Fault) {
        let status = try enter(.closeRebalance, frame)
        let book = try settle(frame).book
        try close(status, book, frame)
        leave(frame)
    }

    static func close(
        _ status: Status,
        _ book: Book,
        _ frame: borrowing Frame
    ) throws(Fault) {
        guard status.slices == 0, areGoalsMet(book, frame) else { throw Refusal.goalsNotMet }
        try move(to: rested(status, frame), by: .closeRebalance, from: status, frame)
    }
}
