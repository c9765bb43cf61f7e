import Ledger
import Primitives
import Signing
import WideMath

/// The contracts that the protocol itself provides.
enum Precompile {
    /// Recovers the signer of a hash.
    static let recovery = Address(word: 1)

    /// The addresses that are precompiles under a fork, and so always warm.
    static func addresses(_ fork: Fork) -> [Address] {
        let last: UInt64 = fork >= .prague ? 0x11 : 0x0a
        // EIP-7951 added the curve of passkeys in Osaka, at an address of its own.
        let numbers = Array(1...last) + (fork >= .osaka ? [0x100] : [])
        return numbers.map { Address(word: UInt256($0)) }
    }

    /// The signer of the hash in `input` as a word; nothing where none can be recovered.
    ///
    /// The input is hash, v, r and s, a word each, cut or filled up with zeros to 128 bytes; `s` of
    /// the upper half is accepted, unlike in transactions. Source: yellow paper, appendix E.
    static func recover(_ input: [UInt8]) -> UInt256? {
        var words = Array(input.prefix(128))
        words.append(contentsOf: [UInt8](repeating: 0, count: 128 - words.count))
        func word(_ index: Int) -> UInt256? {
            UInt256(bigEndian: words[(32 * index)..<(32 * index + 32)])
        }
        guard let hash = word(0), let v = word(1), let r = word(2), let s = word(3),
            let parity = v.asUInt64, parity == 27 || parity == 28
        else { return nil }
        let signature = Signature(r: r, s: s, yParity: parity == 28 ? 1 : 0)
        return signature.recover(Hash32(word: hash), allowsHighS: true)?.word
    }
}
