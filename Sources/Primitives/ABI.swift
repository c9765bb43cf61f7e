import WideMath

/// Solidity's contract ABI: how calldata, return data, errors and event data are encoded.
///
/// ```swift
/// let types = [try ABIType("uint256"), try ABIType("string")]
/// let bytes = try ABI.encode([.word(1), .string("one")], as: types)
/// let values = try ABI.decode(bytes, as: types)
/// ```
///
/// Source: the Solidity documentation, "Contract ABI Specification".
public enum ABI {
    /// The first four bytes of the Keccak-256 hash of a signature such as `transfer(address)`.
    public static func selector(_ signature: String) -> UInt32 {
        let top = keccak256(Array(signature.utf8)).word >> 224
        return UInt32(top.limb0)
    }

    /// The calldata of a function whose arguments all take one word.
    public static func encodeCall(selector: UInt32, words: [UInt256]) -> [UInt8] {
        // Zeroes first: to begin without them takes the runtime longer than to write them.
        var data = [UInt8](repeating: 0, count: 4 + 32 * words.count)
        data.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: selector.bigEndian, as: UInt32.self)
            guard var place = bytes.baseAddress.map({ $0 + 4 }) else { return }
            for word in words {
                word.storeBigEndian32(to: place)
                place += 32
            }
        }
        return data
    }

    /// The four bytes that calldata starts with.
    static func bytes(of selector: UInt32) -> [UInt8] {
        [
            UInt8(selector >> 24), UInt8(selector >> 16 & 0xff), UInt8(selector >> 8 & 0xff),
            UInt8(selector & 0xff),
        ]
    }

    /// The encoding of values as the members of a tuple: the arguments of a call, say.
    public static func encode(
        _ values: [ABIValue],
        as types: [ABIType]
    ) throws(ABIError) -> [UInt8] {
        try encodeSequence(values, as: types)
    }

    /// The heads of all values, then the tails of those that are found through an offset.
    private static func encodeSequence(
        _ values: [ABIValue],
        as types: some Collection<ABIType>
    ) throws(ABIError) -> [UInt8] {
        if values.count != types.count {
            throw .valueCount(values.count, expected: types.count)
        }
        let headSize = try ABIType.headSize(of: types)
        var heads: [UInt8] = []
        var tails: [UInt8] = []
        for (value, type) in zip(values, types) {
            let encoded = try encode(value, as: type)
            if type.isDynamic {
                heads += UInt256(UInt64(headSize + tails.count)).bigEndianBytes
                tails += encoded
            } else {
                heads += encoded
            }
        }
        return heads + tails
    }

    private static func encode(
        _ value: ABIValue,
        as type: ABIType
    ) throws(ABIError) -> [UInt8] {
        switch (type, value) {
        case (.uint, .word(let word)), (.int, .word(let word)), (.address, .word(let word)),
            (.bool, .word(let word)), (.fixedBytes, .word(let word)):
            guard type.holds(word) else { throw .outOfRange(type, word) }
            return word.bigEndianBytes
        case (.bytes, .bytes(let bytes)), (.string, .bytes(let bytes)):
            let padding = (32 - bytes.count % 32) % 32
            return UInt256(UInt64(bytes.count)).bigEndianBytes + bytes
                + Array(repeating: 0, count: padding)
        case (.array(let element), .array(let values)):
            let types = repeatElement(element, count: values.count)
            return UInt256(UInt64(values.count)).bigEndianBytes
                + (try encodeSequence(values, as: types))
        case (.fixedArray(let element, let count), .array(let values)):
            if values.count != count { throw .valueCount(values.count, expected: count) }
            return try encodeSequence(values, as: repeatElement(element, count: count))
        case (.tuple(let types), .tuple(let values)):
            return try encodeSequence(values, as: types)
        default: throw .wrongKind(type)
        }
    }
}
