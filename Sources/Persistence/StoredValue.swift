import GRDB

/// What one cell of a table holds.
public enum StoredValue: Equatable, Sendable {
    /// Nothing: what there is not, or what cannot be computed.
    case null
    /// A count.
    case integer(Int64)
    /// A ratio, a price, or an amount in whole tokens.
    case real(Double)
    /// Words, and every amount in smallest units: decimal digits.
    case text(String)

    /// A count; digits where it does not fit SQLite's 64 bits with a sign.
    public init(_ count: UInt64) {
        self = Int64(exactly: count).map { .integer($0) } ?? .text("\(count)")
    }

    /// A number that may be absent; nothing where it is infinite or none.
    public init(_ number: Double?) {
        self = number.flatMap { $0.isFinite ? .real($0) : nil } ?? .null
    }

    /// Text that may be absent.
    public init(_ text: String?) { self = text.map { .text($0) } ?? .null }

    /// The value as it is bound to a statement.
    ///
    /// An existential: GRDB takes values of one type by a key path, which doubled the cost.
    var bound: (any DatabaseValueConvertible)? {
        switch self {
        case .null: nil
        case .integer(let value): value
        case .real(let value): value
        case .text(let value): value
        }
    }
}
