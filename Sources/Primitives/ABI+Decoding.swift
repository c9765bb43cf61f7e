import WideMath

extension ABI {
    /// The values that some bytes encode as the members of a tuple.
    ///
    /// As contracts compiled by Solidity 0.8 do, it refuses words with bits that the type does
    /// not have, and ignores the padding of bytes and anything behind the last value. It refuses
    /// offsets that lead to the same bytes again and again.
    ///
    /// Complexity: linear in the number of bytes.
    public static func decode(
        _ bytes: [UInt8],
        as types: [ABIType]
    ) throws(ABIError) -> [ABIValue] {
        var decoder = Decoder(bytes: bytes)
        return try decoder.sequence(types, base: 0)
    }

    /// The values that some bytes encode, where they are exactly what `encode` makes of them.
    ///
    /// It refuses what contracts let pass: padding that is not zero, bytes behind the last value,
    /// and offsets in another order.
    public static func decodeStrictly(
        _ bytes: [UInt8],
        as types: [ABIType]
    ) throws(ABIError) -> [ABIValue] {
        let values = try decode(bytes, as: types)
        if try encode(values, as: types) != bytes { throw .notCanonical }
        return values
    }

    private struct Decoder {
        let bytes: [UInt8]
        /// How many bytes may still be read: encoding puts nothing where two offsets lead, so
        /// what reads more bytes than there are is hostile.
        var budget: Int

        init(bytes: [UInt8]) {
            self.bytes = bytes
            budget = bytes.count
        }

        /// Reads values whose heads start at `base`, from where their offsets count.
        mutating func sequence(
            _ types: some Collection<ABIType>,
            base: Int
        ) throws(ABIError) -> [ABIValue] {
            // Checked before anything is allocated: the heads lie within the bytes.
            let headSize = try ABIType.headSize(of: types)
            guard headSize <= bytes.count - base else {
                throw .truncated(offset: base, byteCount: headSize)
            }
            var values: [ABIValue] = []
            var head = base
            for type in types {
                if type.isDynamic {
                    let offset = try word(at: head)
                    guard let distance = offset.asInt, distance <= bytes.count - base else {
                        throw .invalidOffset(offset)
                    }
                    values.append(try value(type, at: base + distance))
                } else {
                    values.append(try value(type, at: head))
                }
                head += try type.headSize()
            }
            return values
        }

        private mutating func value(_ type: ABIType, at offset: Int) throws(ABIError) -> ABIValue {
            switch type {
            case .uint, .int, .address, .bool, .fixedBytes:
                let word = try word(at: offset)
                guard type.holds(word) else { throw .outOfRange(type, word) }
                return .word(word)
            case .bytes, .string:
                let start = offset + 32
                let count = try length(at: offset, elementSize: 1)
                try spend(count)
                return .bytes(Array(bytes[start..<start + count]))
            case .array(let element):
                let count = try length(at: offset, elementSize: try element.headSize())
                let types = repeatElement(element, count: count)
                return .array(try sequence(types, base: offset + 32))
            case .fixedArray(let element, let count):
                if count < 0 { throw .typeTooLarge(type) }
                // Elements without size would take no bytes, however many there are.
                let size = try element.headSize()
                guard count == 0 || size > 0, count <= (bytes.count - offset) / max(size, 1) else {
                    throw .invalidLength(UInt256(UInt64(count)))
                }
                return .array(
                    try sequence(repeatElement(element, count: count), base: offset)
                )
            case .tuple(let types): return .tuple(try sequence(types, base: offset))
            }
        }

        /// Reads a length such that so many elements fit behind it.
        private mutating func length(at offset: Int, elementSize: Int) throws(ABIError) -> Int {
            let length = try word(at: offset)
            let available = bytes.count - offset - 32
            guard let count = length.asInt,
                count == 0 || elementSize > 0 && count <= available / elementSize
            else { throw .invalidLength(length) }
            return count
        }

        private mutating func word(at offset: Int) throws(ABIError) -> UInt256 {
            guard bytes.count - offset >= 32,
                let word = UInt256(bigEndian: bytes[offset..<offset + 32])
            else { throw .truncated(offset: offset, byteCount: 32) }
            try spend(32)
            return word
        }

        private mutating func spend(_ count: Int) throws(ABIError) {
            if count > budget { throw .overlap }
            budget -= count
        }
    }
}
