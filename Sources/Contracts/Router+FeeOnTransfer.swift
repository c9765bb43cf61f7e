import Execution
import Primitives
import WideMath

/// Swaps that measure what arrives, for tokens that keep a part of every transfer.
extension Router {
    /// Swaps an exact input; refuses if the receiver ends up with too little more.
    static func swapFeeOnTransfer(
        _ amountIn: UInt256,
        amountOutMin: UInt256,
        _ path: [Address],
        to: Address,
        deadline: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.routerSwapStart)
        try ensure(deadline, frame)
        // An index outside the path is the old compiler's invalid opcode.
        guard path.count >= 2, let last = path.last else { throw .halt(.invalidOpcode) }
        let first = try PairLibrary.pair(path[0], path[1], frame)
        try TransferHelper.transferFrom(path[0], to: first, TokenAmount(amountIn), frame)
        let before = try balance(last, of: to, frame)
        try swapWhatArrived(path, to: to, frame)
        let gained = try DSMath.sub(try balance(last, of: to, frame), before)
        try requireOutput(gained, atLeast: amountOutMin)
    }

    /// Refuses an amount that is too little.
    static func requireOutput(_ amount: UInt256, atLeast min: UInt256) throws(Fault) {
        guard amount >= min else {
            throw .revert(.message("UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT"))
        }
    }

    /// Asks each pair in turn to swap what it holds beyond its reserves.
    static func swapWhatArrived(
        _ path: [Address],
        to: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        for hop in 0..<(path.count - 1) {
            try frame.checkGas()
            let (tokenIn, tokenOut) = (path[hop], path[hop + 1])
            let pair = try PairLibrary.pair(tokenIn, tokenOut, frame)
            let reserves = try PairLibrary.reserves(tokenIn, tokenOut, of: pair, frame)
            let amountIn = try DSMath.sub(try balance(tokenIn, of: pair, frame), reserves.a)
            let out = try ConstantProduct.amountOut(
                amountIn: amountIn,
                reserveIn: reserves.a,
                reserveOut: reserves.b,
                fee: fee(frame)
            )
            frame.charge(ComputeCharge.amountOut)
            let next =
                hop + 2 < path.count
                ? try PairLibrary.pair(tokenOut, path[hop + 2], frame) : to
            chargeHop(tokenIn, tokenOut, frame)
            try Pair.askToSwap(pair, out: out, ofToken1: tokenIn < tokenOut, to: next, frame)
        }
    }

    /// What a holder has of a token.
    static func balance(
        _ token: Address,
        of holder: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> UInt256 {
        frame.charge(ComputeCharge.askBalance)
        return try frame.staticCall(token, ERC20.balanceOf, holder).word()
    }
}
