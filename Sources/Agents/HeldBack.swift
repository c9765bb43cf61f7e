/// A rebalance that a keeper did not send because it would have failed.
public struct HeldBack: Hashable, Sendable {
    /// The keeper.
    public let author: String
    /// Why it would have failed.
    public let reason: String
}
