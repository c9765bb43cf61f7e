import Primitives
import WideMath

/// How a call of the plain model ended.
enum ModelAnswer: Equatable {
    case returned([UInt256])
    case failed(ModelFailure)

    /// How it ended, for counts.
    var label: String {
        switch self {
        case .returned: "done"
        case .failed(.revert(let reason)): reason ?? "no reason"
        case .failed(.invalid): "invalid opcode"
        }
    }

    /// The bytes that come back: words, or `Error(string)` as Solidity encodes it.
    var returnData: [UInt8] {
        switch self {
        case .returned(let words): return words.flatMap(\.bigEndianBytes)
        case .failed(.revert(let reason?)):
            let text = Array(reason.utf8)
            let padding = [UInt8](repeating: 0, count: (32 - text.count % 32) % 32)
            let heads = [UInt256(32), UInt256(UInt64(text.count))].flatMap(\.bigEndianBytes)
            return [0x08, 0xc3, 0x79, 0xa0] + heads + text + padding
        case .failed(.revert(nil)), .failed(.invalid): return []
        }
    }
}
