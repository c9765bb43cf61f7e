import Primitives
import Testing
import WideMath

@Suite struct `Hexadecimal text` {
    @Test(arguments: ["", "00", "0xff", "0xFfAa", "abCD"])
    func `reads digits of either case with or without 0x`(text: String) throws {
        let bytes = try #require(Hex.decode(text))
        let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text[...]
        #expect(Hex.encode(bytes) == "0x" + digits.lowercased())
    }

    @Test(arguments: ["0", "0x0", "0xg0", "0X00", "x0", "0x 1", "é", "0x0\u{301}", " 00", "0x0x00"])
    func `refuses anything else`(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test func `reads a hash of 64 digits`() {
        let text = "0x" + String(repeating: "0a", count: 32)
        #expect(Hash32(text: text)?.description == text)
        #expect(Hash32(text: text.dropLast(2)) == nil)
        #expect(Hash32(text: text.dropFirst(2)) == nil)
    }
}

@Suite struct `An address in text` {
    /// Source: EIP-55, section Test Cases.
    static let checksummed = [
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xde709f2102306220921060314715629080e2fb77",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    ]

    @Test(arguments: checksummed)
    func `is written with its checksum`(text: String) throws {
        let address = try #require(Address(text: text))
        #expect(address.checksummed == text)
        #expect(address.description == text)
        #expect(Address(text: text.lowercased()) == address)
        #expect(Address(text: "0x" + text.dropFirst(2).uppercased()) == address)
    }

    @Test func `refuses a wrong checksum`() {
        #expect(Address(text: "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed") == nil)
    }

    @Test(arguments: [
        "", "0x", "27b1fdb04752bbc536007a920d24acb045561c26",
        "0x27b1fdb04752bbc536007a920d24acb045561c2", "0x27b1fdb04752bbc536007a920d24acb045561c2600",
        "0X27b1fdb04752bbc536007a920d24acb045561c26", "0xg7b1fdb04752bbc536007a920d24acb045561c26",
    ])
    func `refuses text that is not 0x and 40 digits`(text: String) {
        #expect(Address(text: text) == nil)
    }
}
