import Contracts
import Execution
import Primitives
import WideMath

/// A keeper's routes over all the venues of a vault, within its slippage guard.
///
/// Each trade is divided over direct pools and ways through one other token, at the pools as the
/// trades before it leave them.
struct TradeRouting {
    private let pools: [PoolInfo]
    private let slippage: BasisPoints
    /// Base and quote reserves of each pool after the trades so far.
    private var reserves: [(base: UInt256, quote: UInt256)]

    init(_ pools: [PoolInfo], slippage: BasisPoints, machine: Machine) {
        self.pools = pools
        self.slippage = slippage
        reserves = pools.map { $0.reserves(on: machine) }
    }

    /// Trades and what they bring in the end.
    struct Order {
        var trades: [Vault.Trade] = []
        var amountOut = UInt256.zero
    }

    /// Trades that sell at most an amount for at most another; none if even the smallest loses too
    /// much.
    ///
    /// `price` is the oracle value of one input unit in output units.
    mutating func order(
        selling tokenIn: TokenInfo,
        for tokenOut: TokenInfo,
        most: UInt256,
        mostOut: UInt256 = .max,
        price: Double
    ) -> Order {
        let ways = ways(from: tokenIn, to: tokenOut)
        let paths = ways.map { way in RoutePath(way.map(hop)) }
        var amountIn = amountWithinSlippage(most, price, paths)
        // The mean price only gets better with less: each turn takes a little more off than in
        // proportion, so that one of them ends below.
        for _ in 0..<4 {
            guard !amountIn.isZero,
                let split = try? RouteSolver.split(amountIn: amountIn, over: paths)
            else { return Order() }
            if split.amountOut <= mostOut {
                let legs = split.legs.flatMap { leg in trades(of: leg, ways[leg.path]) }
                return Order(trades: legs, amountOut: split.amountOut)
            }
            let scaled =
                amountIn.multiplied(by: mostOut, dividedBy: split.amountOut, rounding: .down)
            amountIn =
                scaled?.multiplied(by: 99_999, dividedBy: 100_000, rounding: .down) ?? .zero
        }
        return Order()
    }

    // MARK: Ways

    /// One pool in one direction.
    private struct Step {
        let pool: Int
        let sellsBase: Bool
    }

    /// Direct pools first, then ways through one other token.
    private func ways(from tokenIn: TokenInfo, to tokenOut: TokenInfo) -> [[Step]] {
        let firsts = steps(from: tokenIn)
        var ways = firsts.filter { out(of: $0) == tokenOut }.map { [$0] }
        for first in firsts where out(of: first) != tokenOut {
            for second in steps(from: out(of: first)) where out(of: second) == tokenOut {
                ways.append([first, second])
            }
        }
        return ways
    }

    private func steps(from token: TokenInfo) -> [Step] {
        pools.indices.compactMap { index in
            if pools[index].base == token { return Step(pool: index, sellsBase: true) }
            if pools[index].quote == token { return Step(pool: index, sellsBase: false) }
            return nil
        }
    }

    private func out(of step: Step) -> TokenInfo {
        step.sellsBase ? pools[step.pool].quote : pools[step.pool].base
    }

    private func hop(_ step: Step) -> RouteHop {
        let pool = pools[step.pool]
        let (base, quote) = reserves[step.pool]
        return RouteHop(
            pair: pool.pair,
            tokenIn: step.sellsBase ? pool.base.address : pool.quote.address,
            tokenOut: step.sellsBase ? pool.quote.address : pool.base.address,
            reserveIn: step.sellsBase ? base : quote,
            reserveOut: step.sellsBase ? quote : base,
            fee: pool.fee
        )
    }

    // MARK: Amounts

    /// The most that loses no more than three quarters of the allowed slippage.
    ///
    /// The mean price of the best division falls with its input. Estimated in `Double`: it bounds
    /// an order that the vault itself checks in integers.
    private func amountWithinSlippage(
        _ most: UInt256,
        _ price: Double,
        _ paths: [RoutePath]
    ) -> UInt256 {
        let allowed = 0.75 * Double(slippage.count) / 10_000
        let least = price * (1 - allowed)
        func isWithin(_ amount: Double) -> Bool {
            RouteSolver.optimum(amountIn: amount, over: paths).amountOut >= amount * least
        }
        let wanted = most.asDouble
        if isWithin(wanted) { return most }
        var (low, high) = (0.0, wanted)
        // Halved until the last bit of a `Double`.
        for _ in 0..<64 {
            let middle = low + (high - low) / 2
            if isWithin(middle) { low = middle } else { high = middle }
        }
        return UInt256(truncating: low) ?? .zero
    }

    /// The trades of one leg: its amount into the first pool, the rest carries on.
    private mutating func trades(of leg: RouteSplit.Leg, _ way: [Step]) -> [Vault.Trade] {
        let kept = UInt256(10_000 - min(slippage.count, 10_000))
        return way.enumerated().map { index, step in
            let amountIn = leg.amounts[index]
            let amountOut = leg.amounts[index + 1]
            let isLast = index + 1 == way.count
            let least = amountOut.multiplied(by: kept, dividedBy: 10_000, rounding: .up)
            let trade = Vault.Trade(
                pair: pools[step.pool].pair,
                tokenIn: hop(step).tokenIn,
                amountIn: TokenAmount(index == 0 ? amountIn : .zero),
                amountOutMin: TokenAmount(isLast ? least ?? .zero : .zero)
            )
            move(step, amountIn, amountOut)
            return trade
        }
    }

    private mutating func move(_ step: Step, _ amountIn: UInt256, _ amountOut: UInt256) {
        let (base, quote) = reserves[step.pool]
        reserves[step.pool] =
            step.sellsBase
            ? (base.wrappingAdd(amountIn), quote.wrappingSubtract(amountOut))
            : (base.wrappingSubtract(amountOut), quote.wrappingAdd(amountIn))
    }
}
