import Primitives

/// How a searcher bids for its place in a block.
public enum Bidding: Sendable, Hashable {
    /// By tips in the mempool, as much as its place takes and no more.
    case tips
    /// By tips against others who do the same, each a tenth above the last, up to its profit.
    case gasAuction
    /// By bundles, sealed: this share of its profit after gas is paid to the builder.
    case bundle(BasisPoints)
}
