import Chain
import Contracts
import Primitives
import WideMath

/// What a vault's log says of its lots: transaction by transaction, what it traded, was given and
/// paid out in kind.
///
///     var log = VaultLog(vault, answers: answersAtTheStart)
///     for change in try log.read(receipt.logs) { try lots.book(change, at: time, by: method) }
///
/// It reads nothing but logs: the vault's own events, the transfers of its assets and the answers
/// of its oracles. The amounts that it gives sum to the vault's balances, less what others may
/// claim, to the unit; so long as a token tells of every transfer.
///
/// - A trade is worth its quote tokens; one between two other assets what the vault got, at the
///   oracle's answer of that moment, rounded down.
/// - A route over several pools is one trade, of what went in for what came out: what it passes
///   through goes from pool to pool, is never the vault's and has no lot and no gain.
/// - What comes without an event of the vault is a gift, whoever sent it and whyever.
/// - What a redemption in kind pays, or leaves to be claimed, is a slice; so is whatever else goes
///   without a trade.
///
/// Between two of the vault's calls, what is given goes before, what is paid out after its trades.
public struct VaultLog: Sendable {
    /// The number of the last rebalance, counted from 1 as they are opened; 0 before the first.
    ///
    /// All slices of a rebalance have one number, and so have all bids of an auction.
    public var rebalance: UInt64 { rebalances.number }
    private var rebalances: RebalanceNumber
    private let vault: VaultInfo
    /// The last answer of each oracle: one for the quote token, then the holdings in order.
    private var answers: [UInt256]
    /// The call of the vault that is being read.
    private var call = VaultCall()

    /// A log from a moment on at which the oracles say these answers: one for the quote token, then
    /// the holdings in order, as in `VaultBooks`.
    public init(_ vault: VaultInfo, answers: [UInt256]) {
        self.vault = vault
        rebalances = RebalanceNumber(vault.address)
        self.answers = answers
    }

    /// The value of an amount of a holding at its oracle's last answer, in quote units, rounded
    /// down.
    public func value(of amount: TokenAmount, holding: Int) throws(TaxLotsError) -> TokenAmount {
        let token = vault.holdings[holding].token
        do throws(Fault) {
            return try VaultMath.value(
                of: amount,
                answer: answers[holding + 1],
                assetUnit: token.unit,
                quoteUnit: vault.quote.unit
            )
        } catch { throw .overflow(asset: token.address) }
    }

    /// The lots of what a vault begins with, bought at the oracles' answers: balances of the quote
    /// token, which has none, and of the holdings in order.
    public func lots(
        of balances: [TokenAmount],
        at time: UInt64
    ) throws(TaxLotsError) -> TaxLots {
        var lots = TaxLots(quote: vault.quote.address)
        for (index, balance) in balances.dropFirst().enumerated() where !balance.isZero {
            let cost = try value(of: balance, holding: index)
            try lots.buy(vault.holdings[index].token.address, amount: balance, cost: cost, at: time)
        }
        return lots
    }

    /// Reads the log of one transaction, whole.
    public mutating func read(_ logs: [Log]) throws(TaxLotsError) -> [LotChange] {
        var changes: [LotChange] = []
        // By numbers: a copy of an entry costs more than a look at it, and most are of others.
        for index in logs.indices {
            switch logs[index].topics.first {
            case ERC20.Transfer.topic: try transfer(logs[index])
            case PriceFeed.AnswerUpdated.topic: answer(logs[index])
            default:
                guard logs[index].address == vault.address else { continue }
                rebalances.take(index, of: logs)
                changes += try event(logs[index], after: logs[..<index])
            }
        }
        // What moved after the vault's last event.
        if !call.isEmpty { changes += try close(in: TaxLots.withdrawals) }
        return changes
    }

    // MARK: Tokens and oracles

    private func holding(_ token: Address) -> Int? {
        vault.holdings.firstIndex { $0.token.address == token }
    }

    private mutating func transfer(_ log: Log) throws(TaxLotsError) {
        // Whose account it is: cheaper to see than the rest.
        let word = vault.address.word
        guard log.topics.indices.contains(where: { $0 > 0 && log.topics[$0] == word }),
            let transfer = TokenTransfer(log), transfer.from != transfer.to,
            transfer.from == vault.address || transfer.to == vault.address,
            let holding = holding(log.address)
        else { return }
        let isIn = transfer.to == vault.address
        try call.add(transfer.amount, isIn ? \.came : \.went, holding, of: log.address)
    }

    private mutating func answer(_ log: Log) {
        guard log.topics.count == 3 else { return }
        for (index, holding) in vault.holdings.enumerated() where holding.feed == log.address {
            answers[index + 1] = log.topics[1]
        }
    }

    // MARK: The vault's own events

    private mutating func event(
        _ log: Log,
        after earlier: ArraySlice<Log>
    ) throws(TaxLotsError) -> [LotChange] {
        switch log.topics.first {
        case Vault.Traded.topic:
            guard let hop = Vault.Traded(log) else { return [] }
            call.take(hop, isLast: arrives(hop.tokenOut, earlier))
            return []
        case Vault.Rebalanced.topic: return try close(in: rebalance)
        case Vault.Bought.topic:
            guard let bid = Vault.Bought(log) else { return [] }
            call.take(bid, quote: vault.quote.address)
            return try close(in: rebalance)
        case Vault.LeftOut.topic:
            guard let left = Vault.LeftOut(log), let holding = holding(left.token) else {
                return []
            }
            // It is the owner's from now on.
            try call.add(left.amount, \.went, holding, of: left.token)
            return []
        case Vault.Claimed.topic:
            guard let claim = Vault.Claimed(log), let holding = holding(claim.token) else {
                return []
            }
            // It was none of the vault's any more.
            try call.add(claim.amount, \.sold, holding, of: claim.token)
            return []
        case Vault.Withdraw.topic, Vault.RedeemedInKind.topic:
            return try close(in: TaxLots.withdrawals)
        default:
            return []
        }
    }

    /// Whether the last transfer of a token before its trade's event went to the vault: on a route
    /// each pool but the last pays the next one.
    private func arrives(_ token: Address, _ earlier: ArraySlice<Log>) -> Bool {
        let last = earlier.last { $0.address == token && TokenTransfer($0) != nil }
        return last.flatMap(TokenTransfer.init)?.to == vault.address
    }

    // MARK: The end of a call

    /// The changes of a call that has ended: gifts, trades, slices.
    private mutating func close(in rebalance: UInt64) throws(TaxLotsError) -> [LotChange] {
        guard !call.isEmpty else { return [] }
        defer { call = VaultCall() }
        var trades: [LotChange] = []
        for trade in call.trades {
            guard let value = try value(of: trade) else { continue }
            if let sold = holding(trade.tokenIn) {
                try call.add(trade.amountIn, \.sold, sold, of: trade.tokenIn)
            }
            if let bought = holding(trade.tokenOut) {
                try call.add(trade.amountOut, \.bought, bought, of: trade.tokenOut)
            }
            trades.append(
                .trade(
                    LotTrade(
                        tokenIn: trade.tokenIn,
                        amountIn: trade.amountIn,
                        tokenOut: trade.tokenOut,
                        amountOut: trade.amountOut,
                        value: value,
                        in: rebalance
                    )
                )
            )
        }
        let assets = vault.holdings.map(\.token.address)
        return try call.gifts(assets) + trades + call.slices(assets)
    }

    /// What changed hands, in quote units; nothing where neither side has a price.
    private func value(of trade: VaultCall.Trade) throws(TaxLotsError) -> TokenAmount? {
        if trade.tokenIn == vault.quote.address { return trade.amountIn }
        if trade.tokenOut == vault.quote.address { return trade.amountOut }
        guard let bought = holding(trade.tokenOut) else { return nil }
        return try value(of: trade.amountOut, holding: bought)
    }
}
