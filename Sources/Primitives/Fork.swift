/// Which of Ethereum's rule sets holds.
public enum Fork: String, CaseIterable, Comparable, Sendable {
    /// December 2025: the transaction gas cap of EIP-7825.
    case osaka
    /// May 2025: the calldata floor of EIP-7623.
    case prague
    /// March 2024: without both.
    case cancun

    /// Whether the left came first.
    public static func < (left: Fork, right: Fork) -> Bool { left.order < right.order }

    private var order: Int {
        switch self {
        case .cancun: 0
        case .prague: 1
        case .osaka: 2
        }
    }
}
