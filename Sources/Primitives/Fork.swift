/// Which of Ethereum's rule sets holds.
public enum Fork: String, Comparable, Sendable {
    /// December 2019: calldata at 16 gas a byte (EIP-2028), stores by EIP-2200.
    ///
    /// Like `berlin` and `london` it exists for the validity of transactions and the gas of stores
    /// only: no chain runs on it.
    case istanbul
    /// April 2021: access lists (EIP-2930) and cold storage (EIP-2929).
    case berlin
    /// August 2021: the base fee (EIP-1559) and smaller refunds (EIP-3529).
    case london
    /// March 2024: what came before, init-code limits (EIP-3860) and warm coinbase (EIP-3651) of
    /// April 2023 among it.
    case cancun
    /// May 2025: the calldata floor of EIP-7623.
    case prague
    /// December 2025: the transaction gas cap of EIP-7825.
    case osaka

    /// The forks that a chain can run on, the default first.
    public static let runnable: [Fork] = [.osaka, .prague, .cancun]

    /// Whether the left came first.
    public static func < (left: Fork, right: Fork) -> Bool { left.order < right.order }

    private var order: Int {
        switch self {
        case .istanbul: 0
        case .berlin: 1
        case .london: 2
        case .cancun: 3
        case .prague: 4
        case .osaka: 5
        }
    }
}
