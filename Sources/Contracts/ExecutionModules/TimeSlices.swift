import Execution
import Primitives
import WideMath

/// Equal slices at equal intervals (a time-weighted average price): slice k of n may trade
/// 1 ÷ (n − k) of what is left, from k intervals after the opening on.
///
/// The part is rounded down, and the last slice is everything left. A slice that is traded late
/// does not put the others off.
public enum TimeSlices: Contract {
    /// The name its code declares.
    public static let name = "TimeSlices"
    /// It keeps no state.
    public static let slotCount: UInt32 = 0

    /// What placing it fixes.
    public enum Constants {
        /// How many slices there are; not zero.
        public static let slices = Constant<UInt64>(0)
        /// The time from one to the next, in seconds.
        public static let interval = Constant<UInt64>(1)
        /// When what is unfinished is given up, in seconds after the opening.
        public static let duration = Constant<UInt64>(2)
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case ExecutionModule.Function.slice.value:
            return frame.output(words: try slice(try frame.arguments(2)[0], frame))
        case ExecutionModule.Function.factor.value:
            throw ExecutionModule.Refusal.noAuction
        case ExecutionModule.Function.duration.value:
            return frame.output(frame[Constants.duration])
        default:
            throw .revert(.empty)
        }
    }

    private static func slice(
        _ index: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) -> [UInt256] {
        let count = UInt256(frame[Constants.slices])
        guard index < count else { throw ExecutionModule.Refusal.noSlice(index, count: count) }
        let part = try divide(FixedPoint.one, by: try count - index, rounding: .down)
        return [part, count, try index * UInt256(frame[Constants.interval])]
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
        machine.write(Constants.slices.location, of: address, slices)
        machine.write(Constants.interval.location, of: address, interval)
        machine.write(Constants.duration.location, of: address, duration)
    }
}
