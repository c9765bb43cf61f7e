import Primitives
import WideMath

/// A structure that is signed field by field instead of as unreadable bytes (EIP-712).
///
/// ```swift
/// let permit = try TypedData(
///     types: ["Permit": [TypedField("owner", "address"), TypedField("value", "uint256")]],
///     primaryType: "Permit",
///     domain: ["name": .text("Token"), "chainId": .integer(isNegative: false, magnitude: 1)],
///     message: ["owner": .text("0x…"), "value": .text("1000")]
/// )
/// let signature = key.sign(try permit.digest())
/// ```
///
/// A structure may contain itself through an array: its values end where an array is empty.
public struct TypedData: Sendable {
    /// The most types that are read.
    public static let typesMax = 1_000
    /// How deep values may nest, so that hostile ones cannot exhaust the stack.
    public static let depthMax = 128
    static let domainType = "EIP712Domain"

    /// The structure that is signed.
    public let primaryType: String
    /// The fields that tell one use of the structure from another.
    public let domain: [String: TypedValue]
    /// The fields of the structure.
    public let message: [String: TypedValue]
    let structures: [String: [(field: TypedField, type: TypedDataType)]]

    /// Checks the types; the values are checked when they are hashed.
    ///
    /// Where the type `EIP712Domain` is missing, it has those of EIP-712's five fields that the
    /// domain has, in their order.
    public init(
        types: [String: [TypedField]],
        primaryType: String,
        domain: [String: TypedValue],
        message: [String: TypedValue]
    ) throws(TypedDataError) {
        var types = types
        if types[Self.domainType] == nil {
            types[Self.domainType] = try Self.domainFields(of: domain)
        }
        guard types.count <= Self.typesMax else {
            throw .tooManyTypes(types.count, max: Self.typesMax)
        }
        var structures: [String: [(field: TypedField, type: TypedDataType)]] = [:]
        for (name, fields) in types.sorted(by: { $0.key < $1.key }) {
            guard TypedDataType.isIdentifier(name), !TypedDataType.isReserved(name) else {
                throw .invalidTypeName(name)
            }
            structures[name] = try Self.checked(fields, of: name, among: types)
        }
        guard structures[primaryType] != nil else { throw .missingType(primaryType) }
        self.structures = structures
        self.primaryType = primaryType
        self.domain = domain
        self.message = message
    }

    private static func checked(
        _ fields: [TypedField],
        of name: String,
        among types: [String: [TypedField]]
    ) throws(TypedDataError) -> [(field: TypedField, type: TypedDataType)] {
        var seen: Set<String> = []
        var checked: [(field: TypedField, type: TypedDataType)] = []
        for field in fields {
            guard TypedDataType.isIdentifier(field.name) else {
                throw .invalidFieldName(field.name, in: name)
            }
            guard seen.insert(field.name).inserted else {
                throw .repeatedField(field.name, in: name)
            }
            guard let type = TypedDataType(field.type),
                type.structureName.map({ types[$0] != nil }) ?? true
            else { throw .unknownType(field.type, field: field.name, in: name) }
            checked.append((field, type))
        }
        return checked
    }

    private static func domainFields(
        of domain: [String: TypedValue]
    ) throws(TypedDataError) -> [TypedField] {
        let all = [
            TypedField("name", "string"), TypedField("version", "string"),
            TypedField("chainId", "uint256"), TypedField("verifyingContract", "address"),
            TypedField("salt", "bytes32"),
        ]
        for key in domain.keys.sorted() where !all.contains(where: { $0.name == key }) {
            throw .unknownDomainField(key)
        }
        return all.filter { domain[$0.name] != nil }
    }

    /// A structure as text, and after it those it refers to, in order of name.
    public func encodeType(_ name: String) throws(TypedDataError) -> String {
        var reached: Set<String> = [name]
        var waiting = [name]
        while let next = waiting.popLast() {
            guard let fields = structures[next] else { throw .missingType(next) }
            for (_, type) in fields {
                guard let inner = type.structureName, reached.insert(inner).inserted else {
                    continue
                }
                waiting.append(inner)
            }
        }
        let others = reached.subtracting([name]).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        return ([name] + others).map { name in
            let fields = structures[name, default: []].map { "\($0.field.type) \($0.field.name)" }
            return "\(name)(\(fields.joined(separator: ",")))"
        }.joined()
    }

    /// The hash of a structure's text.
    public func typeHash(_ name: String) throws(TypedDataError) -> Hash32 {
        keccak256(Array(try encodeType(name).utf8))
    }

    /// What the message's hash is made of: its type's hash and a word for each field.
    public func encodedMessage() throws(TypedDataError) -> [UInt8] {
        var encoder = TypedDataEncoder(self)
        return try encoder.structure(message, primaryType, path: "", depth: 0)
    }

    /// The hash of the message and its type.
    public func messageHash() throws(TypedDataError) -> Hash32 {
        keccak256(try encodedMessage())
    }

    /// The hash of the domain and its type.
    public func domainSeparator() throws(TypedDataError) -> Hash32 {
        var encoder = TypedDataEncoder(self)
        return keccak256(
            try encoder.structure(domain, Self.domainType, path: "domain", depth: 0)
        )
    }

    /// What is signed: the hash of 0x1901, the domain's hash and the message's.
    ///
    /// Where the domain itself is the primary type it stands alone, as wallets do it.
    public func digest() throws(TypedDataError) -> Hash32 {
        let start = [0x19, 0x01] + (try domainSeparator()).bytes
        if primaryType == Self.domainType { return keccak256(start) }
        return keccak256(start + (try messageHash()).bytes)
    }
}

/// A field of a structure of typed data.
public struct TypedField: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// The name of its type.
    public let type: String

    /// Makes a field of a name and a type.
    public init(_ name: String, _ type: String) {
        self.name = name
        self.type = type
    }
}
