/// The way by which a transaction reaches the builder, and so who may see it before it is in a
/// block.
///
/// Who sees what of it is decided by `Sight` (module BlockBuilding).
public enum Channel: String, Hashable, Sendable, CaseIterable {
    /// The public mempool: everybody who watches it sees it, each after a delay of his own.
    case mempool = "public"
    /// A private relay: builders see it, and searchers that the relay lets in.
    case relay
    /// A builder's own entry: only those who work with the builder see it.
    case builder
    /// Sealed: nobody reads it before its place is fixed, the builder included.
    case sealed
}
