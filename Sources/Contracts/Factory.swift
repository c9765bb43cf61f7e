import Execution
import Primitives
import WideMath

/// Makes pairs, one for every two tokens, and says who receives the protocol fee.
///
/// Source: Uniswap v2-core, UniswapV2Factory.sol. Its immutable is the pairs' fee in basis points.
public enum Factory: Contract {
    /// The name its code declares.
    public static let name = "UniswapV2Factory"
    /// `feeTo`, `feeToSetter`, and where the pairs are.
    public static let slotCount: UInt32 = 4

    /// The layout of UniswapV2Factory.
    public enum Storage {
        /// Who receives the protocol fee; zero while it is off.
        public static let feeTo = Slot<Address>(0)
        /// Who may change that.
        public static let feeToSetter = Slot<Address>(1)
        /// The pair of two tokens, in either order.
        public static let pairs = DoubleMapping<Address, Address, Address>(2)
        /// The pairs in the order they were made.
        public static let allPairs = DynamicArray<Address>(3)
        /// How many pairs there are.
        public static let pairCount = allPairs.count
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
        switch frame.selector {
        case Function.setFeeTo.value:
            try set(Storage.feeTo, try frame.arguments(1).address(0), frame)
            return frame.output()
        case Function.setFeeToSetter.value:
            try set(Storage.feeToSetter, try frame.arguments(1).address(0), frame)
            return frame.output()
        case Function.createPair.value:
            let input = try frame.arguments(2)
            return frame.output(try createPair(input.address(0), input.address(1), frame))
        case Function.allPairs.value:
            return frame.output(try pair(at: try frame.arguments(1)[0], frame))
        case Function.getPair.value:
            let input = try frame.arguments(2)
            frame.charge(ComputeCharge.getPair)
            return frame.output(frame[Storage.pairs[input.address(0), input.address(1)]])
        case Function.feeTo.value:
            frame.charge(ComputeCharge.factoryView)
            return frame.output(frame[Storage.feeTo])
        case Function.feeToSetter.value:
            frame.charge(ComputeCharge.factoryView)
            return frame.output(frame[Storage.feeToSetter])
        case Function.allPairsLength.value:
            frame.charge(ComputeCharge.factoryView)
            return frame.output(frame[Storage.pairCount])
        default: throw .revert(.empty)
        }
    }

    private static func set(
        _ slot: Slot<Address>,
        _ value: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.factorySet)
        guard frame.caller == frame[Storage.feeToSetter] else {
            throw .revert(.message("UniswapV2: FORBIDDEN"))
        }
        frame.replace(slot, with: value)
    }
}
