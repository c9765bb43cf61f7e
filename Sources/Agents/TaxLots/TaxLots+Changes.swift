import Primitives

extension TaxLots {
    /// The number under which sales are booked that raise money for withdrawals and are no
    /// rebalance's: rebalances count from 1.
    public static let withdrawals: UInt64 = 0

    /// Books a change; one that cannot be booked whole changes nothing.
    ///
    /// - Returns: The gain on what was sold; nothing where nothing was.
    @discardableResult
    public mutating func book(
        _ change: LotChange,
        at time: UInt64,
        by method: Method
    ) throws(TaxLotsError) -> RealisedGain? {
        switch change {
        case .trade(let trade):
            return try self.trade(
                tokenIn: trade.tokenIn,
                amountIn: trade.amountIn,
                tokenOut: trade.tokenOut,
                amountOut: trade.amountOut,
                value: trade.value,
                at: time,
                by: method,
                in: trade.rebalance
            )
        case .gift(let asset, let amount):
            try buy(asset, amount: amount, cost: .zero, at: time)
        case .slice(let asset, let amount):
            try slice(asset, amount: amount, at: time)
        }
        return nil
    }
}
