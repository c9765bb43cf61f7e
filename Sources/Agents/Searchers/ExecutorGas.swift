import Primitives

/// What a swap through an `Executor` takes, before it is tried out.
enum ExecutorGas {
    /// The gas of a whole transaction along some pairs, from the table of docs/GAS.md.
    static func usual(hops: Int) -> Gas { Gas(47_000 + 37_000 * UInt64(hops)) }

    /// What it may use while it is tried out: several times what four pairs take, and little
    /// enough to be paid for by whoever could pay for the real one.
    static let limit = Gas(1_000_000)
}

extension Bidding {
    /// The share of the profit that bundles pay; nothing where it sends none.
    var share: BasisPoints? {
        if case .bundle(let share) = self { return share }
        return nil
    }
}
