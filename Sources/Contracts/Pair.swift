import Execution
import Primitives
import WideMath

/// A constant-product pool, exact to Uniswap V2: guards, order, reasons, events and rounding.
///
/// Source: Uniswap v2-core, UniswapV2Pair.sol. The fee is an immutable in basis points; with 30
/// the check is the original's 997/1000.
public enum Pair: Contract {
    /// The name its code declares.
    public static let name = "UniswapV2Pair"
    /// The slots of UniswapV2Pair, UniswapV2ERC20's first.
    public static let slotCount: UInt32 = 13
    /// Shares that the first mint locks away for ever.
    public static let minimumLiquidity = TokenAmount(1_000)

    /// The layout of UniswapV2Pair after its token part.
    public enum Storage {
        /// The factory that made the pair.
        public static let factory = Slot<Address>(5)
        /// The token with the smaller address.
        public static let token0 = Slot<Address>(6)
        /// The token with the larger address.
        public static let token1 = Slot<Address>(7)
        /// Both reserves and their time, in one slot.
        public static let reserves = Slot<Reserves>(8)
        /// Σ of price of token0 in token1 × seconds, UQ112x112, wrapping.
        public static let price0Cumulative = Slot<UInt256>(9)
        /// Σ of price of token1 in token0 × seconds, UQ112x112, wrapping.
        public static let price1Cumulative = Slot<UInt256>(10)
        /// The product of the reserves after the last mint or burn, while the fee is on.
        public static let kLast = Slot<UInt256>(11)
        /// One unless a call is running.
        public static let unlocked = Slot<UInt256>(12)
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        do throws(Fault) {
            return try answer(frame)
        } catch {
            throw frame.chargeReason(error)
        }
    }

    private static func answer(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard let selector = frame.selector else { throw .revert(.empty) }
        switch selector {
        case Function.swap.value:
            let input = try frame.arguments(4)
            let data = try input.bytes(3)
            try swap(input[0], input[1], to: input.address(2), data, frame)
            return frame.output()
        case Function.mint.value:
            return frame.output(try mint(to: try frame.arguments(1).address(0), frame))
        case Function.burn.value:
            let amounts = try burn(to: try frame.arguments(1).address(0), frame)
            return frame.output(words: [amounts.0.raw, amounts.1.raw])
        case Function.skim.value:
            try skim(to: try frame.arguments(1).address(0), frame)
            return frame.output()
        case Function.sync.value:
            try sync(frame)
            return frame.output()
        case Function.initialize.value:
            let input = try frame.arguments(2)
            try initialize(input.address(0), input.address(1), frame)
            return frame.output()
        default:
            if selector == ERC20.transfer.value { frame.charge(ComputeCharge.shareTransfer) }
            if let output = try ShareLedger.execute(selector, frame) { return output }
            if let output = try Permit.execute(selector, frame) { return output }
            return try view(selector, frame)
        }
    }

    private static func view(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        if selector == Function.getReserves.value {
            frame.charge(ComputeCharge.getReserves)
            let reserves = frame[Storage.reserves]
            return frame.output(words: [
                UInt256(low: reserves.reserve0), UInt256(low: reserves.reserve1),
                UInt256(UInt64(reserves.blockTimestampLast)),
            ])
        }
        frame.charge(ComputeCharge.pairView)
        switch selector {
        case Function.token0.value: return frame.output(frame[Storage.token0])
        case Function.token1.value: return frame.output(frame[Storage.token1])
        case Function.factory.value: return frame.output(frame[Storage.factory])
        case Function.price0Cumulative.value: return frame.output(frame[Storage.price0Cumulative])
        case Function.price1Cumulative.value: return frame.output(frame[Storage.price1Cumulative])
        case Function.kLast.value: return frame.output(frame[Storage.kLast])
        case Function.minimumLiquidity.value: return frame.output(minimumLiquidity)
        case ERC20.decimals.value: return frame.output(UInt256(18))
        case ERC20.name.value: return frame.output(text: "Uniswap V2")
        case ERC20.symbol.value: return frame.output(text: "UNI-V2")
        default: throw .revert(.empty)
        }
    }
}
