import Execution

/// Why the mempool does not take a transaction.
public enum MempoolRefusal: Error, Hashable, Sendable {
    /// It can never enter a block.
    case invalid(InvalidTransaction)
    /// It would replace a waiting one and does not offer a tenth more in both fees.
    case replacementUnderpriced
    /// The mempool is full, and nothing in it offers less.
    case underpriced
    /// Its sender has as many waiting as one may have.
    case tooManyOfSender(most: Int)

    /// A short name for counts in a summary.
    public var label: String {
        switch self {
        case .invalid(let reason): reason.label
        case .replacementUnderpriced: "replacement underpriced"
        case .underpriced: "underpriced"
        case .tooManyOfSender: "too many of sender"
        }
    }
}
