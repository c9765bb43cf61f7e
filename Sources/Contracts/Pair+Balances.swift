import Execution
import Primitives
import WideMath

extension Pair {
    /// Sends what the pair holds beyond its reserves to `to`.
    static func skim(to: Address, _ frame: borrowing Frame) throws(Fault) {
        frame.charge(ComputeCharge.skim)
        try lock(frame)
        let token0 = frame[Storage.token0]
        let token1 = frame[Storage.token1]
        let surplus0 = try DSMath.sub(
            balance(token0, frame),
            UInt256(low: frame[Storage.reserves].reserve0)
        )
        try safeTransfer(token0, to, TokenAmount(surplus0), frame)
        let surplus1 = try DSMath.sub(
            balance(token1, frame),
            UInt256(low: frame[Storage.reserves].reserve1)
        )
        try safeTransfer(token1, to, TokenAmount(surplus1), frame)
        unlock(frame)
    }

    /// Makes the reserves what the pair holds.
    static func sync(_ frame: borrowing Frame) throws(Fault) {
        frame.charge(ComputeCharge.sync)
        try lock(frame)
        let balance0 = try balance(frame[Storage.token0], frame)
        let balance1 = try balance(frame[Storage.token1], frame)
        try update(balance0, balance1, frame[Storage.reserves], frame)
        unlock(frame)
    }

    // MARK: Shared steps

    static func lock(_ frame: borrowing Frame) throws(Fault) {
        guard frame[Storage.unlocked] == .one else {
            throw .revert(.message("UniswapV2: LOCKED"))
        }
        frame[Storage.unlocked] = .zero
    }

    static func unlock(_ frame: borrowing Frame) { frame[Storage.unlocked] = .one }

    static func balance(_ token: Address, _ frame: borrowing Frame) throws(Fault) -> UInt256 {
        frame.charge(ComputeCharge.askBalance)
        return try frame.staticCall(token, ERC20.balanceOf, frame.address).word()
    }

    /// A transfer that counts as failed when the token reverts or returns false.
    static func safeTransfer(
        _ token: Address,
        _ to: Address,
        _ amount: TokenAmount,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.payOut)
        let outcome = try frame.lowLevelCall(token, ERC20.transfer, to, amount)
        guard try outcome.confirmsTransfer else {
            throw .revert(.message("UniswapV2: TRANSFER_FAILED"))
        }
    }

    /// Takes the balances as reserves; on the first call of a block, moves the cumulative prices.
    static func update(
        _ balance0: UInt256,
        _ balance1: UInt256,
        _ before: Reserves,
        _ frame: borrowing Frame
    ) throws(Fault) {
        guard balance0.high == 0, balance1.high == 0, balance0.low <= Reserves.mask,
            balance1.low <= Reserves.mask
        else { throw .revert(.message("UniswapV2: OVERFLOW")) }
        frame.charge(ComputeCharge.update)
        let now = UInt32(frame.timestamp & 0xffff_ffff)
        let last = frame[Storage.reserves].blockTimestampLast
        let elapsed = now.subtractingReportingOverflow(last).partialValue
        if elapsed > 0, before.reserve0 != 0, before.reserve1 != 0 {
            frame.charge(ComputeCharge.cumulativePrices)
            let reserve0 = UInt256(low: before.reserve0)
            let reserve1 = UInt256(low: before.reserve1)
            let seconds = UInt256(UInt64(elapsed))
            // UQ112x112 division rounds down; the sums are meant to wrap.
            let price0 = try DSMath.div(reserve1 << 112, reserve0)
            let price1 = try DSMath.div(reserve0 << 112, reserve1)
            frame[Storage.price0Cumulative] = frame[Storage.price0Cumulative]
                .wrappingAdd(price0.wrappingMultiply(seconds))
            frame[Storage.price1Cumulative] = frame[Storage.price1Cumulative]
                .wrappingAdd(price1.wrappingMultiply(seconds))
        }
        // The original replaces three fields of the packed slot: it reads the slot once more.
        _ = frame[Storage.reserves]
        frame[Storage.reserves] = Reserves(
            reserve0: balance0.low,
            reserve1: balance1.low,
            blockTimestampLast: now
        )
        frame.emit(Sync(reserve0: balance0, reserve1: balance1))
    }
}
