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

    /// The pair's own selectors.
    public enum Function {
        /// `mint(address)`.
        public static let mint = Selector(0x6a62_7842, "mint(address)")
        /// `burn(address)`.
        public static let burn = Selector(0x89af_cb44, "burn(address)")
        /// `swap(uint256,uint256,address,bytes)`.
        public static let swap = Selector(0x022c_0d9f, "swap(uint256,uint256,address,bytes)")
        /// `skim(address)`.
        public static let skim = Selector(0xbc25_cf77, "skim(address)")
        /// `sync()`.
        public static let sync = Selector(0xfff6_cae9, "sync()")
        /// `getReserves()`.
        public static let getReserves = Selector(0x0902_f1ac, "getReserves()")
        /// `token0()`.
        public static let token0 = Selector(0x0dfe_1681, "token0()")
        /// `token1()`.
        public static let token1 = Selector(0xd212_20a7, "token1()")
        /// `factory()`.
        public static let factory = Selector(0xc45a_0155, "factory()")
        /// `price0CumulativeLast()`.
        public static let price0Cumulative = Selector(0x5909_c0d5, "price0CumulativeLast()")
        /// `price1CumulativeLast()`.
        public static let price1Cumulative = Selector(0x5a3d_5493, "price1CumulativeLast()")
        /// `kLast()`.
        public static let kLast = Selector(0x7464_fc3d, "kLast()")
        /// The callback of a flash swap, `uniswapV2Call(address,uint256,uint256,bytes)`.
        public static let callback = Selector(
            0x10d1_e85c,
            "uniswapV2Call(address,uint256,uint256,bytes)"
        )
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
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
        default:
            if let output = try ShareLedger.execute(selector, frame) { return output }
            return try view(selector, frame)
        }
    }

    private static func view(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        switch selector {
        case Function.getReserves.value:
            frame.charge(ComputeCharge.getReserves)
            let reserves = frame[Storage.reserves]
            return frame.output(words: [
                UInt256(low: reserves.reserve0), UInt256(low: reserves.reserve1),
                UInt256(UInt64(reserves.blockTimestampLast)),
            ])
        case Function.token0.value: return frame.output(frame[Storage.token0])
        case Function.token1.value: return frame.output(frame[Storage.token1])
        case Function.factory.value: return frame.output(frame[Storage.factory])
        case Function.price0Cumulative.value: return frame.output(frame[Storage.price0Cumulative])
        case Function.price1Cumulative.value: return frame.output(frame[Storage.price1Cumulative])
        case Function.kLast.value: return frame.output(frame[Storage.kLast])
        case ERC20.decimals.value: return frame.output(UInt256(18))
        default: throw .revert(.empty)
        }
    }
}
