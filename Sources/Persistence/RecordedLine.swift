/// A line of `events.jsonl` as plain values.
public struct RecordedLine: Sendable {
    /// Keys and values; what holds others is JSON in a text.
    public typealias Members = [(key: String, value: StoredValue)]

    /// What the line says, but for the events of a transaction.
    let members: Members
    /// The log entries of a transaction.
    let events: [Members]
    /// The line itself; empty for a transaction, every value of which has a column.
    let json: String

    /// A transaction in a block.
    public init(transaction members: Members, events: [Members]) {
        self.members = members
        self.events = events
        json = ""
    }

    /// Anything else that happened.
    public init(note members: Members, json: String) {
        self.members = members
        events = []
        self.json = json
    }

    /// Whether it is about a transaction in a block.
    var isTransaction: Bool { json.isEmpty }
}
