/// Several agents of one name that do the same in different places, each from its own wallet.
public struct Crew: Agent {
    /// The name that all share.
    public let name: String
    private var members: [any Agent]

    /// A crew; its members act in order.
    public init(name: String, members: [any Agent]) {
        self.name = name
        self.members = members
    }

    /// Whether they answer to what others have sent.
    public var isSearcher: Bool { members.contains { $0.isSearcher } }

    /// Whether they answer to other searchers' answers.
    public var isBidder: Bool { members.contains { $0.isBidder } }

    /// Lets each member look and act.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        for index in members.indices { members[index].act(view, &outbox) }
    }
}
