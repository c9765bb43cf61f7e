import Execution
import Primitives
import WideMath

extension Pair {
    /// Pays tokens out and takes whatever came in, so long as the product of reserves holds; or, in
    /// a batch (`BatchPair`), its price.
    static func swap(
        _ amount0Out: UInt256,
        _ amount1Out: UInt256,
        to: Address,
        _ data: [UInt8],
        at batch: Reserves? = nil,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.swapStart)
        if amount0Out.isZero { frame.charge(ComputeCharge.swapNone) }
        try lock(frame)
        guard !amount0Out.isZero || !amount1Out.isZero else {
            throw .revert(.message("UniswapV2: INSUFFICIENT_OUTPUT_AMOUNT"))
        }
        let reserves = frame[Storage.reserves]
        let reserve0 = UInt256(low: reserves.reserve0)
        let reserve1 = UInt256(low: reserves.reserve1)
        frame.charge(ComputeCharge.swapReserves)
        guard amount0Out < reserve0 else {
            throw .revert(.message("UniswapV2: INSUFFICIENT_LIQUIDITY"))
        }
        frame.charge(ComputeCharge.swapReserve1)
        guard amount1Out < reserve1 else {
            throw .revert(.message("UniswapV2: INSUFFICIENT_LIQUIDITY"))
        }
        let token0 = frame[Storage.token0]
        let token1 = frame[Storage.token1]
        frame.charge(ComputeCharge.swapReceiver)
        guard to != token0, to != token1 else {
            throw .revert(.message("UniswapV2: INVALID_TO"))
        }
        // Optimistic: paid first, checked after, so that a flash swap can earn what it owes.
        if !amount0Out.isZero { try safeTransfer(token0, to, TokenAmount(amount0Out), frame) }
        if !amount1Out.isZero { try safeTransfer(token1, to, TokenAmount(amount1Out), frame) }
        if !data.isEmpty { try callBack(to, amount0Out, amount1Out, data, frame) }
        let balance0 = try balance(token0, frame)
        let balance1 = try balance(token1, frame)
        // amountOut < reserve, so the differences below are not negative.
        let kept0 = reserve0.wrappingSubtract(amount0Out)
        let kept1 = reserve1.wrappingSubtract(amount1Out)
        let amount0In = balance0 > kept0 ? balance0.wrappingSubtract(kept0) : .zero
        let amount1In = balance1 > kept1 ? balance1.wrappingSubtract(kept1) : .zero
        frame.charge(ComputeCharge.swapInput)
        frame.charge(amount0In.isZero ? ComputeCharge.swapNone : ComputeCharge.swapSome)
        if !amount1In.isZero { frame.charge(ComputeCharge.swapSome) }
        guard !amount0In.isZero || !amount1In.isZero else {
            throw .revert(.message("UniswapV2: INSUFFICIENT_INPUT_AMOUNT"))
        }
        frame.charge(ComputeCharge.swapProduct)
        if let batch {
            let fee = BasisPoints(word: frame.immutable)
            try BatchPair.requirePrice(amount0In, amount1In, amount0Out, amount1Out, batch, fee)
        } else {
            try requireProduct(
                balance0,
                amount0In,
                balance1,
                amount1In,
                reserve0,
                reserve1,
                frame.immutable
            )
        }
        try update(balance0, balance1, reserves, frame)
        frame.charge(ComputeCharge.swapEnd)
        frame.emit(
            Swap(
                sender: frame.caller,
                amount0In: amount0In,
                amount1In: amount1In,
                amount0Out: amount0Out,
                amount1Out: amount1Out,
                to: to
            )
        )
        unlock(frame)
    }

    /// (b₀ − fee·in₀)(b₁ − fee·in₁) ≥ r₀·r₁, in whole numbers.
    ///
    /// The fee is in units of 10 basis points where it divides by 10, as 3 of 1000 in the
    /// original, so that products overflow exactly where the original's do.
    private static func requireProduct(
        _ balance0: UInt256,
        _ amount0In: UInt256,
        _ balance1: UInt256,
        _ amount1In: UInt256,
        _ reserve0: UInt256,
        _ reserve1: UInt256,
        _ feeBasisPoints: UInt256
    ) throws(Fault) {
        let points = feeBasisPoints.limb0
        let (fee, scale) = points % 10 == 0 ? (points / 10, 1_000) : (points, 10_000 as UInt64)
        let adjusted0 = try DSMath.sub(
            DSMath.mul(balance0, UInt256(scale)),
            DSMath.mul(amount0In, UInt256(fee))
        )
        let adjusted1 = try DSMath.sub(
            DSMath.mul(balance1, UInt256(scale)),
            DSMath.mul(amount1In, UInt256(fee))
        )
        let product = try DSMath.mul(adjusted0, adjusted1)
        let required = try DSMath.mul(DSMath.mul(reserve0, reserve1), UInt256(scale * scale))
        guard product >= required else { throw .revert(.message("UniswapV2: K")) }
    }

    /// Another contract's call of `swap`, for what it has paid in before; no flash swap.
    static func askToSwap(
        _ pair: Address,
        out: UInt256,
        ofToken1: Bool,
        to: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let outs = ofToken1 ? [.zero, out] : [out, .zero]
        // The empty bytes: their offset and length.
        _ = try frame.call(pair, Function.swap, words: outs + [to.word, 128, .zero])
    }

    private static func callBack(
        _ to: Address,
        _ amount0Out: UInt256,
        _ amount1Out: UInt256,
        _ data: [UInt8],
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.swapCallback)
        var words = [frame.caller.word, amount0Out, amount1Out, 128, UInt256(UInt64(data.count))]
        var padded = data
        padded.append(contentsOf: [UInt8](repeating: 0, count: (32 - data.count % 32) % 32))
        for start in stride(from: 0, to: padded.count, by: 32) {
            words.append(UInt256(bigEndian: padded[start..<(start + 32)]) ?? .zero)
        }
        _ = try frame.call(to, Function.callback, words: words)
    }
}
