import Primitives

/// What a swap through an `Executor` takes, before it is tried out.
enum ExecutorGas {
    /// The gas of a whole transaction along some pairs, from the table of docs/GAS.md.
    static func usual(hops: Int) -> Gas { Gas(47_000 + 37_000 * UInt64(hops)) }
}

extension Bidding {
    /// The share of the profit that bundles pay; nothing where it sends none.
    var share: BasisPoints? {
        if case .bundle(let share) = self { return share }
        return nil
    }
}
