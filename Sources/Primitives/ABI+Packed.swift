import WideMath

extension ABI {
    /// The encoding of Solidity's `abi.encodePacked`: each value in its shortest form, one after
    /// the other, without lengths.
    ///
    /// Elements of arrays take whole words. Tuples, and arrays of bytes, text or arrays without a
    /// fixed length, have no packed form in Solidity and are refused, except that an array may be
    /// the outermost of arrays of fixed length.
    ///
    /// Values of different types can have the same packed encoding, so there is no decoding.
    public static func encodePacked(
        _ values: [ABIValue],
        as types: [ABIType]
    ) throws(ABIError) -> [UInt8] {
        if values.count != types.count {
            throw .valueCount(values.count, expected: types.count)
        }
        var output: [UInt8] = []
        for (value, type) in zip(values, types) {
            try appendPacked(value, as: type, to: &output)
        }
        return output
    }

    private static func appendPacked(
        _ value: ABIValue,
        as type: ABIType,
        to output: inout [UInt8]
    ) throws(ABIError) {
        switch (type, value) {
        case (.bytes, .bytes(let bytes)), (.string, .bytes(let bytes)): output += bytes
        case (.array(let element), .array(let elements)):
            for value in elements { try appendElement(value, as: element, of: type, to: &output) }
        case (.fixedArray, .array), (.tuple, _):
            try appendElement(value, as: type, of: type, to: &output)
        default:
            let word = try encode([value], as: [type])
            switch type {
            case .uint(let bits), .int(let bits): output += word.suffix(bits / 8)
            case .address: output += word.suffix(20)
            case .bool: output += word.suffix(1)
            case .fixedBytes(let count): output += word.prefix(count)
            case .bytes, .string, .array, .fixedArray, .tuple: throw .wrongKind(type)
            }
        }
    }

    /// Appends an element of an array in whole words.
    private static func appendElement(
        _ value: ABIValue,
        as type: ABIType,
        of array: ABIType,
        to output: inout [UInt8]
    ) throws(ABIError) {
        switch (type, value) {
        case (.fixedArray(let element, let count), .array(let elements)):
            if elements.count != count { throw .valueCount(elements.count, expected: count) }
            for value in elements { try appendElement(value, as: element, of: array, to: &output) }
        case (.bytes, _), (.string, _), (.array, _), (.tuple, _): throw .noPackedForm(array)
        default: output += try encode([value], as: [type])
        }
    }
}
