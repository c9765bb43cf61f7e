/// A language's 2,048 words, which turn bits into a phrase and check one (BIP-39).
///
/// The lists are data of bips/bip-0039: who wants phrases checked brings one.
public struct MnemonicWords: Sendable {
    /// The words; a word's place is the eleven bits that it stands for.
    public let words: [String]
    private let places: [String: Int]

    /// Takes 2,048 different words.
    public init(_ words: [String]) throws(MnemonicError) {
        guard words.count == 2_048 else { throw .listCount(words.count, expected: 2_048) }
        var places: [String: Int] = [:]
        for (place, word) in words.enumerated() where places.updateValue(place, forKey: word) != nil
        {
            throw .repeatedWord(word)
        }
        self.words = words
        self.places = places
    }

    /// The phrase of 16, 20, 24, 28 or 32 random bytes: a checksum of a bit for each four bytes
    /// follows them.
    public func phrase(entropy: [UInt8]) throws(MnemonicError) -> String {
        guard entropy.count >= 16, entropy.count <= 32, entropy.count % 4 == 0 else {
            throw .entropyCount(entropy.count)
        }
        let bytes = entropy + Digest.sha256.hash(entropy).prefix(1)
        return (0..<entropy.count * 3 / 4).map { index in
            words[(11 * index..<11 * index + 11).reduce(0) { $0 << 1 | Self.bit($1, of: bytes) }]
        }.joined(separator: " ")
    }

    /// The random bytes that a phrase stands for.
    ///
    /// Words are separated by one space each.
    public func entropy(phrase: String) throws(MnemonicError) -> [UInt8] {
        let parts = phrase.split(separator: " ", omittingEmptySubsequences: false)
        guard [12, 15, 18, 21, 24].contains(parts.count) else { throw .wordCount(parts.count) }
        var bits: [UInt8] = []
        for part in parts {
            guard let place = places[String(part)] else { throw .unknownWord(String(part)) }
            for shift in (0..<11).reversed() { bits.append(UInt8(place >> shift & 1)) }
        }
        let entropyBits = parts.count / 3 * 32
        let entropy = stride(from: 0, to: entropyBits, by: 8).map { start in
            bits[start..<start + 8].reduce(0 as UInt8) { $0 << 1 | $1 }
        }
        let hash = Digest.sha256.hash(entropy)
        for (index, bit) in bits[entropyBits...].enumerated()
        where Self.bit(index, of: hash) != Int(bit) {
            throw .wrongChecksum
        }
        return entropy
    }

    private static func bit(_ index: Int, of bytes: [UInt8]) -> Int {
        Int(bytes[index / 8] >> UInt8(7 - index % 8) & 1)
    }
}

/// Why words are no phrase, or bytes make none.
public enum MnemonicError: Error, Hashable, Sendable {
    /// A list has another number of words.
    case listCount(Int, expected: Int)
    /// A list has a word twice.
    case repeatedWord(String)
    /// The random bytes are not 16, 20, 24, 28 or 32.
    case entropyCount(Int)
    /// A phrase has not 12, 15, 18, 21 or 24 words.
    case wordCount(Int)
    /// A word is not on the list.
    case unknownWord(String)
    /// The last bits of a phrase are not the hash of the others.
    case wrongChecksum
}
