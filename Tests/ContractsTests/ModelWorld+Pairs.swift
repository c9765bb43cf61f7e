import Primitives
import WideMath

/// The functions of UniswapV2Pair.sol, line by line.
extension ModelWorld {
    mutating func performPair(
        _ address: Address,
        _ caller: Address,
        _ call: ModelCall,
        _ now: UInt64
    ) throws(ModelFailure) -> [UInt256] {
        guard var pair = pairs[address] else { throw .revert(nil) }
        if let words = try Self.erc20(&pair.shares, caller, call) {
            pairs[address] = pair
            return words
        }
        switch call {
        case .getReserves: return [pair.reserve0, pair.reserve1, UInt256(UInt64(pair.lastTime))]
        case .kLast: return [pair.kLast]
        case .mint, .burn, .swap, .skim, .sync: break
        default: throw .revert(nil)
        }
        // modifier lock
        if pair.isLocked { throw .revert("UniswapV2: LOCKED") }
        pair.isLocked = true
        var words: [UInt256] = []
        switch call {
        case .mint(let to): words = [try mint(address, &pair, to, now)]
        case .burn(let to): words = try burn(address, &pair, to, now)
        case .swap(let out0, let out1, let to, let data):
            try swap(address, &pair, caller, (out0, out1), to, data, now)
        case .skim(let to): try skim(address, pair, to)
        default:
            let (balance0, balance1) = balances(address, pair)
            try pair.update(balance0, balance1, now: now)
        }
        pair.isLocked = false
        pairs[address] = pair
        return words
    }

    private func balances(_ address: Address, _ pair: ModelPair) -> (UInt256, UInt256) {
        (
            tokens[pair.token0]?.balance(address) ?? .zero,
            tokens[pair.token1]?.balance(address) ?? .zero
        )
    }

    private mutating func safeTransfer(
        _ token: Address,
        _ from: Address,
        _ to: Address,
        _ value: UInt256
    ) throws(ModelFailure) {
        do throws(ModelFailure) {
            try tokens[token]?.transfer(from, to, value)
        } catch {
            throw .revert("UniswapV2: TRANSFER_FAILED")
        }
    }

    private func mint(
        _ address: Address,
        _ pair: inout ModelPair,
        _ to: Address,
        _ now: UInt64
    ) throws(ModelFailure) -> UInt256 {
        let (balance0, balance1) = balances(address, pair)
        let amount0 = try ModelMath.sub(balance0, pair.reserve0)
        let amount1 = try ModelMath.sub(balance1, pair.reserve1)
        let feeOn = try pair.mintFee(to: feeTo)
        let supply = pair.shares.supply
        let liquidity: UInt256
        if supply.isZero {
            let root = ModelMath.squareRoot(try ModelMath.mul(amount0, amount1))
            liquidity = try ModelMath.sub(root, 1_000)
            try pair.shares.mint(.zero, 1_000)
        } else {
            let one = try ModelMath.div(ModelMath.mul(amount0, supply), pair.reserve0)
            let other = try ModelMath.div(ModelMath.mul(amount1, supply), pair.reserve1)
            liquidity = one < other ? one : other
        }
        if liquidity.isZero { throw .revert("UniswapV2: INSUFFICIENT_LIQUIDITY_MINTED") }
        try pair.shares.mint(to, liquidity)
        try pair.update(balance0, balance1, now: now)
        if feeOn { pair.kLast = try ModelMath.mul(pair.reserve0, pair.reserve1) }
        return liquidity
    }

    private mutating func burn(
        _ address: Address,
        _ pair: inout ModelPair,
        _ to: Address,
        _ now: UInt64
    ) throws(ModelFailure) -> [UInt256] {
        let (balance0, balance1) = balances(address, pair)
        let liquidity = pair.shares.balance(address)
        let feeOn = try pair.mintFee(to: feeTo)
        let supply = pair.shares.supply
        let amount0 = try ModelMath.div(ModelMath.mul(liquidity, balance0), supply)
        let amount1 = try ModelMath.div(ModelMath.mul(liquidity, balance1), supply)
        if amount0.isZero || amount1.isZero {
            throw .revert("UniswapV2: INSUFFICIENT_LIQUIDITY_BURNED")
        }
        try pair.shares.burn(address, liquidity)
        try safeTransfer(pair.token0, address, to, amount0)
        try safeTransfer(pair.token1, address, to, amount1)
        let (left0, left1) = balances(address, pair)
        try pair.update(left0, left1, now: now)
        if feeOn { pair.kLast = try ModelMath.mul(pair.reserve0, pair.reserve1) }
        return [amount0, amount1]
    }

    private mutating func swap(
        _ address: Address,
        _ pair: inout ModelPair,
        _ caller: Address,
        _ out: (UInt256, UInt256),
        _ to: Address,
        _ data: [UInt256],
        _ now: UInt64
    ) throws(ModelFailure) {
        if out.0.isZero, out.1.isZero { throw .revert("UniswapV2: INSUFFICIENT_OUTPUT_AMOUNT") }
        let (reserve0, reserve1) = (pair.reserve0, pair.reserve1)
        guard out.0 < reserve0, out.1 < reserve1 else {
            throw .revert("UniswapV2: INSUFFICIENT_LIQUIDITY")
        }
        if to == pair.token0 || to == pair.token1 { throw .revert("UniswapV2: INVALID_TO") }
        if !out.0.isZero { try safeTransfer(pair.token0, address, to, out.0) }
        if !out.1.isZero { try safeTransfer(pair.token1, address, to, out.1) }
        if !data.isEmpty { try callBack(to, from: address, data) }
        let (balance0, balance1) = balances(address, pair)
        let kept0 = try ModelMath.sub(reserve0, out.0)
        let kept1 = try ModelMath.sub(reserve1, out.1)
        let in0 = balance0 > kept0 ? try ModelMath.sub(balance0, kept0) : .zero
        let in1 = balance1 > kept1 ? try ModelMath.sub(balance1, kept1) : .zero
        if in0.isZero, in1.isZero { throw .revert("UniswapV2: INSUFFICIENT_INPUT_AMOUNT") }
        let scale = pair.feeScale
        let adjusted0 = try ModelMath.sub(
            ModelMath.mul(balance0, scale),
            ModelMath.mul(in0, pair.fee)
        )
        let adjusted1 = try ModelMath.sub(
            ModelMath.mul(balance1, scale),
            ModelMath.mul(in1, pair.fee)
        )
        let product = try ModelMath.mul(adjusted0, adjusted1)
        let needed = try ModelMath.mul(
            ModelMath.mul(reserve0, reserve1),
            ModelMath.mul(scale, scale)
        )
        if product < needed { throw .revert("UniswapV2: K") }
        try pair.update(balance0, balance1, now: now)
    }

    /// What `FlashTaker` does; any other account has no such function, or no code.
    private mutating func callBack(
        _ to: Address,
        from pair: Address,
        _ data: [UInt256]
    ) throws(ModelFailure) {
        guard to == flashTaker, data.count == 3 else { throw .revert(nil) }
        // Whatever it calls of the pair finds it locked.
        if data[0] == FlashTaker.entersPair { throw .revert("UniswapV2: LOCKED") }
        if data[0] == FlashTaker.keeps { return }
        try tokens[Address(word: data[1])]?.transfer(to, pair, data[2])
    }

    private mutating func skim(
        _ address: Address,
        _ pair: ModelPair,
        _ to: Address
    ) throws(ModelFailure) {
        let surplus0 = try ModelMath.sub(balances(address, pair).0, pair.reserve0)
        try safeTransfer(pair.token0, address, to, surplus0)
        let surplus1 = try ModelMath.sub(balances(address, pair).1, pair.reserve1)
        try safeTransfer(pair.token1, address, to, surplus1)
    }
}
