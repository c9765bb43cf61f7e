import Primitives

/// Addresses that follow from others by hashing, remembered: routers ask for the same pairs in
/// every swap.
///
/// What a contract is charged for the hashing does not depend on what is remembered.
struct DerivedAddresses {
    /// What an address follows from.
    struct Origin: Hashable {
        let creator: Address
        let one: Address
        let other: Address
    }

    /// The most that is remembered; whoever makes up more begins anew.
    private static let countMax = 4_096

    private var known: [Origin: Address] = [:]

    /// What is remembered for an origin.
    subscript(origin: Origin) -> Address? { known[origin] }

    /// Remembers an address.
    mutating func remember(_ address: Address, for origin: Origin) {
        if known.count >= Self.countMax { known.removeAll() }
        known[origin] = address
    }
}

extension Frame {
    /// An address that follows from three others alone, worked out once for each three.
    ///
    /// It costs no gas: the caller charges for what working it out costs.
    public func derived(
        from one: Address,
        _ other: Address,
        by creator: Address,
        _ derive: () throws(Fault) -> Address
    ) throws(Fault) -> Address {
        let origin = DerivedAddresses.Origin(creator: creator, one: one, other: other)
        if let known = machine.pointee.derivedAddresses[origin] { return known }
        let address = try derive()
        machine.pointee.derivedAddresses.remember(address, for: origin)
        return address
    }
}
