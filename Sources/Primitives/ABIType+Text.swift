extension ABIType: CustomStringConvertible {
    /// How deep text may nest types, so that hostile text cannot exhaust the stack.
    public static let depthMax = 64

    /// The name as signatures contain it.
    public var description: String {
        switch self {
        case .uint(let bits): "uint\(bits)"
        case .int(let bits): "int\(bits)"
        case .address: "address"
        case .bool: "bool"
        case .fixedBytes(let count): "bytes\(count)"
        case .bytes: "bytes"
        case .string: "string"
        case .array(let element): "\(element)[]"
        case .fixedArray(let element, let count): "\(element)[\(count)]"
        case .tuple(let members): "(\(members.map(\.description).joined(separator: ",")))"
        }
    }

    /// Reads a name such as `uint256`, `bytes32[4]` or `(address,uint256)[]`, without spaces.
    public init(_ text: String) throws(ABIError) {
        var reader = Reader(text: text)
        self = try reader.type(depth: 0).type
        if !reader.rest.isEmpty { throw .unknownType(text) }
    }

    private struct Reader {
        let text: String
        var rest: Substring.UTF8View

        init(text: String) {
            self.text = text
            rest = text[...].utf8
        }

        /// Reads a type inside `depth` tuples; `height` counts the types nested in it.
        mutating func type(depth: Int) throws(ABIError) -> (type: ABIType, height: Int) {
            var (type, height) = try base(depth: depth)
            while take(UInt8(ascii: "[")) {
                height += 1
                if height > depthMax { throw .typeTooDeep(limit: depthMax) }
                let count = word()
                guard take(UInt8(ascii: "]")) else { throw .unknownType(text) }
                if count.isEmpty {
                    type = .array(type)
                } else {
                    guard let count = number(count) else { throw .unknownType(text) }
                    type = .fixedArray(type, count: count)
                }
            }
            return (type, height)
        }

        private mutating func base(
            depth: Int
        ) throws(ABIError) -> (type: ABIType, height: Int) {
            guard take(UInt8(ascii: "(")) else { return (try elementary(word()), 0) }
            if depth >= depthMax { throw .typeTooDeep(limit: depthMax) }
            if take(UInt8(ascii: ")")) { return (.tuple([]), 1) }
            var members: [ABIType] = []
            var height = 0
            repeat {
                let member = try type(depth: depth + 1)
                members.append(member.type)
                height = max(height, member.height)
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: ")")) else { throw .unknownType(text) }
            if height >= depthMax { throw .typeTooDeep(limit: depthMax) }
            return (.tuple(members), height + 1)
        }

        private func elementary(_ name: Substring) throws(ABIError) -> ABIType {
            switch name {
            case "uint": return .uint(bits: 256)
            case "int": return .int(bits: 256)
            case "address": return .address
            case "bool": return .bool
            case "bytes": return .bytes
            case "string": return .string
            default: break
            }
            let widths = Set(stride(from: 8, through: 256, by: 8))
            if name.hasPrefix("uint"), let bits = number(name.dropFirst(4)), widths.contains(bits) {
                return .uint(bits: bits)
            }
            if name.hasPrefix("int"), let bits = number(name.dropFirst(3)), widths.contains(bits) {
                return .int(bits: bits)
            }
            if name.hasPrefix("bytes"), let count = number(name.dropFirst(5)),
                (1...32).contains(count)
            {
                return .fixedBytes(count: count)
            }
            throw .unknownType(text)
        }

        /// Decimal digits without a sign or a leading zero.
        private func number(_ digits: Substring) -> Int? {
            guard let first = digits.utf8.first, (0x31...0x39).contains(first) else { return nil }
            return Int(digits)
        }

        /// The small letters and digits that come next.
        private mutating func word() -> Substring {
            let end =
                rest.firstIndex { !(0x61...0x7a).contains($0) && !(0x30...0x39).contains($0) }
                ?? rest.endIndex
            defer { rest = rest[end...] }
            return Substring(rest[..<end])
        }

        private mutating func take(_ character: UInt8) -> Bool {
            guard rest.first == character else { return false }
            rest = rest.dropFirst()
            return true
        }
    }
}
