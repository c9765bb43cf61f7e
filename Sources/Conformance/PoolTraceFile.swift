import WideMath

/// A file of pool transactions that the real contracts executed, in the order they ran.
///
/// The format is that of `evm/univ2_trace.json`: seven sections or fewer, each a world of its own.
struct PoolTraceFile: Decodable {
    let sections: [Checked<Section>]

    /// Transactions in a row on contracts set up anew.
    struct Section: Decodable {
        let name: String
        let setup: Setup
        /// Labels by address or addresses by label.
        let addresses: [String: String]
        let ops: [Checked<Operation>]
    }

    /// What exists before the first transaction.
    struct Setup: Decodable {
        let tokens: [Token]
        /// The numbers of the two tokens of each pair.
        let pairs: [[Int]]
        let holders: [Holder]
        let router: Bool
        let feeOn: Bool
        /// The time of the set-up block, in seconds since 1970-01-01 UTC.
        let ts: UInt64
    }

    /// A token whose whole supply is minted to `w`.
    struct Token: Decodable {
        let kind: String
        let supply: DecimalWord
    }

    /// Who gets how much of each token from `w` at set-up.
    struct Holder: Decodable {
        let who: String
        let amounts: [DecimalWord]
    }

    /// One transaction and all it did.
    struct Operation: Decodable {
        let i: Int
        let op: String
        let from: String
        let dt: UInt64
        let timestamp: UInt64
        let args: [String: Argument]
        let to: String
        let calldata: String
        let ok: Bool
        let error: Nullable<String>
        let gasUsed: UInt64
        let gasRefund: UInt64
        let ret: Nullable<String>
        let events: [PoolTraceEvent]
        let state: State
    }

    /// A label, a number in decimal digits or, for the router's path, several labels.
    enum Argument: Decodable {
        case text(String)
        case list([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .list(try container.decode([String].self))
            }
        }
    }

    /// The contracts' state after a transaction.
    struct State: Decodable {
        let pairs: [Pair]
        /// The balances of each token by label.
        let tokens: [[String: DecimalWord]]
    }

    /// The state of a pair; `lp` are the balances of its shares by label.
    struct Pair: Decodable {
        let reserve0: DecimalWord
        let reserve1: DecimalWord
        let blockTimestampLast: UInt64
        let totalSupply: DecimalWord
        let price0CumulativeLast: DecimalWord
        let price1CumulativeLast: DecimalWord
        let kLast: DecimalWord
        let lp: [String: DecimalWord]
    }
}

/// A 256-bit number that is written as text of decimal digits.
struct DecimalWord: Decodable, Hashable {
    let value: UInt256

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = UInt256(decimal: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "not a decimal number of at most 256 bits"
            )
        }
        self.value = value
    }
}

/// A value that may be null but must be there.
enum Nullable<Value: Decodable>: Decodable {
    case null
    case value(Value)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .null : .value(try container.decode(Value.self))
    }
}

/// A value or why it cannot be read, so that one bad entry of a list spoils no other.
struct Checked<Value: Decodable>: Decodable {
    let result: Result<Value, CaseFailure>

    init(from decoder: any Decoder) {
        do {
            result = .success(try Value(from: decoder))
        } catch {
            result = .failure(CaseFailure(decoding: error))
        }
    }
}

extension CaseFailure {
    /// What a decoder's error says about the file.
    init(decoding error: any Error) {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
                .joined(separator: ".")
        }
        switch error {
        case DecodingError.keyNotFound(let key, _): self = .missing(field: key.stringValue)
        case DecodingError.typeMismatch(let type, let context):
            self = .malformed(field: path(context), expected: "\(type)")
        case DecodingError.valueNotFound(let type, let context):
            self = .malformed(field: path(context), expected: "\(type)")
        case DecodingError.dataCorrupted(let context):
            self = .malformed(
                field: path(context),
                expected: "readable: " + context.debugDescription
            )
        default: self = .unknownShape(fields: [])
        }
    }
}
