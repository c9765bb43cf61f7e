import BlockBuilding

/// Why a bundle is not taken.
public enum BundleRefusal: Error, Hashable, Sendable {
    /// The builder's ordering policy takes no bundles.
    case policyTakesNone
    /// The relay that would carry it is down.
    case relayIsDown
    /// It holds no transaction.
    case empty
    /// One of its own transactions is refused.
    case transaction(MempoolRefusal)

    /// A short name for counts in a summary.
    public var label: String {
        switch self {
        case .policyTakesNone: "no bundles under this ordering"
        case .relayIsDown: "relay is down"
        case .empty: "empty bundle"
        case .transaction(let refusal): refusal.label
        }
    }
}
