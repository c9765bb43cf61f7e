import WideMath

/// The storage that the access list of the current transaction declares (EIP-2930).
///
/// A list names real places, which for entries of mappings are hashes. They are compared when a
/// cell of a declared account is touched first, so a transaction without a list pays nothing.
struct DeclaredStorage {
    private var places: [Int32: Set<UInt256>] = [:]

    var isEmpty: Bool { places.isEmpty }

    mutating func insert(_ account: Int32, _ place: UInt256) {
        places[account, default: []].insert(place)
    }

    mutating func removeAll() { places.removeAll() }

    func contains(account: Int32) -> Bool { places[account] != nil }

    func contains(_ account: Int32, _ place: UInt256) -> Bool {
        places[account]?.contains(place) ?? false
    }
}
