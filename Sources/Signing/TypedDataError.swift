/// Why typed data has no hash; a path such as `from.wallets[2]` names the value.
public enum TypedDataError: Error, Hashable, Sendable {
    /// There are more types than are read.
    case tooManyTypes(Int, max: Int)
    /// A structure's name is no identifier, or one of Solidity's own types.
    case invalidTypeName(String)
    /// A field's name is no identifier.
    case invalidFieldName(String, in: String)
    /// A structure has a field twice.
    case repeatedField(String, in: String)
    /// A field's type is neither one of Solidity's nor a structure among the types.
    case unknownType(String, field: String, in: String)
    /// A structure that is asked for is not among the types.
    case missingType(String)
    /// The domain has a field that EIP-712 does not name.
    case unknownDomainField(String)
    /// A structure's value lacks a field.
    case missingField(path: String)
    /// A structure's value has a field that its type does not.
    case unknownField(path: String)
    /// A value is of another kind than its type.
    case wrongKind(path: String, type: String, got: String)
    /// A number does not fit its type.
    case numberOutOfRange(path: String, type: String)
    /// A value has another number of bytes.
    case byteCount(path: String, Int, expected: Int)
    /// An array has another number of elements.
    case elementCount(path: String, Int, expected: Int)
    /// Values nest deeper than the limit.
    case tooDeep(limit: Int)
}
