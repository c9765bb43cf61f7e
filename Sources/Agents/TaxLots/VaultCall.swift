import Contracts
import Primitives
import WideMath

/// What one call of a vault moves, gathered from its log.
struct VaultCall: Sendable {
    /// What went in and what came out at the end of a way.
    struct Trade: Sendable {
        var tokenIn: Address
        var amountIn: TokenAmount
        let tokenOut: Address
        let amountOut: TokenAmount
    }

    /// What moved of one asset, and what the vault's events say of it.
    struct Flow: Sendable {
        /// What the token says came in.
        var came = TokenAmount.zero
        /// What the token says went out, and what became somebody else's.
        var went = TokenAmount.zero
        /// What trades brought.
        var bought = TokenAmount.zero
        /// What trades took, and what was somebody else's already.
        var sold = TokenAmount.zero
    }

    /// The trades, each with all its hops.
    private(set) var trades: [Trade] = []
    /// A route whose last hop is still to come.
    private var route: Trade?
    /// What moved, by the number of the holding.
    private var flows: [Int: Flow] = [:]

    /// Whether nothing has moved.
    var isEmpty: Bool { flows.isEmpty && trades.isEmpty && route == nil }

    /// Adds an amount to one side of a holding's flow.
    mutating func add(
        _ amount: TokenAmount,
        _ side: WritableKeyPath<Flow, TokenAmount>,
        _ holding: Int,
        of asset: Address
    ) throws(TaxLotsError) {
        var flow = flows[holding] ?? Flow()
        flow[keyPath: side] = try Self.sum(flow[keyPath: side], amount, of: asset)
        flows[holding] = flow
    }

    /// Takes a hop, which goes on with what the one before it gave.
    mutating func take(_ hop: Vault.Traded, isLast: Bool) {
        var trade = Trade(
            tokenIn: hop.tokenIn,
            amountIn: hop.amountIn,
            tokenOut: hop.tokenOut,
            amountOut: hop.amountOut
        )
        if let route, route.tokenOut == hop.tokenIn {
            trade.tokenIn = route.tokenIn
            trade.amountIn = route.amountIn
        }
        route = isLast ? nil : trade
        if isLast { trades.append(trade) }
    }

    /// Takes a bid, a trade between an asset and the quote token.
    mutating func take(_ bid: Vault.Bought, quote: Address) {
        let (amountIn, amountOut) =
            bid.isSale ? (bid.amount, bid.quoteAmount) : (bid.quoteAmount, bid.amount)
        trades.append(
            Trade(
                tokenIn: bid.isSale ? bid.token : quote,
                amountIn: amountIn,
                tokenOut: bid.isSale ? quote : bid.token,
                amountOut: amountOut
            )
        )
    }

    /// What came beyond the trades, in the order of the holdings.
    func gifts(_ assets: [Address]) throws(TaxLotsError) -> [LotChange] {
        var gifts: [LotChange] = []
        for (index, asset) in assets.enumerated() {
            guard let flow = flows[index] else { continue }
            // A token that took less than it was told to gave the rest.
            let amount = try Self.sum(
                Self.excess(flow.came, flow.bought),
                Self.excess(flow.sold, flow.went),
                of: asset
            )
            if !amount.isZero { gifts.append(.gift(asset: asset, amount: amount)) }
        }
        return gifts
    }

    /// What went beyond the trades, in the order of the holdings.
    func slices(_ assets: [Address]) throws(TaxLotsError) -> [LotChange] {
        var slices: [LotChange] = []
        for (index, asset) in assets.enumerated() {
            guard let flow = flows[index] else { continue }
            // A token that brought less than it was told to kept the rest.
            let amount = try Self.sum(
                Self.excess(flow.went, flow.sold),
                Self.excess(flow.bought, flow.came),
                of: asset
            )
            if !amount.isZero { slices.append(.slice(asset: asset, amount: amount)) }
        }
        return slices
    }

    /// How much more the one is than the other; nothing if it is less.
    private static func excess(_ one: TokenAmount, _ other: TokenAmount) -> TokenAmount {
        one > other ? TokenAmount(one.raw.wrappingSubtract(other.raw)) : .zero
    }

    private static func sum(
        _ one: TokenAmount,
        _ other: TokenAmount,
        of asset: Address
    ) throws(TaxLotsError) -> TokenAmount {
        let sum = one.raw.addingReportingOverflow(other.raw)
        if sum.overflow { throw .overflow(asset: asset) }
        return TokenAmount(sum.partialValue)
    }
}
