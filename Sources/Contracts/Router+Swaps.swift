import Execution
import Primitives
import WideMath

extension Router {
    /// Answers the functions that swap tokens for tokens; nothing if the selector is another.
    static func swap(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output? {
        switch selector {
        case Function.swapExactTokensForTokens.value:
            let input = try frame.arguments(5)
            let amounts = try swapExactInput(
                input[0],
                amountOutMin: input[1],
                try path(input, 2),
                to: input.address(3),
                deadline: input[4],
                frame
            )
            return frame.output(array: amounts)
        case Function.swapTokensForExactTokens.value:
            let input = try frame.arguments(5)
            let amounts = try swapExactOutput(
                input[0],
                amountInMax: input[1],
                try path(input, 2),
                to: input.address(3),
                deadline: input[4],
                frame
            )
            return frame.output(array: amounts)
        case Function.swapExactTokensForTokensFeeOnTransfer.value:
            let input = try frame.arguments(5)
            try swapFeeOnTransfer(
                input[0],
                amountOutMin: input[1],
                try path(input, 2),
                to: input.address(3),
                deadline: input[4],
                frame
            )
            return frame.output()
        default: return nil
        }
    }

    private static func swapExactInput(
        _ amountIn: UInt256,
        amountOutMin: UInt256,
        _ path: [Address],
        to: Address,
        deadline: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) -> [UInt256] {
        frame.charge(ComputeCharge.routerSwapStart)
        try ensure(deadline, frame)
        let route = try PairLibrary.amountsOut(amountIn, path, frame)
        try requireOutput(route, atLeast: amountOutMin)
        try pay(path, route, frame)
        try swap(route, path, to: to, frame)
        return route.amounts
    }

    private static func swapExactOutput(
        _ amountOut: UInt256,
        amountInMax: UInt256,
        _ path: [Address],
        to: Address,
        deadline: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) -> [UInt256] {
        frame.charge(ComputeCharge.routerSwapStart)
        try ensure(deadline, frame)
        let route = try PairLibrary.amountsIn(amountOut, path, frame)
        try requireInput(route, atMost: amountInMax)
        try pay(path, route, frame)
        try swap(route, path, to: to, frame)
        return route.amounts
    }

    // MARK: Shared steps

    /// Refuses a route that ends with too little.
    static func requireOutput(
        _ route: PairLibrary.Route,
        atLeast min: UInt256
    ) throws(Fault) {
        guard route.amounts[route.amounts.count - 1] >= min else {
            throw .revert(.message("UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT"))
        }
    }

    /// Refuses a route that begins with too much.
    static func requireInput(
        _ route: PairLibrary.Route,
        atMost max: UInt256
    ) throws(Fault) {
        guard route.amounts[0] <= max else {
            throw .revert(.message("UniswapV2Router: EXCESSIVE_INPUT_AMOUNT"))
        }
    }

    /// Sends the caller's input to the first pair.
    static func pay(
        _ path: [Address],
        _ route: PairLibrary.Route,
        _ frame: borrowing Frame
    ) throws(Fault) {
        PairLibrary.chargePair(path[0], path[1], frame)
        let amount = TokenAmount(route.amounts[0])
        try TransferHelper.transferFrom(path[0], to: route.pairs[0], amount, frame)
    }

    /// Asks each pair in turn to pay the next; the first has been paid.
    ///
    /// The original works the pairs' addresses out anew, here that is only paid for.
    static func swap(
        _ route: PairLibrary.Route,
        _ path: [Address],
        to: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        for hop in 0..<route.pairs.count {
            try frame.checkGas()
            let isLast = hop + 1 == route.pairs.count
            let (tokenIn, tokenOut) = (path[hop], path[hop + 1])
            chargeHop(tokenIn, tokenOut, frame)
            PairLibrary.chargePair(tokenIn, tokenOut, frame)
            if !isLast { PairLibrary.chargePair(tokenOut, path[hop + 2], frame) }
            try Pair.askToSwap(
                route.pairs[hop],
                out: route.amounts[hop + 1],
                ofToken1: tokenIn < tokenOut,
                to: isLast ? to : route.pairs[hop + 1],
                frame
            )
        }
        frame.charge(ComputeCharge.routerSwapEnd)
    }

    /// Charges for sorting the tokens of a hop and asking their pair to swap.
    static func chargeHop(
        _ tokenIn: Address,
        _ tokenOut: Address,
        _ frame: borrowing Frame
    ) {
        frame.charge(ComputeCharge.hop)
        PairLibrary.chargeOrder(tokenIn, tokenOut, steps: 2, frame)
    }
}
