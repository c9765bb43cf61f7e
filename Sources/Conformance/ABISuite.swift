import Primitives
import WideMath

/// Solidity's ABI coding in both directions, and its packed form.
///
/// A case of ethereum/tests has `types`, `args` and the encoding as `result`; one of ethers has a
/// `type`, a `value` and the `encoded`, or `types`, `values` and the `keccak256` of their packed
/// encoding, which cannot be decoded.
enum ABISuite: ConformanceSuite {
    static let name = "abi"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        for (name, value) in try file.cases() {
            report.check(name) { () throws(CaseFailure) in try check(value) }
        }
    }

    private static func check(_ value: JSONValue) throws(CaseFailure) {
        if value["args"] != nil, value["types"] != nil {
            let types = try types(value.entries("types"))
            let values = try values(value.entries("args"), as: types)
            try check(values, as: types, against: try value.bytes("result"))
        } else if let single = value["value"], value["type"] != nil {
            let types = try types([.string(value.text("type"))])
            let values = try values([single], as: types)
            try check(values, as: types, against: try value.bytes("encoded"))
        } else if value["values"] != nil, value["types"] != nil {
            let types = try types(value.entries("types"))
            let values = try values(value.entries("values"), as: types)
            let hash = try value.hash("keccak256")
            let packed = try refusing("the values") { () throws(ABIError) in
                try ABI.encodePacked(values, as: types)
            }
            try CaseFailure.unless("the hash of the packed values", keccak256(packed), is: hash)
        } else {
            throw .unknownShape(fields: value.keys)
        }
    }

    private static func check(
        _ values: [ABIValue],
        as types: [ABIType],
        against encoding: [UInt8]
    ) throws(CaseFailure) {
        let actual = try refusing("the values") { () throws(ABIError) in
            try ABI.encode(values, as: types)
        }
        try CaseFailure.unless("the encoding", actual, are: encoding)
        let decoded = try refusing("the encoding") { () throws(ABIError) in
            try ABI.decodeStrictly(encoding, as: types)
        }
        if decoded != values {
            throw .different(what: "what was decoded", expected: "\(values)", actual: "\(decoded)")
        }
    }

    private static func types(_ texts: [JSONValue]) throws(CaseFailure) -> [ABIType] {
        var types: [ABIType] = []
        for text in texts {
            guard let text = text.string else {
                throw .malformed(field: "types", expected: "names of types")
            }
            types.append(
                try refusing("the type") { () throws(ABIError) in
                    // ethers also writes a tuple with its name before the parenthesis.
                    try ABIType(text.replacing("tuple(", with: "("))
                }
            )
        }
        return types
    }

    private static func values(
        _ entries: [JSONValue],
        as types: [ABIType]
    ) throws(CaseFailure) -> [ABIValue] {
        if entries.count != types.count {
            throw .malformed(field: "values", expected: "as many values as types")
        }
        var values: [ABIValue] = []
        for (entry, type) in zip(entries, types) { values.append(try entry.abiValue(as: type)) }
        return values
    }

    private static func refusing<Value>(
        _ what: String,
        _ make: () throws(ABIError) -> Value
    ) throws(CaseFailure) -> Value {
        do {
            return try make()
        } catch {
            throw .refused(what: what, reason: "\(error)")
        }
    }
}
