extension Address: CustomStringConvertible {
    /// The address with its checksum.
    public var description: String { checksummed }

    /// `0x` and 40 digits whose capitals are a checksum.
    ///
    /// Source: EIP-55; a letter is a capital where the Keccak-256 hash of the lower-case digits
    /// has a digit of at least 8 at the same place.
    public var checksummed: String {
        var digits = Array(Hex.encode(bytes).utf8.dropFirst(2))
        let hash = keccak256(digits).bytes
        for index in digits.indices where digits[index] >= 0x61 {
            let nibble = index % 2 == 0 ? hash[index / 2] >> 4 : hash[index / 2] & 15
            if nibble >= 8 { digits[index] -= 0x20 }
        }
        return "0x" + String(decoding: digits, as: UTF8.self)
    }

    /// Reads `0x` and 40 digits.
    ///
    /// Letters are all small, all capital, or a right EIP-55 checksum; nothing for any other text.
    public init?(text: some StringProtocol) {
        guard text.hasPrefix("0x"), let bytes = Hex.decode(text),
            let address = Address(bytes: bytes)
        else { return nil }
        let digits = text.utf8.dropFirst(2)
        let hasSmall = digits.contains { $0 >= 0x61 }
        let hasCapital = digits.contains { $0 >= 0x41 && $0 <= 0x46 }
        if hasSmall && hasCapital && address.checksummed != String(text) { return nil }
        self = address
    }
}
