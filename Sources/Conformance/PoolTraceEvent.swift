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
        guard let topic = log.topics.first, let form = Self.forms[topic] else {
            name = "unknown"
            args = [:]
            return
        }
        name = form.name
        guard log.topics.count == 1 + form.addresses.count,
            log.data.count == 32 * form.numbers.count
        else {
            args = [:]
            return
        }
        var args: [String: String] = [:]
        for (name, topic) in zip(form.addresses, log.topics.dropFirst()) {
            args[name] = labels.text(Address(word: topic))
        }
        for (index, name) in form.numbers.enumerated() {
            let word = UInt256(bigEndian: log.data[(32 * index)..<(32 * index + 32)])
            args[name] = word?.description
        }
        self.args = args
    }

    /// The arguments of an event: the addresses are its topics, the numbers its data.
    private struct Form {
        let name: String
        let addresses: [String]
        let numbers: [String]
    }

    /// The events of Uniswap V2 by first topic.
    private static let forms: [UInt256: Form] = [
        eventTopic("Transfer(address,address,uint256)"):
            Form(name: "Transfer", addresses: ["from", "to"], numbers: ["value"]),
        eventTopic("Approval(address,address,uint256)"):
            Form(name: "Approval", addresses: ["owner", "spender"], numbers: ["value"]),
        eventTopic("Sync(uint112,uint112)"):
            Form(name: "Sync", addresses: [], numbers: ["reserve0", "reserve1"]),
        eventTopic("Mint(address,uint256,uint256)"):
            Form(name: "Mint", addresses: ["sender"], numbers: ["amount0", "amount1"]),
        eventTopic("Burn(address,uint256,uint256,address)"):
            Form(name: "Burn", addresses: ["sender", "to"], numbers: ["amount0", "amount1"]),
        eventTopic("Swap(address,uint256,uint256,uint256,uint256,address)"):
            Form(
                name: "Swap",
                addresses: ["sender", "to"],
                numbers: ["amount0In", "amount1In", "amount0Out", "amount1Out"]
            ),
    ]
}
