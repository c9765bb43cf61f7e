/// Bytes written as hexadecimal digits.
public enum Hex {
    /// The bytes in lower-case digits after `0x`.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = [0x30, 0x78]
        text.reserveCapacity(2 + 2 * bytes.underestimatedCount)
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of an even number of digits of either case, with or without `0x` before them.
    ///
    /// Nothing for any other text; no digits are no bytes.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let digits = text.utf8.dropFirst(text.hasPrefix("0x") ? 2 : 0)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var high: UInt8?
        for character in digits {
            guard let value = value(of: character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x37
        case 0x61...0x66: character - 0x57
        default: nil
        }
    }
}

extension Hash32: CustomStringConvertible {
    /// The 32 bytes as `0x` and 64 lower-case digits.
    public var description: String { Hex.encode(bytes) }

    /// Reads `0x` and 64 digits of either case; nothing for any other text.
    public init?(text: some StringProtocol) {
        guard text.hasPrefix("0x"), let bytes = Hex.decode(text) else { return nil }
        self.init(bytes: bytes)
    }
}
