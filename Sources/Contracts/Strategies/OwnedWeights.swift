import Execution
import Primitives
import WideMath

/// Weights that an owner sets; the owner is meant to be a timelock, so that holders may leave
/// before new weights are in force.
///
/// A change of weights is a signal too: an event trigger is due after it.
public enum OwnedWeights: WeightStrategy {
    /// The name its code declares.
    public static let name = "OwnedWeights"
    /// What every strategy here has, and the owner.
    public static let slotCount: UInt32 = 5

    /// The layout after that of every strategy.
    public enum Storage {
        /// Who may set weights.
        public static let owner = Slot<Address>(4)
    }

    /// The selectors beyond those of every strategy.
    public enum Function {
        /// `setWeights(uint256[])`: as many as before, each below 2⁶⁴, not all zero.
        public static let setWeights = Selector(0x1460_b505, "setWeights(uint256[])")
        /// `owner()`.
        public static let owner = Ownable.owner

        /// All of them.
        public static let all = [setWeights, owner]
    }

    /// Weights were set.
    public struct WeightsSet: Event {
        /// The weights in the vault's asset order.
        public let weights: [UInt256]
        /// `WeightsSet(uint256[])`.
        public static let topic = eventTopic("WeightsSet(uint256[])")
        /// The array.
        public func write(to log: borrowing LogWriter) { log.data(array: weights) }
    }

    /// The weights that the owner set last.
    public static func targets(_ frame: borrowing Frame) throws(Fault) -> [UInt256] {
        try Weights.stored(frame)
    }

    /// Dispatches what not every strategy has.
    public static func answer(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        switch selector {
        case Function.setWeights.value:
            try Ownable.requireOwner(Storage.owner, frame)
            let weights = try Weights.replaceByArgument(bits: 64, frame)
            frame.emit(WeightsSet(weights: weights))
            markSignal(frame)
            return frame.output()
        case Function.owner.value: return frame.output(frame[Storage.owner])
        default: throw .revert(.empty)
        }
    }

    /// Puts weights in the vault's asset order at an address, as a genesis block does.
    public static func place(
        at address: Address,
        weights: [UInt256],
        trigger: Trigger,
        owner: Address,
        signaller: Address = .zero,
        on machine: Machine
    ) {
        place(at: address, trigger: trigger, signaller: signaller, weights: weights, on: machine)
        machine.write(Storage.owner, of: address, owner)
    }
}
