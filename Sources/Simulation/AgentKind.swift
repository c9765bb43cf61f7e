import Agents

/// What of an agent's kind decides when it acts; kept apart, as asking `any Agent` copies it.
struct AgentKind {
    /// Whether it answers to what the others have sent.
    let isSearcher: Bool
    /// Whether it answers to other searchers' answers.
    let isBidder: Bool

    init(_ agent: any Agent) {
        isSearcher = agent.isSearcher
        isBidder = agent.isBidder
    }
}
