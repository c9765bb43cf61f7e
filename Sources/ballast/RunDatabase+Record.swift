import Persistence
import Reporting

extension RecordedLine {
    /// A line of `events.jsonl` for `run.sqlite`.
    init(_ line: JSON) {
        var members: Members = []
        var events: [Members] = []
        for (key, value) in line.members {
            if key == "events", case .array(let items) = value {
                events = items.map { item in item.members.map { ($0.0, StoredValue($0.1)) } }
            } else {
                members.append((key, StoredValue(value)))
            }
        }
        if members.first?.value == .text("transaction") {
            self.init(transaction: members, events: events)
        } else {
            self.init(note: members, json: line.line)
        }
    }
}

extension RunDatabase {
    /// Adds what is written of a block.
    func append(_ block: RecordedBlock) throws(RunDatabaseError) {
        try append(
            block.lines.map { RecordedLine($0) },
            state: block.state?.record,
            rebalanceCost: block.state?.rebalanceCost
        )
    }
}

extension StoredValue {
    /// A value for a cell; what holds others as JSON.
    init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .integer(value ? 1 : 0)
        case .int(let value): self.init(value)
        case .signed(let value): self = .integer(Int64(value))
        case .double(let value): self.init(value)
        case .string(let value): self = .text(value)
        case .array, .object: self = .text(json.line)
        }
    }
}

extension JSON {
    fileprivate var members: [(String, JSON)] {
        if case .object(let members) = self { members } else { [] }
    }
}
