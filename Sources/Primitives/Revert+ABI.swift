import WideMath

extension Revert {
    /// The bytes that the caller of the reverted frame gets.
    public var encoded: [UInt8] {
        switch self {
        case .empty: []
        case .message(let text):
            // Every string encodes, so the error is only what the type says.
            ABI.bytes(of: Self.errorSelector)
                + ((try? ABI.encode([.string(text)], as: [.string])) ?? [])
        case .panic(let panic):
            ABI.encodeCall(
                selector: Self.panicSelector,
                words: [UInt256(UInt64(panic.rawValue))]
            )
        case .error(let signature, let arguments):
            ABI.encodeCall(selector: ABI.selector(signature), words: arguments)
        case .data(let bytes): bytes
        }
    }

    /// `Error(string)`.
    private static let errorSelector: UInt32 = 0x08c3_79a0
    /// `Panic(uint256)`.
    private static let panicSelector: UInt32 = 0x4e48_7b71
}

extension Revert: CustomStringConvertible {
    /// The reason for people to read, such as `UniswapV2: K` or `panic 0x11 (arithmetic overflow)`.
    public var description: String {
        switch self {
        case .empty: "no reason"
        case .message(let text): text
        case .panic(let panic): Self.text(panicCode: UInt256(UInt64(panic.rawValue)))
        case .error(let signature, let arguments): Self.text(signature, arguments)
        case .data(let bytes): Self.text(data: bytes)
        }
    }

    private static func text(panicCode: UInt256) -> String {
        let digits = Hex.encode(panicCode.bigEndianBytes.drop { $0 == 0 })
        let code = digits == "0x" ? "0x00" : digits
        guard let small = panicCode.asUInt64.flatMap(UInt8.init(exactly:)),
            let panic = Panic(rawValue: small)
        else { return "panic \(code)" }
        return "panic \(code) (\(panic))"
    }

    /// The name of an error and its arguments in the form of their types.
    private static func text(_ signature: String, _ arguments: [UInt256]) -> String {
        let name = signature.prefix { $0 != "(" }
        var types: [ABIType] = []
        if case .tuple(let members)? = try? ABIType(String(signature[name.endIndex...])) {
            types = members
        }
        let texts = arguments.enumerated().map { index, argument in
            let type = index < types.count ? types[index] : .uint(bits: 256)
            return switch type {
            case .address: Address(word: argument).description
            case .bool where argument <= .one: argument.isZero ? "false" : "true"
            case .int where argument >> 255 == .one:
                "-\(UInt256.zero.wrappingSubtract(argument))"
            case .fixedBytes(let count): Hex.encode(argument.bigEndianBytes.prefix(count))
            default: argument.description
            }
        }
        return "\(name)(\(texts.joined(separator: ", ")))"
    }

    private static func text(data: [UInt8]) -> String {
        if data.isEmpty { return "no reason" }
        let selector = data.prefix(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        let arguments = Array(data.dropFirst(4))
        if data.count >= 4, selector == errorSelector,
            case .bytes(let text)? = try? ABI.decode(arguments, as: [.string]).first
        {
            return String(decoding: text, as: UTF8.self)
        }
        if data.count == 36, selector == panicSelector, let code = UInt256(bigEndian: arguments) {
            return text(panicCode: code)
        }
        return Hex.encode(data)
    }
}

extension Panic: CustomStringConvertible {
    /// What went wrong, in words.
    public var description: String {
        switch self {
        case .arithmeticOverflow: "arithmetic overflow"
        case .divisionByZero: "division by zero"
        case .indexOutOfBounds: "index out of bounds"
        }
    }
}
