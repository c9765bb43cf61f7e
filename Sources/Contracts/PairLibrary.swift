import Execution
import Primitives
import WideMath

/// What UniswapV2Library asks of pairs for a router.
///
/// Source: Uniswap v2-periphery, `contracts/libraries/UniswapV2Library.sol`.
enum PairLibrary {
    /// The amounts along a path, and the pairs between its tokens.
    struct Route {
        var amounts: [UInt256]
        var pairs: [Address]
    }

    /// Where the pair of two tokens is.
    static func pair(
        _ one: Address,
        _ other: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> Address {
        chargePair(one, other, frame)
        let factory = Router.factory(frame)
        return try frame.derived(from: one, other, by: factory) { () throws(Fault) in
            try PairAddress.pair(one, other, factory: factory)
        }
    }

    /// Charges for working a pair's address out.
    static func chargePair(_ one: Address, _ other: Address, _ frame: borrowing Frame) {
        frame.charge(ComputeCharge.pairAddress)
        chargeOrder(one, other, steps: 1, frame)
    }

    /// Charges for steps that take a longer branch when two tokens are not in order of address.
    static func chargeOrder(
        _ one: Address,
        _ other: Address,
        steps: Int,
        _ frame: borrowing Frame
    ) {
        if one < other { return }
        for _ in 0..<steps { frame.charge(ComputeCharge.outOfOrder) }
    }

    /// The reserves of the pair of two tokens, in the order of the tokens.
    static func reserves(
        _ tokenA: Address,
        _ tokenB: Address,
        of pair: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> (a: UInt256, b: UInt256) {
        frame.charge(ComputeCharge.askReserves)
        chargeOrder(tokenA, tokenB, steps: 2, frame)
        let returned = try frame.staticCall(pair, Pair.Function.getReserves)
        let reserve0 = try returned.word(0)
        let reserve1 = try returned.word(1)
        return tokenA < tokenB ? (reserve0, reserve1) : (reserve1, reserve0)
    }

    /// What an exact input becomes, hop after hop.
    static func amountsOut(
        _ amountIn: UInt256,
        _ path: [Address],
        _ frame: borrowing Frame
    ) throws(Fault) -> Route {
        try checkLength(path, frame)
        var route = Route(amounts: [], pairs: [])
        route.amounts.reserveCapacity(path.count)
        route.pairs.reserveCapacity(path.count - 1)
        route.amounts.append(amountIn)
        for hop in 0..<(path.count - 1) {
            try frame.checkGas()
            let pair = try pair(path[hop], path[hop + 1], frame)
            let reserves = try reserves(path[hop], path[hop + 1], of: pair, frame)
            let amountOut = try ConstantProduct.amountOut(
                amountIn: route.amounts[hop],
                reserveIn: reserves.a,
                reserveOut: reserves.b,
                fee: Router.fee(frame)
            )
            frame.charge(ComputeCharge.amountOut)
            route.amounts.append(amountOut)
            route.pairs.append(pair)
        }
        return route
    }

    /// What an exact output takes, hop before hop.
    static func amountsIn(
        _ amountOut: UInt256,
        _ path: [Address],
        _ frame: borrowing Frame
    ) throws(Fault) -> Route {
        try checkLength(path, frame)
        var route = Route(
            amounts: Array(repeating: amountOut, count: path.count),
            pairs: Array(repeating: .zero, count: path.count - 1)
        )
        for hop in (0..<(path.count - 1)).reversed() {
            try frame.checkGas()
            let pair = try pair(path[hop], path[hop + 1], frame)
            let reserves = try reserves(path[hop], path[hop + 1], of: pair, frame)
            // Nothing bought and an empty pair are refused before.
            if !route.amounts[hop + 1].isZero, !reserves.a.isZero, !reserves.b.isZero {
                frame.charge(ComputeCharge.amountInStart)
            }
            route.amounts[hop] = try ConstantProduct.amountIn(
                amountOut: route.amounts[hop + 1],
                reserveIn: reserves.a,
                reserveOut: reserves.b,
                fee: Router.fee(frame)
            )
            frame.charge(ComputeCharge.amountIn)
            route.pairs[hop] = pair
        }
        return route
    }

    private static func checkLength(
        _ path: [Address],
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.pathAmounts)
        guard path.count >= 2 else {
            throw .revert(.message("UniswapV2Library: INVALID_PATH"))
        }
    }
}
