import Primitives
import WideMath

/// Turns the values of typed data into words, and keeps the hashes of their types.
struct TypedDataEncoder {
    private let data: TypedData
    private var typeHashes: [String: [UInt8]] = [:]

    init(_ data: TypedData) { self.data = data }

    /// `encodeData` after its type's hash.
    mutating func structure(
        _ values: [String: TypedValue],
        _ name: String,
        path: String,
        depth: Int
    ) throws(TypedDataError) -> [UInt8] {
        if depth > TypedData.depthMax { throw .tooDeep(limit: TypedData.depthMax) }
        guard let fields = data.structures[name] else { throw .missingType(name) }
        let prefix = path.isEmpty ? "" : path + "."
        if values.count > fields.count || fields.contains(where: { values[$0.field.name] == nil }) {
            let names = Set(fields.map(\.field.name))
            for key in values.keys.sorted() where !names.contains(key) {
                throw .unknownField(path: prefix + key)
            }
        }
        var encoded = try typeHash(name)
        for (field, type) in fields {
            let path = prefix + field.name
            guard let value = values[field.name] else { throw .missingField(path: path) }
            encoded += try word(value, type, field.type, path: path, depth: depth + 1)
        }
        return encoded
    }

    private mutating func typeHash(_ name: String) throws(TypedDataError) -> [UInt8] {
        if let hash = typeHashes[name] { return hash }
        let hash = try data.typeHash(name).bytes
        typeHashes[name] = hash
        return hash
    }

    /// The 32 bytes of a value: itself where it fits, its hash otherwise.
    private mutating func word(
        _ value: TypedValue,
        _ type: TypedDataType,
        _ typeName: String,
        path: String,
        depth: Int
    ) throws(TypedDataError) -> [UInt8] {
        if depth > TypedData.depthMax { throw .tooDeep(limit: TypedData.depthMax) }
        let wrong = TypedDataError.wrongKind(path: path, type: typeName, got: value.kind)
        switch type {
        case .unsigned(let bits), .signed(let bits):
            guard let number = value.number else { throw wrong }
            let isSigned = type == .signed(bits: bits)
            guard let word = Self.word(number, bits: bits, isSigned: isSigned) else {
                throw .numberOutOfRange(path: path, type: typeName)
            }
            return word.bigEndianBytes
        case .bool:
            guard case .bool(let truth) = value else { throw wrong }
            return (truth ? UInt256.one : .zero).bigEndianBytes
        case .address:
            guard case .text(let text) = value, let address = Address(text: text) else {
                throw wrong
            }
            return address.word.bigEndianBytes
        case .string:
            guard case .text(let text) = value else { throw wrong }
            return keccak256(Array(text.utf8)).bytes
        case .bytes:
            guard let bytes = value.bytes else { throw wrong }
            return keccak256(bytes).bytes
        case .fixedBytes(let count):
            guard let bytes = value.bytes else { throw wrong }
            guard bytes.count == count else {
                throw .byteCount(path: path, bytes.count, expected: count)
            }
            return bytes + [UInt8](repeating: 0, count: 32 - count)
        case .array(let element, let count):
            guard case .list(let values) = value else { throw wrong }
            if let count, values.count != count {
                throw .elementCount(path: path, values.count, expected: count)
            }
            var encoded: [UInt8] = []
            for (index, value) in values.enumerated() {
                let path = "\(path)[\(index)]"
                encoded += try word(value, element, typeName, path: path, depth: depth + 1)
            }
            return keccak256(encoded).bytes
        case .structure(let name):
            guard case .object(let values) = value else { throw wrong }
            return keccak256(try structure(values, name, path: path, depth: depth)).bytes
        }
    }

    /// A number in two's complement of 256 bits; nothing where it needs more bits than its type
    /// has.
    private static func word(
        _ number: (isNegative: Bool, magnitude: UInt256),
        bits: Int,
        isSigned: Bool
    ) -> UInt256? {
        let magnitude = number.magnitude
        if !isSigned {
            let isNegative = number.isNegative && !magnitude.isZero
            return isNegative || magnitude.bitWidth > bits ? nil : magnitude
        }
        let limit = UInt256.one << (bits - 1)
        if !number.isNegative { return magnitude < limit ? magnitude : nil }
        // At most 2ᵇⁱᵗˢ⁻¹, whose negative is its complement and one.
        return magnitude <= limit ? UInt256.zero.wrappingSubtract(magnitude) : nil
    }
}
