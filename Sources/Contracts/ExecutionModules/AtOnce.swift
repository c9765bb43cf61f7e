import Execution
import Primitives
import WideMath

/// Everything in one slice, from the opening on.
///
/// Its immutable is the duration in seconds.
public enum AtOnce: Contract {
    /// The name its code declares.
    public static let name = "AtOnce"
    /// It keeps no state.
    public static let slotCount: UInt32 = 0

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case ExecutionModule.Function.slice.value:
            let index = try frame.arguments(2)[0]
            guard index.isZero else { throw ExecutionModule.Refusal.noSlice(index, count: .one) }
            return frame.output(words: [FixedPoint.one, .one, .zero])
        case ExecutionModule.Function.factor.value:
            throw ExecutionModule.Refusal.noAuction
        case ExecutionModule.Function.duration.value:
            return frame.output(frame.immutable)
        default:
            throw .revert(.empty)
        }
    }

    /// Puts the module at an address, as a genesis block does; `duration` is in seconds.
    public static func place(at address: Address, duration: UInt64, on machine: Machine) {
        machine.place(Self.self, at: address, immutable: UInt256(duration))
    }
}
