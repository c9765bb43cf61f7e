import Primitives
import WideMath

/// One that trades around cycles of pools, behind what has moved them.
public struct CyclicArbitrageurSettings: Sendable, Hashable {
    /// The token that its cycles begin and end in.
    public var token: String
    /// The least profit after gas and payment that it acts for, in that token.
    public var minProfit: TokenAmount
    /// How it bids for its place.
    public var bidding: Bidding

    /// Makes settings.
    public init(token: String, minProfit: TokenAmount = .zero, bidding: Bidding = .tips) {
        self.token = token
        self.minProfit = minProfit
        self.bidding = bidding
    }
}

extension CyclicArbitrageurSettings {
    /// Decodes the keys of an agent whose role is cyclic_arbitrageur.
    init(_ section: Section) throws(ScenarioError) {
        let token = try section.read(AgentKeys.token)
        let fitting = section.context.pools.filter { [$0.base, $0.quote].contains(token.name) }
        guard fitting.count >= 2 else {
            throw try section.child(AgentKeys.token).error(
                "fewer than two pools trade \(token.name)",
                "a cycle begins in one and ends in another: add a pool, or name another token"
            )
        }
        let bidding = try Bidding(section)
        if bidding == .gasAuction {
            throw try section.child(AgentKeys.bidding).error(
                "it comes behind others, and raises no tip",
                "write bidding: tips or bundle"
            )
        }
        self.init(
            token: token.name,
            minProfit: try section.amount(AgentKeys.minProfit, in: token, "its token"),
            bidding: bidding
        )
    }
}
