import Execution
import Primitives
import WideMath

/// The router's exact-input swap, as in Uniswap V2's Router02: reasons, order and rounding.
///
/// Source: Uniswap v2-periphery, UniswapV2Router02.sol and UniswapV2Library.sol. Its immutable
/// holds the factory's address in the low 160 bits and the pools' fee in basis points above.
public enum Router: Contract {
    /// The name its code declares.
    public static let name = "UniswapV2Router02"
    /// The router keeps no state.
    public static let slotCount: UInt32 = 0
    /// `swapExactTokensForTokens(uint256,uint256,address[],address,uint256)`.
    public static let swapExactTokensForTokens = Selector(
        0x38ed_1739,
        "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)"
    )

    /// The immutable word of a router.
    public static func immutable(factory: Address, fee: BasisPoints) -> UInt256 {
        factory.word | UInt256(fee.count) << 160
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard frame.selector == swapExactTokensForTokens.value else { throw .revert(.empty) }
        let input = try frame.arguments(5)
        let array = try input.array(2, wordsPerElement: 1)
        var path: [Address] = []
        path.reserveCapacity(array.count)
        for index in 0..<array.count {
            path.append(Address(word: try input.word(atByte: array.start + 32 * index)))
        }
        let amounts = try swap(
            amountIn: input[0],
            amountOutMin: input[1],
            path: path,
            to: input.address(3),
            deadline: input[4],
            frame
        )
        return frame.output(words: [32, UInt256(UInt64(amounts.count))] + amounts)
    }

    private static func swap(
        amountIn: UInt256,
        amountOutMin: UInt256,
        path: [Address],
        to: Address,
        deadline: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) -> [UInt256] {
        guard deadline >= UInt256(frame.timestamp) else {
            throw .revert(.message("UniswapV2Router: EXPIRED"))
        }
        let factory = Address(word: frame.immutable)
        let fee = BasisPoints((frame.immutable >> 160).limb0)
        guard path.count >= 2 else {
            throw .revert(.message("UniswapV2Library: INVALID_PATH"))
        }
        var pairs: [Address] = []
        var amounts = [amountIn]
        for hop in 0..<(path.count - 1) {
            try frame.checkGas()
            let pair = try PairAddress.pair(path[hop], path[hop + 1], factory: factory)
            frame.charge(ComputeCharge.pairAddress)
            let returned = try frame.staticCall(pair, Pair.Function.getReserves)
            let reserve0 = try returned.word(0)
            let reserve1 = try returned.word(1)
            let forward = path[hop] < path[hop + 1]
            amounts.append(
                try ConstantProduct.amountOut(
                    amountIn: amounts[hop],
                    reserveIn: forward ? reserve0 : reserve1,
                    reserveOut: forward ? reserve1 : reserve0,
                    fee: fee
                )
            )
            pairs.append(pair)
        }
        guard amounts[amounts.count - 1] >= amountOutMin else {
            throw .revert(.message("UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT"))
        }
        try takePayment(path[0], pairs[0], amountIn, frame)
        for hop in 0..<pairs.count {
            try frame.checkGas()
            let target = hop + 1 < pairs.count ? pairs[hop + 1] : to
            let forward = path[hop] < path[hop + 1]
            let out = amounts[hop + 1]
            try Pair.askToSwap(pairs[hop], out: out, ofToken1: forward, to: target, frame)
        }
        return amounts
    }

    private static func takePayment(
        _ token: Address,
        _ pair: Address,
        _ amount: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let outcome = try frame.lowLevelCall(
            token,
            ERC20.transferFrom,
            frame.caller,
            pair,
            TokenAmount(amount)
        )
        guard try outcome.confirmsTransfer else {
            throw .revert(.message("TransferHelper: TRANSFER_FROM_FAILED"))
        }
    }
}
