import Primitives

/// How a searcher bids for its place in a block.
public enum Bidding: Sendable, Hashable {
    /// By tips in the mempool, as much as it takes and no more.
    case tips
    /// By tips against others who do the same, each a tenth above the last, up to its profit.
    case gasAuction
    /// By bundles, sealed: this share of its profit is paid to the builder.
    case bundle(BasisPoints)
}

/// The words of `bidding`.
enum BiddingName: String, CaseIterable, Sendable {
    case tips
    case gasAuction = "gas_auction"
    case bundle
}

extension Bidding {
    /// Reads the keys `bidding` and `bid` of a searcher.
    init(_ section: Section) throws(ScenarioError) {
        let bid = try section.readIfPresent(AgentKeys.bid)
        let name = try section.readIfPresent(AgentKeys.bidding)
        switch name ?? (bid == nil ? .tips : .bundle) {
        case .bundle: self = .bundle(bid ?? BasisPoints(9_000))
        case .tips: self = .tips
        case .gasAuction: self = .gasAuction
        }
        if name != nil, name != .bundle {
            try section.refuse(
                [AgentKeys.bid],
                "only who sends bundles pays a share of the profit",
                "write bidding: bundle, or remove bid"
            )
        }
    }

    /// The keys and values.
    var lines: [String] {
        switch self {
        case .tips: ["bidding: tips"]
        case .gasAuction: ["bidding: gas_auction"]
        case .bundle(let share): ["bidding: bundle", "bid: \(Canonical.ratio(share))"]
        }
    }
}
