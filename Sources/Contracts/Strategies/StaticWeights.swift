import Execution
import Primitives
import WideMath

/// Weights that never change: what a 60/40 vault wants.
public enum StaticWeights: WeightStrategy {
    /// The name its code declares.
    public static let name = "StaticWeights"
    /// What every strategy here has.
    public static let slotCount: UInt32 = 4

    /// The weights that were placed.
    public static func targets(_ frame: borrowing Frame) throws(Fault) -> [UInt256] {
        try Weights.stored(frame)
    }

    /// Puts weights in the vault's asset order at an address, as a genesis block does.
    public static func place(
        at address: Address,
        weights: [UInt256],
        trigger: Trigger,
        signaller: Address = .zero,
        on machine: Machine
    ) {
        place(at: address, trigger: trigger, signaller: signaller, weights: weights, on: machine)
    }
}
