import Ledger
import Primitives
import WideMath

/// Where a value of a contract's storage is: a numbered slot or an entry of a mapping.
public struct Location<Value: Word>: Sendable {
    /// The place in the account's storage.
    public let key: StorageKey
    /// Names a place.
    @inline(__always)
    public init(_ key: StorageKey) { self.key = key }
}
