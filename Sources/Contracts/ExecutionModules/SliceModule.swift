import Execution
import Primitives
import WideMath

/// A module that trades in slices at equal intervals: it says what part of the way each may go,
/// the rest is here. A slice that is traded late does not put the others off.
public protocol SliceModule: Contract {
    /// What slice `index` of `count`, which is less, may trade of what is left, in parts of 10¹⁸.
    static func part(_ index: UInt256, of count: UInt256) throws(Fault) -> UInt256
}

/// What placing such a module fixes.
public enum SliceConstants {
    /// How many slices there are; not zero.
    public static let slices = Constant<UInt64>(0)
    /// The time from one to the next, in seconds.
    public static let interval = Constant<UInt64>(1)
    /// When what is unfinished is given up, in seconds after the opening.
    public static let duration = Constant<UInt64>(2)
}

extension SliceModule {
    /// It keeps no state.
    public static var slotCount: UInt32 { 0 }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case ExecutionModule.Function.slice.value:
            let index = try frame.arguments(2)[0]
            let count = UInt256(frame[SliceConstants.slices])
            guard index < count else { throw ExecutionModule.Refusal.noSlice(index, count: count) }
            return frame.output(words: [
                try part(index, of: count), count,
                try index * UInt256(frame[SliceConstants.interval]),
            ])
        case ExecutionModule.Function.factor.value:
            throw ExecutionModule.Refusal.noAuction
        case ExecutionModule.Function.duration.value:
            return frame.output(frame[SliceConstants.duration])
        default:
            throw .revert(.empty)
        }
    }

    /// Puts the module at an address, as a genesis block does; times are in seconds.
    public static func place(
        at address: Address,
        slices: UInt64,
        interval: UInt64,
        duration: UInt64,
        on machine: Machine
    ) {
        machine.place(Self.self, at: address)
        machine.write(SliceConstants.slices.location, of: address, slices)
        machine.write(SliceConstants.interval.location, of: address, interval)
        machine.write(SliceConstants.duration.location, of: address, duration)
    }
}
