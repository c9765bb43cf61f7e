import Primitives
import WideMath

/// What a bundle would do in a block, found by running it on a fork.
public struct BundleTrial: Hashable, Sendable {
    /// What the builder's balance would rise by, less the tips of transactions that also wait for
    /// him without the bundle.
    public let earned: Wei
    /// The gas it would use.
    public let gasUsed: Gas

    /// What it earns for a unit of gas, rounded down.
    ///
    /// Source: Flashbots, "Bundle pricing": the change of the coinbase's balance less the fees of
    /// the bundle's transactions that are in the mempool, over the gas of all.
    public var price: Wei {
        Wei(earned.raw.quotientAndRemainder(dividingBy: UInt256(gasUsed.units))?.quotient ?? .zero)
    }
}
