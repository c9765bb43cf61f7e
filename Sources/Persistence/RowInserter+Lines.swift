extension RowInserter {
    /// The keys of a transaction's line, in the order of the columns.
    private static let transactionKeys = [
        "block", "index", "hash", "author", "purpose", "victim", "from", "to", "nonce", "status",
        "reason", "gas_used", "gas_price_wei",
    ]
    /// The keys of a log entry, in the order of the columns behind its place.
    private static let eventKeys = ["emitter", "name", "args", "topics", "data"]

    /// Adds a transaction and its log entries, or a note.
    mutating func insert(_ line: RecordedLine) throws {
        let members = line.members
        guard line.isTransaction else {
            let head = ["block", "type"].map { Self.value($0, members) }
            try insert(.notes, [.null] + head + [.text(line.json)])
            return
        }
        let row = Self.transactionKeys.map { Self.value($0, members) }
        try insert(.transactions, row)
        for (position, event) in line.events.enumerated() {
            try insert(
                .events,
                [row[0], row[1], .integer(Int64(position))]
                    + Self.eventKeys.map { Self.value($0, event) }
            )
        }
    }

    private static func value(_ key: String, _ members: RecordedLine.Members) -> StoredValue {
        members.first { $0.key == key }?.value ?? .null
    }
}
