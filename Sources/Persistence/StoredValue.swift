import GRDB
import GRDBSQLite

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

    /// Binds the value to a place of a statement, from 1, and gives SQLite's answer.
    func bind(to statement: SQLiteStatement, at place: CInt) -> CInt {
        switch self {
        case .null: return sqlite3_bind_null(statement, place)
        case .integer(let value): return sqlite3_bind_int64(statement, place, value)
        case .real(let value): return sqlite3_bind_double(statement, place, value)
        case .text(var text):
            return text.withUTF8 { bytes in
                // An empty text may have no address, which SQLite would take for NULL.
                guard let start = bytes.baseAddress else {
                    return sqlite3_bind_text(statement, place, "", 0, Self.isCopied)
                }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(statement, place, $0, CInt(bytes.count), Self.isCopied)
                }
            }
        }
    }

    /// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite takes a copy of the text.
    private static let isCopied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
