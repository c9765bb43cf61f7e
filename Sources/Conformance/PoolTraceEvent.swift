import Chain
import Contracts
import Primitives
import WideMath

/// An event as a trace writes it: addresses by label, numbers in decimal digits.
struct PoolTraceEvent: Decodable, Hashable, CustomStringConvertible {
    let emitter: String
    let name: String
    let args: [String: String]

    var description: String {
        let texts = args.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return "\(emitter).\(name)(\(texts.joined(separator: ", ")))"
    }
}

extension PoolTraceEvent {
    /// What a log entry says; an entry of another shape than its event's gets no arguments.
    init(_ log: Log, _ labels: PoolTraceLabels) {
        emitter = labels.text(log.address)
        let declaration = log.topics.first.flatMap { EventCatalog.declaration($0) }
        name = declaration?.name ?? "unknown"
        var args: [String: String] = [:]
        for argument in declaration?.arguments(log) ?? [] {
            switch argument.value {
            case .address(let address): args[argument.name] = labels.text(address)
            case .number(let number): args[argument.name] = number.description
            }
        }
        self.args = args
    }
}
