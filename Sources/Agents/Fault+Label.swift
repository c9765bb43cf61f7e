import Primitives

extension Fault {
    /// A short name for counts: the reason without its numbers.
    public var label: String {
        switch self {
        case .revert(.message(let text)): text
        case .revert(.error(let signature, _)): String(signature.prefix { $0 != "(" })
        case .revert(.empty): "revert without reason"
        case .revert(.panic): "panic"
        case .revert(.data): "revert with data"
        case .halt(.outOfGas): "out of gas"
        case .halt: "halt"
        }
    }
}
