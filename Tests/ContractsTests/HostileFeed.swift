import Contracts
import Execution
import Primitives
import WideMath

/// A price source that fails as its mode tells, and a pool average that says what it is told.
enum HostileFeed: Contract {
    enum Mode: UInt64, CaseIterable {
        case says, reverts, halts, returnsShort
    }

    static let name = "HostileFeed"
    static let slotCount: UInt32 = 3
    static let mode = Slot<UInt64>(0)
    static let answer = Slot<UInt256>(1)
    static let updatedAt = Slot<UInt256>(2)

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch Mode(rawValue: frame[mode]) {
        case .reverts: throw .revert(.message("no answer"))
        case .halts: throw .halt(.invalidOpcode)
        case .returnsShort: return frame.output(frame[answer])
        default: break
        }
        if frame.selector == PoolTwap.Function.consult.value {
            return frame.output(words: [frame[answer], 1_800])
        }
        return frame.output(words: [1, frame[answer], 0, frame[updatedAt], 1])
    }
}
