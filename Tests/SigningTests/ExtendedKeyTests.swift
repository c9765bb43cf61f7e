import Primitives
import Signing
import Testing

@Suite struct `An extended key` {
    /// Source: BIP-32, test vector 1: seed, m and m/0'/1.
    private static let seed: [UInt8] = Array(0...15)
    private static let root =
        "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNN"
        + "U3TGtRBeJgk33yuGBxrMPHi"
    private static let child =
        "xpub6ASuArnXKPbfEwhqN6e3mwBcDTgzisQN1wXN9BJcM47sSikHjJf3UFHKkNAWbWMiGj7Wf5uMash7SyYq527H"
        + "qck2AxYysAA7xmALppuCkwQ"

    @Test func `is that of BIP-32's first vector`() throws {
        let root = try #require(ExtendedKey(seed: Self.seed))
        #expect(root.text == Self.root)
        #expect(try ExtendedKey(text: Self.root) == root)
        let child = try #require(root.descendant(path: [HDWallet.hardened, 1]))
        #expect(child.neutered.text == Self.child)
        let parent = try #require(root.child(HDWallet.hardened))
        #expect(parent.neutered.child(1) == child.neutered)
        #expect(parent.neutered.child(HDWallet.hardened) == nil)
        #expect(child.parentFingerprint == parent.fingerprint)
    }

    @Test func `ends at 255 ancestors`() throws {
        let root = try #require(ExtendedKey(seed: Self.seed))
        let last = try #require(root.descendant(path: [UInt32](repeating: 0, count: 255)))
        #expect(last.depth == 255)
        #expect(last.child(0) == nil)
    }

    @Test(arguments: ["", "xprv", "1", "0OIl", "é", String(repeating: "1", count: 100_000)])
    func `is no other text`(text: String) {
        #expect(throws: ExtendedKeyError.self) { try ExtendedKey(text: text) }
        #expect(throws: ExtendedKeyError.wrongChecksum) {
            try ExtendedKey(text: String(Self.root.dropLast()) + "j")
        }
    }

    /// Source: Dobbertin, Bosselaers and Preneel, the paper's test values, through BIP-32's
    /// fingerprints: m of test vector 1 has 3442193e.
    @Test func `has the fingerprint of BIP-32's example`() throws {
        let root = try #require(ExtendedKey(seed: Self.seed))
        #expect(root.fingerprint == [0x34, 0x42, 0x19, 0x3e])
    }
}

@Suite struct `A list of words` {
    private let words: MnemonicWords

    init() throws { words = try MnemonicWords((0..<2_048).map { "w\($0)" }) }

    @Test func `turns bits into a phrase and back`() throws {
        for count in [16, 20, 24, 28, 32] {
            let entropy = (0..<count).map { UInt8($0 * 7) }
            let phrase = try words.phrase(entropy: entropy)
            #expect(phrase.split(separator: " ").count == count * 3 / 4)
            #expect(try words.entropy(phrase: phrase) == entropy)
        }
    }

    @Test func `refuses what is no phrase`() throws {
        let phrase = try words.phrase(entropy: [UInt8](repeating: 0, count: 16))
        // Source: SHA-256 of 16 zero bytes begins with 0x37, so the last word's bits are 0…0011.
        #expect(phrase.hasSuffix(" w3"))
        let start = phrase.dropLast(2)
        #expect(throws: MnemonicError.wrongChecksum) { try words.entropy(phrase: start + "w4") }
        #expect(throws: MnemonicError.unknownWord("W3")) {
            try words.entropy(phrase: start + "W3")
        }
        #expect(throws: MnemonicError.wordCount(13)) { try words.entropy(phrase: phrase + " w0") }
        #expect(throws: MnemonicError.wordCount(1)) { try words.entropy(phrase: "") }
        #expect(throws: MnemonicError.unknownWord("")) {
            try words.entropy(phrase: start.dropLast(3) + " w3")
        }
        for count in [0, 15, 17, 36] {
            #expect(throws: MnemonicError.entropyCount(count)) {
                try words.phrase(entropy: [UInt8](repeating: 0, count: count))
            }
        }
        #expect(throws: MnemonicError.listCount(1, expected: 2_048)) { try MnemonicWords(["a"]) }
        #expect(throws: MnemonicError.repeatedWord("a")) {
            try MnemonicWords([String](repeating: "a", count: 2_048))
        }
    }
}
