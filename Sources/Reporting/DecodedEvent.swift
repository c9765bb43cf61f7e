import Chain
import Contracts
import Primitives

/// A log entry as its contract's declaration reads, with names for addresses.
struct DecodedEvent: Sendable {
    /// Who wrote it.
    let emitter: String
    /// The event's name; nothing for one that no contract here declares.
    let name: String?
    /// Its arguments in order; empty for an unknown event.
    let arguments: [(name: String, value: String)]
    /// The entry itself.
    let log: Log

    /// Reads a log entry; `name` gives the name of an address.
    init(_ log: Log, name: (Address) -> String) {
        self.log = log
        emitter = name(log.address)
        guard let topic = log.topics.first, let declaration = EventCatalog.declaration(topic),
            let arguments = declaration.arguments(log)
        else {
            self.name = nil
            self.arguments = []
            return
        }
        self.name = declaration.name
        self.arguments = arguments.map { argument in
            switch argument.value {
            case .address(let address): (argument.name, name(address))
            case .number(let number): (argument.name, number.description)
            }
        }
    }

    /// The event as in `events.jsonl`.
    var json: JSON {
        guard let name else {
            return .object([
                ("emitter", .string(emitter)),
                ("topics", .array(log.topics.map { .string(Hash32(word: $0).description) })),
                ("data", .string(Hex.encode(log.data))),
            ])
        }
        return .object([
            ("emitter", .string(emitter)), ("name", .string(name)),
            ("args", .object(arguments.map { ($0.name, .string($0.value)) })),
        ])
    }

    /// The event on one line, such as `WETH Transfer from=alice to=main value=5`.
    var text: String {
        guard let name else { return "\(emitter) event of \(log.data.count) bytes" }
        return ([emitter, name] + arguments.map { "\($0.name)=\($0.value)" })
            .joined(separator: " ")
    }
}
