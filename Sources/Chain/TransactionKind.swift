/// The form of a transaction: which fields it has, and what its signature covers.
public enum TransactionKind: Hashable, Sendable {
    /// Type 0, with one gas price and no access list.
    ///
    /// Where it is protected, its signature covers the chain id (EIP-155); otherwise it is valid
    /// on every chain, and its `chainID` does not count.
    case legacy(isProtected: Bool)
    /// Type 1, with one gas price and an access list (EIP-2930).
    case accessList
    /// Type 2, with a maximum fee, a priority fee and an access list (EIP-1559).
    case feeMarket

    /// The number of the type (EIP-2718).
    public var typeByte: UInt8 {
        switch self {
        case .legacy: 0
        case .accessList: 1
        case .feeMarket: 2
        }
    }

    /// Whether it stands in front of the fields; a legacy transaction has none.
    var prefix: [UInt8] { typeByte == 0 ? [] : [typeByte] }
}
