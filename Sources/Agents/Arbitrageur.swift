import Chain
import Contracts
import Primitives
import WideMath

/// Brings a pool back to the outside price whenever that pays for its gas.
public struct Arbitrageur: Agent {
    /// The agent's name.
    public let name: String
    private let wallet: Wallet
    private let pool: PoolInfo
    /// The least profit after gas, in the pool's quote token.
    private let minProfit: Double
    private let fees: FeePolicy

    /// An arbitrageur of one pool.
    public init(
        name: String,
        wallet: Wallet,
        pool: PoolInfo,
        minProfit: Double,
        fees: FeePolicy
    ) {
        self.name = name
        self.wallet = wallet
        self.pool = pool
        self.minProfit = minProfit
        self.fees = fees
    }

    /// Trades the pool to the edge of its no-arbitrage band, if it is outside.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard !outbox.holds(wallet) else { return }
        let reserves = pool.reserves(on: view.machine)
        guard let price = rawPrice(view),
            let bound = RepegSizing.profitBound(
                reserve0: reserves.base,
                reserve1: reserves.quote,
                fee: pool.fee,
                price: price
            )
        else { return }
        let offered = fees.fees(baseFee: view.machine.block.baseFee)
        let gasPrice = Wei(view.machine.block.baseFee.raw.wrappingAdd(offered.priority.raw))
        let gasCost =
            view.cost(of: SwapGas.usual, at: gasPrice, in: pool.quote)
            / pool.quote.unit.asDouble
        // Most deviations are not worth the gas, which is seen before the best trade is found.
        guard worth(bound.profit, bound.direction, view) - gasCost > minProfit,
            let trade = RepegSizing.trade(
                reserve0: reserves.base,
                reserve1: reserves.quote,
                fee: pool.fee,
                price: price
            ), worth(trade.profit.asDouble, trade.direction, view) - gasCost > minProfit
        else { return }
        let sellsBase = trade.direction == .zeroForOne
        let input = sellsBase ? pool.base : pool.quote
        let held = ShareLedger.balance(
            of: wallet.address,
            token: input.address,
            on: view.machine
        )
        guard trade.amountIn <= held.raw else { return }
        // Break-even at the outside price: what it is worth less the profit, in output units.
        let least =
            sellsBase
            ? trade.amountIn.multiplied(
                by: price.denominator,
                dividedBy: price.numerator,
                rounding: .up
            )
            : trade.amountIn.multiplied(
                by: price.numerator,
                dividedBy: price.denominator,
                rounding: .up
            )
        outbox.send(
            Outbox.Order(
                target: pool.router,
                data: pool.swapCalldata(
                    amountIn: trade.amountIn,
                    amountOutMin: least ?? trade.amountOut,
                    sellsBase: sellsBase,
                    to: wallet.address,
                    deadline: view.machine.block.timestamp + 120
                ),
                gasLimit: SwapGas.limit,
                fees: offered,
                purpose: .arbitrage
            ),
            from: wallet,
            author: name
        )
    }

    /// A profit in raw units of the input, in whole quote tokens.
    private func worth(
        _ profit: Double,
        _ direction: RepegTrade.Direction,
        _ view: borrowing BlockView
    ) -> Double {
        direction == .zeroForOne
            ? profit / pool.base.unit.asDouble * view.price(of: pool)
            : profit / pool.quote.unit.asDouble
    }

    /// The outside price as raw units of base for raw units of quote.
    private func rawPrice(_ view: borrowing BlockView) -> RawPrice? {
        // Nine more digits than the price has keep it exact to well below a pool's own rounding.
        let scale = 1e9
        guard let quoteSide = UInt256(truncating: view.price(of: pool) * scale) else { return nil }
        // A unit has 18 digits at most.
        let numerator = pool.base.unit.wrappingMultiply(1_000_000_000)
        let denominator = pool.quote.unit.multipliedReportingOverflow(by: quoteSide)
        if denominator.overflow { return nil }
        return RawPrice(numerator: numerator, denominator: denominator.partialValue)
    }
}
