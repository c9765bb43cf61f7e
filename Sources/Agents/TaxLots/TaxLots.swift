import Primitives
import WideMath

/// The purchases a portfolio still holds, lot by lot, and what its sales have gained.
///
///     var lots = TaxLots(quote: usdc)
///     try lots.buy(weth, amount: ten, cost: price, at: 1_600_000_000)
///     let sale = try lots.sell(
///         weth, amount: one, proceeds: paid, at: 1_700_000_000, by: .highestCostFirst, in: 7
///     )
///     sale.gain   // of this sale
///     lots.realised(in: 7)   // of rebalance 7
///
/// It stands beside a vault and watches its trades, which `VaultLog` reads; the vault knows nothing
/// of it. Costs, proceeds and gains are in quote units; the quote token itself has no lots. What it
/// would mean for a tax is left to the reader: wash sales and the like are not considered.
///
/// **Rounding**: where an amount of money is divided over parts of a lot or of a sale, a part gets
/// its share of what is left rounded down, and the rest keeps the rest (`share`). So the cost of
/// what is sold and of what remains sum to the cost of the lot, and the proceeds of the parts to
/// those of the sale, to the unit. It favours the larger gain now, by less than one unit a lot.
public struct TaxLots: Hashable, Sendable {
    /// Which lots a sale takes first.
    public enum Method: Hashable, Sendable, CaseIterable {
        /// The oldest.
        case firstInFirstOut
        /// Those whose unit cost most, the older of equal ones: the least gain now.
        case highestCostFirst
    }

    /// The token that costs and proceeds are counted in.
    public let quote: Address
    /// For each asset its lots, the oldest first.
    private var lotsByAsset: [Address: [TaxLot]] = [:]
    private var gainByRebalance: [UInt64: Gain] = [:]
    /// What the slices that left without a sale had cost, in quote units.
    public private(set) var slicedCost = TokenAmount.zero
    private var lastTime: UInt64 = 0

    /// Nothing held yet.
    public init(quote: Address) { self.quote = quote }

    /// The lots of an asset, the oldest first.
    public func lots(of asset: Address) -> [TaxLot] { lotsByAsset[asset] ?? [] }

    /// How much of an asset is held and what it cost; sums that fit, as `buy` checks.
    public func holding(of asset: Address) -> (amount: TokenAmount, cost: TokenAmount) {
        let sums = lots(of: asset).reduce((UInt256.zero, UInt256.zero)) {
            ($0.0.wrappingAdd($1.amount.raw), $0.1.wrappingAdd($1.cost.raw))
        }
        return (TokenAmount(sums.0), TokenAmount(sums.1))
    }

    /// The gain of all sales of a rebalance; none if it made none.
    public func realised(in rebalance: UInt64) -> Gain { gainByRebalance[rebalance] ?? Gain() }

    /// The rebalances that sold something, in ascending order.
    public var rebalances: [UInt64] { gainByRebalance.keys.sorted() }

    /// Adds a lot: `cost` is what the purchase took, in quote units; zero for a gift.
    public mutating func buy(
        _ asset: Address,
        amount: TokenAmount,
        cost: TokenAmount,
        at time: UInt64
    ) throws(TaxLotsError) {
        try check(asset, amount, time)
        let held = holding(of: asset)
        guard !held.amount.raw.addingReportingOverflow(amount.raw).overflow,
            !held.cost.raw.addingReportingOverflow(cost.raw).overflow
        else { throw .overflow(asset: asset) }
        lotsByAsset[asset, default: []]
            .append(TaxLot(amount: amount, cost: cost, acquiredAt: time))
        lastTime = time
    }

    /// Takes an amount from the lots and books the gain to a rebalance.
    ///
    /// O(n log n) in the lots of the asset.
    @discardableResult
    public mutating func sell(
        _ asset: Address,
        amount: TokenAmount,
        proceeds: TokenAmount,
        at time: UInt64,
        by method: Method,
        in rebalance: UInt64
    ) throws(TaxLotsError) -> RealisedGain {
        try check(asset, amount, time)
        let (sale, rest) = try taking(amount, of: asset, for: proceeds, at: time, by: method)
        guard let total = realised(in: rebalance).adding(sale.gain) else {
            throw .overflow(asset: asset)
        }
        lotsByAsset[asset] = rest.isEmpty ? nil : rest
        gainByRebalance[rebalance] = total
        lastTime = time
        return sale
    }

    /// Takes an amount from all lots of an asset in proportion, without a sale: neither method's
    /// lots are preferred, and no gain is realised.
    ///
    /// Each lot gives its share of what is still to be taken from it and those after it, rounded
    /// down, so that the shares sum to the amount; of its cost likewise.
    ///
    /// - Returns: What the amount had cost.
    @discardableResult
    public mutating func slice(
        _ asset: Address,
        amount: TokenAmount,
        at time: UInt64
    ) throws(TaxLotsError) -> TokenAmount {
        try check(asset, amount, time)
        let held = holding(of: asset)
        guard amount <= held.amount else {
            throw .exceedsHolding(asset: asset, amount: amount, held: held.amount)
        }
        var lots = lots(of: asset)
        var (amountLeft, heldLeft) = (amount.raw, held.amount.raw)
        var cost = UInt256.zero
        for (index, lot) in lots.enumerated() {
            let taken = TaxLot.share(of: amountLeft, lot.amount.raw, of: heldLeft)
            // No more is left to be taken than is held, here and after each lot: the share is at
            // least what the lots after this one cannot give.
            amountLeft = amountLeft.wrappingSubtract(taken)
            heldLeft = heldLeft.wrappingSubtract(lot.amount.raw)
            let (part, rest) = lot.divided(taking: taken)
            cost = cost.wrappingAdd(part.cost.raw)
            lots[index] = rest
        }
        let sum = slicedCost.raw.addingReportingOverflow(cost)
        guard !sum.overflow else { throw .overflow(asset: asset) }
        slicedCost = TokenAmount(sum.partialValue)
        let kept = lots.filter { !$0.amount.isZero }
        lotsByAsset[asset] = kept.isEmpty ? nil : kept
        lastTime = time
        return TokenAmount(cost)
    }

    /// What a sale would gain, without making it.
    public func gainOfSelling(
        _ asset: Address,
        amount: TokenAmount,
        for proceeds: TokenAmount,
        at time: UInt64,
        by method: Method
    ) throws(TaxLotsError) -> RealisedGain {
        try check(asset, amount, time)
        return try taking(amount, of: asset, for: proceeds, at: time, by: method).sale
    }

    private func check(
        _ asset: Address,
        _ amount: TokenAmount,
        _ time: UInt64
    ) throws(TaxLotsError) {
        guard asset != quote else { throw .isQuote(asset: asset) }
        guard !amount.isZero else { throw .zeroAmount(asset: asset) }
        guard time >= lastTime else { throw .timeWentBack(last: lastTime, given: time) }
    }

    /// The sale of an amount, and the lots that remain, the oldest first.
    private func taking(
        _ amount: TokenAmount,
        of asset: Address,
        for proceeds: TokenAmount,
        at time: UInt64,
        by method: Method
    ) throws(TaxLotsError) -> (sale: RealisedGain, rest: [TaxLot]) {
        var lots = lots(of: asset)
        var order = Array(lots.indices)
        if method == .highestCostFirst {
            order.sort { first, second in
                if lots[first].costsMore(than: lots[second]) { return true }
                return !lots[second].costsMore(than: lots[first]) && first < second
            }
        }
        var parts: [RealisedGain.Part] = []
        var amountLeft = amount.raw
        var proceedsLeft = proceeds.raw
        var cost = UInt256.zero
        for index in order where !amountLeft.isZero {
            let lot = lots[index]
            let taken = min(lot.amount.raw, amountLeft)
            let (part, rest) = lot.divided(taking: taken)
            let partProceeds = TaxLot.share(of: proceedsLeft, taken, of: amountLeft)
            parts.append(
                RealisedGain.Part(
                    amount: part.amount,
                    gain: Gain(proceeds: TokenAmount(partProceeds), cost: part.cost),
                    acquiredAt: lot.acquiredAt,
                    heldFor: time - lot.acquiredAt
                )
            )
            lots[index] = rest
            // What is taken is at most what there is, of the lot and of the sale.
            amountLeft = amountLeft.wrappingSubtract(taken)
            proceedsLeft = proceedsLeft.wrappingSubtract(partProceeds)
            cost = cost.wrappingAdd(part.cost.raw)
        }
        guard amountLeft.isZero else {
            let held = holding(of: asset).amount
            throw .exceedsHolding(asset: asset, amount: amount, held: held)
        }
        let sale = RealisedGain(
            asset: asset,
            amount: amount,
            gain: Gain(proceeds: proceeds, cost: TokenAmount(cost)),
            parts: parts
        )
        return (sale, lots.filter { !$0.amount.isZero })
    }
}
