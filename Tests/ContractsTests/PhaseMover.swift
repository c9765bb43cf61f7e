import Execution
import Primitives
import WideMath

@testable import Contracts

/// Takes a vault's status from one phase to another, as an entry point does at its end.
enum PhaseMover: Contract {
    static let name = "PhaseMover"
    static let slotCount: UInt32 = Vault.slotCount

    static let address = Address(word: 0x30e5)
    static let move = Selector(1, "a move by (entry, from, to)")

    static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        let input = try frame.arguments(3)
        let entry = Vault.Entry(rawValue: input[0].limb0) ?? .time
        var before = Vault.Status()
        before.phase = Vault.Phase(rawValue: input[1].limb0) ?? .active
        var next = before
        next.phase = Vault.Phase(rawValue: input[2].limb0) ?? .active
        try Vault.move(to: next, by: entry, from: before, frame)
        return frame.output()
    }
}
