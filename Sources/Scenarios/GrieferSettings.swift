import Primitives
import WideMath

/// One that makes keepers' rebalances revert.
public struct GrieferSettings: Sendable, Hashable {
    /// The most that an attack may cost, in the vault's quote token; nothing for any cost.
    public var budget: TokenAmount?

    /// Makes settings.
    public init(budget: TokenAmount? = nil) { self.budget = budget }
}

extension GrieferSettings {
    /// Decodes the keys of an agent whose role is griefer, of a vault with this quote token.
    init(_ section: Section, quote: Asset) throws(ScenarioError) {
        guard section.has(AgentKeys.budget) else {
            self.init()
            return
        }
        self.init(budget: try section.amount(AgentKeys.budget, in: quote))
    }
}
