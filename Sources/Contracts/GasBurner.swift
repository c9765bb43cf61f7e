import Execution
import Primitives
import WideMath

/// Stands for everybody else's use of block space: a call that computes and leaves no trace.
public enum GasBurner: Contract {
    /// The name its code declares.
    public static let name = "GasBurner"
    /// It keeps no state.
    public static let slotCount: UInt32 = 0
    /// `burn(uint256)`: spends that much gas.
    public static let burn = Selector(0x4296_6c68, "burn(uint256)")

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        guard frame.selector == burn.value else { throw .revert(.empty) }
        let amount = try frame.arguments(1)[0]
        // More than any transaction can have is as good as all it has.
        frame.charge(min(amount, UInt256(1 << 40)).asInt ?? 0)
        try frame.checkGas()
        return frame.output()
    }
}
