import Execution
import Primitives
import WideMath

/// The part of UniswapV2Factory that pairs ask: who receives the protocol fee.
///
/// Source: Uniswap v2-core, UniswapV2Factory.sol. Pairs are placed by a world's genesis;
/// creating them by transaction comes with CREATE2.
public enum Factory: Contract {
    /// The name its code declares.
    public static let name = "UniswapV2Factory"
    /// `feeTo` and `feeToSetter`.
    public static let slotCount: UInt32 = 2

    /// The layout of UniswapV2Factory's first two slots.
    public enum Storage {
        /// Who receives the protocol fee; zero while it is off.
        public static let feeTo = Slot<Address>(0)
        /// Who may change that.
        public static let feeToSetter = Slot<Address>(1)
    }

    /// The factory's selectors.
    public enum Function {
        /// `feeTo()`.
        public static let feeTo = Selector(0x017e_7e58, "feeTo()")
        /// `feeToSetter()`.
        public static let feeToSetter = Selector(0x094b_7415, "feeToSetter()")
        /// `setFeeTo(address)`.
        public static let setFeeTo = Selector(0xf469_01ed, "setFeeTo(address)")
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case Function.feeTo.value: return frame.output(frame[Storage.feeTo])
        case Function.feeToSetter.value: return frame.output(frame[Storage.feeToSetter])
        case Function.setFeeTo.value:
            let feeTo = try frame.arguments(1).address(0)
            guard frame.caller == frame[Storage.feeToSetter] else {
                throw .revert(.message("UniswapV2: FORBIDDEN"))
            }
            frame[Storage.feeTo] = feeTo
            return frame.output()
        default: throw .revert(.empty)
        }
    }
}
