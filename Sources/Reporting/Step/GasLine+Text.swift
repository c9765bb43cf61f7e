import Agents
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

extension GasLine.Item {
    /// The item in one word, for programs.
    var word: String {
        switch self {
        case .transaction: "transaction"
        case .calldata: "calldata"
        case .accessList: "access_list"
        case .creationTransaction: "creation_transaction"
        case .computation: "computation"
        case .mappingHash: "hash"
        case .load: "load"
        case .store: "store"
        case .log: "log"
        case .account: "account"
        case .call: "call"
        case .refusedCall: "refused_call"
        case .value: "value"
        case .stipend: "stipend"
        case .creation: "creation"
        case .halt: "halt"
        case .failure: "failure"
        case .refund: "refund"
        case .floor: "floor"
        }
    }
}

extension GasLine {
    /// What the gas went for, for people, without how much.
    func text(_ names: NameBook) -> String {
        let contract = contract.map { names.name($0) } ?? ""
        func slot(_ key: StorageKey) -> String {
            "\(contract)." + (self.contract.map { names.slot(key, of: $0) } ?? "")
        }
        switch item {
        case .transaction: return "every transaction"
        case .calldata(let zeros, let nonZeros):
            return "calldata: \(zeros) zero bytes, \(nonZeros) others"
        case .accessList(let addresses, let keys):
            return "access list: \(addresses) addresses, \(keys) keys"
        case .creationTransaction(let words): return "creation, \(words) words of init code"
        case .computation: return "\(contract): computation"
        case .mappingHash(let count):
            return "\(contract): \(count == 1 ? "hash" : "hashes") of a key"
        case .load(let key, let isCold): return "read \(isCold ? "cold" : "warm") \(slot(key))"
        case .store(let key, let isCold, let from, let to):
            return "store \(isCold ? "cold" : "warm") \(slot(key)), \(Self.change(from, to))"
        case .log(let topic, let topics, let bytes):
            let event = EventCatalog.declaration(topic)?.name ?? "event"
            return "log \(event): \(topics) topics, \(bytes) bytes"
        case .account(let address, let isCold):
            return "touch \(isCold ? "cold" : "warm") account \(names.name(address))"
        case .call(let address, let selector):
            return "call \(names.name(address)).\(names.function(selector))"
        case .refusedCall(let address): return "call of \(names.name(address)) cannot begin"
        case .value(let isNew): return isNew ? "ether to a new account" : "ether"
        case .stipend: return "stipend of the callee"
        case .creation(let words, let isHashed):
            return "create\(isHashed ? "2" : "") of \(words) words"
        case .halt: return gas < 0 ? "charged beyond what there was" : "taken by the halt"
        case .failure(let fault): return Self.failure(fault)
        case .refund: return "refund for cleared storage"
        case .floor: return "up to the floor of calldata"
        }
    }

    private static func change(_ from: UInt256, _ to: UInt256) -> String {
        if from == to { return "unchanged" }
        if from.isZero { return "from zero" }
        return to.isZero ? "to zero" : "changed"
    }

    private static func failure(_ fault: Fault) -> String {
        switch fault {
        case .revert(let reason): "reverts: \(reason.description)"
        case .halt: "halts: \(fault.label)"
        }
    }
}
