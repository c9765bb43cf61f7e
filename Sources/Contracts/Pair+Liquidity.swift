import Execution
import Primitives
import WideMath

extension Pair {
    /// Issues shares for what was sent to the pair since its reserves were taken.
    static func mint(to: Address, _ frame: borrowing Frame) throws(Fault) -> TokenAmount {
        frame.charge(ComputeCharge.mintStart)
        try lock(frame)
        let reserves = frame[Storage.reserves]
        let reserve0 = UInt256(low: reserves.reserve0)
        let reserve1 = UInt256(low: reserves.reserve1)
        let balance0 = try balance(frame[Storage.token0], frame)
        let balance1 = try balance(frame[Storage.token1], frame)
        let amount0 = try DSMath.sub(balance0, reserve0)
        let amount1 = try DSMath.sub(balance1, reserve1)
        let feeOn = try mintFee(reserve0, reserve1, frame)
        frame.charge(ComputeCharge.mintShares)
        let supply = frame[ShareLedger.Storage.totalSupply]
        let liquidity: TokenAmount
        if supply.isZero {
            frame.charge(ComputeCharge.mintFirst)
            let root = squareRoot(try DSMath.mul(amount0, amount1), frame)
            liquidity = try DSMath.sub(TokenAmount(root), minimumLiquidity)
            try ShareLedger.mint(to: .zero, minimumLiquidity, frame)
        } else {
            frame.charge(ComputeCharge.mintLater)
            // Both divisions round down, in favour of those who hold shares already.
            let for0 = try DSMath.div(DSMath.mul(amount0, supply.raw), reserve0)
            let for1 = try DSMath.div(DSMath.mul(amount1, supply.raw), reserve1)
            if for0 >= for1 { frame.charge(ComputeCharge.mintSecond) }
            liquidity = TokenAmount(min(for0, for1))
        }
        guard !liquidity.isZero else {
            throw .revert(.message("UniswapV2: INSUFFICIENT_LIQUIDITY_MINTED"))
        }
        try ShareLedger.mint(to: to, liquidity, frame)
        try update(balance0, balance1, reserves, frame)
        if feeOn { try rememberProduct(frame) }
        frame.charge(ComputeCharge.mintEnd)
        frame.emit(Mint(sender: frame.caller, amount0: amount0, amount1: amount1))
        unlock(frame)
        return liquidity
    }

    /// Redeems the shares that were sent to the pair for a slice of both reserves.
    static func burn(
        to: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> (TokenAmount, TokenAmount) {
        frame.charge(ComputeCharge.burnStart)
        try lock(frame)
        let reserves = frame[Storage.reserves]
        let token0 = frame[Storage.token0]
        let token1 = frame[Storage.token1]
        let balance0 = try balance(token0, frame)
        let balance1 = try balance(token1, frame)
        let liquidity = frame[ShareLedger.Storage.balances[frame.address]]
        let feeOn = try mintFee(
            UInt256(low: reserves.reserve0),
            UInt256(low: reserves.reserve1),
            frame
        )
        frame.charge(ComputeCharge.burnShares)
        let supply = frame[ShareLedger.Storage.totalSupply]
        // Both divisions round down, in favour of those who keep their shares.
        let amount0 = try DSMath.div(DSMath.mul(liquidity.raw, balance0), supply.raw)
        let amount1 = try DSMath.div(DSMath.mul(liquidity.raw, balance1), supply.raw)
        guard !amount0.isZero, !amount1.isZero else {
            throw .revert(.message("UniswapV2: INSUFFICIENT_LIQUIDITY_BURNED"))
        }
        try ShareLedger.burn(from: frame.address, liquidity, frame)
        try safeTransfer(token0, to, TokenAmount(amount0), frame)
        try safeTransfer(token1, to, TokenAmount(amount1), frame)
        let left0 = try balance(token0, frame)
        let left1 = try balance(token1, frame)
        try update(left0, left1, reserves, frame)
        if feeOn { try rememberProduct(frame) }
        frame.charge(ComputeCharge.burnEnd)
        frame.emit(Burn(sender: frame.caller, amount0: amount0, amount1: amount1, to: to))
        unlock(frame)
        return (TokenAmount(amount0), TokenAmount(amount1))
    }

    private static func rememberProduct(_ frame: borrowing Frame) throws(Fault) {
        frame.charge(ComputeCharge.rememberProduct)
        let reserves = frame[Storage.reserves]
        frame[Storage.kLast] = try DSMath.mul(
            UInt256(low: reserves.reserve0),
            UInt256(low: reserves.reserve1)
        )
    }

    /// Issues a sixth of the growth of √k to the factory's `feeTo`, if it names one.
    private static func mintFee(
        _ reserve0: UInt256,
        _ reserve1: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) -> Bool {
        frame.charge(ComputeCharge.askFeeTo)
        let factory = frame[Storage.factory]
        let feeTo = Address(word: try frame.staticCall(factory, Factory.Function.feeTo).word())
        let kLast = frame[Storage.kLast]
        guard feeTo != .zero else {
            if !kLast.isZero {
                frame.charge(ComputeCharge.forgetProduct)
                frame[Storage.kLast] = .zero
            }
            return false
        }
        guard !kLast.isZero else { return true }
        frame.charge(ComputeCharge.protocolFee)
        let root = squareRoot(try DSMath.mul(reserve0, reserve1), frame)
        let rootLast = squareRoot(kLast, frame)
        guard root > rootLast else { return true }
        frame.charge(ComputeCharge.protocolShares)
        let supply = frame[ShareLedger.Storage.totalSupply].raw
        let numerator = try DSMath.mul(supply, DSMath.sub(root, rootLast))
        let product = try DSMath.mul(root, 5)
        let denominator = try DSMath.add(product, rootLast)
        // Rounds down, in favour of those who hold shares.
        let liquidity = try DSMath.div(numerator, denominator)
        if !liquidity.isZero {
            try ShareLedger.mint(to: feeTo, TokenAmount(liquidity), frame)
        }
        return true
    }

    /// The integer square root, charged by the steps of the original's Babylonian method.
    private static func squareRoot(_ value: UInt256, _ frame: borrowing Frame) -> UInt256 {
        frame.charge(ComputeCharge.squareRootCall)
        guard value > 3 else { return value.isZero ? .zero : .one }
        var root = value
        var next = (value >> 1).wrappingAdd(.one)
        while next < root {
            frame.charge(ComputeCharge.squareRootStep)
            root = next
            guard let quotient = value.quotientAndRemainder(dividingBy: next)?.quotient else {
                return root
            }
            next = quotient.wrappingAdd(next) >> 1
        }
        return root
    }
}
