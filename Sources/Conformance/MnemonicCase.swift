import Foundation
import Primitives
import Signing

/// A phrase with its entropy and seed, as trezor and ethers write them.
struct MnemonicCase {
    private let value: JSONValue
    private let entropy: [UInt8]
    private let phrase: String
    private let passphrase: String

    init(_ value: JSONValue) throws(CaseFailure) {
        self.value = value
        entropy = try value.bytes("entropy")
        if value["mnemonic"] != nil {
            phrase = try value.text("mnemonic")
            // The passphrase of all of python-mnemonic's vectors.
            passphrase = try value["passphrase"] == nil ? "TREZOR" : value.text("passphrase")
        } else {
            phrase = String(decoding: try value.bytes("phrase"), as: UTF8.self)
            let bytes = try value["password"] == nil ? [] : value.bytes("password")
            passphrase = String(decoding: bytes, as: UTF8.self)
        }
    }

    /// BIP-39 takes both texts in the normal form NFKD.
    private static func normal(_ text: String) -> String {
        text.decomposedStringWithCompatibilityMapping
    }

    func check(_ words: MnemonicWords?) throws(CaseFailure) {
        if let words { try checkWords(words) }
        if value["phraseHash"] != nil {
            try CaseFailure.unless(
                "the SHA-256 hash of the phrase",
                Digest.sha256.hash(Array(phrase.utf8)),
                are: try value.bytes("phraseHash")
            )
        }
        let seed = HDWallet.seed(
            mnemonic: Self.normal(phrase),
            passphrase: Self.normal(passphrase)
        )
        try CaseFailure.unless("the seed", seed, are: try value.bytes("seed"))
        guard let root = ExtendedKey(seed: seed) else {
            throw .refused(what: "the seed", reason: "no key")
        }
        if value["xprv"] != nil {
            try WalletsSuite.checkText(root, try value.text("xprv"), "xprv")
        }
        if value["nodes"] != nil {
            for node in try value.entries("nodes") { try Self.check(node, root) }
        }
    }

    /// The phrase from the entropy, and the entropy from the phrase.
    private func checkWords(_ words: MnemonicWords) throws(CaseFailure) {
        let made: String
        let read: [UInt8]
        do {
            made = try words.phrase(entropy: entropy)
            read = try words.entropy(phrase: phrase)
        } catch {
            throw .refused(what: "the phrase", reason: "\(error)")
        }
        try CaseFailure.unless("the phrase", made, is: phrase)
        try CaseFailure.unless("the entropy", read, are: entropy)
    }

    private static func check(_ node: JSONValue, _ root: ExtendedKey) throws(CaseFailure) {
        let path = try DerivationPath(try node.text("path"))
        guard let key = root.descendant(path: path.indices) else {
            throw .refused(what: "the path", reason: "no key")
        }
        let fields: [(String, [UInt8])] = [
            ("chainCode", key.chainCode), ("parentFingerprint", key.parentFingerprint),
            ("fingerprint", key.fingerprint), ("publicKey", key.publicKey.compressed),
            ("privateKey", key.privateKey?.bytes ?? []),
        ]
        for (field, bytes) in fields where node[field] != nil {
            try CaseFailure.unless("\(field)", bytes, are: try node.bytes(field))
        }
        if node["depth"] != nil, try node.uint64("depth") != UInt64(key.depth) {
            throw .malformed(field: "depth", expected: "\(key.depth)")
        }
        if node["index"] != nil, try node.uint64("index") != UInt64(key.index) {
            throw .malformed(field: "index", expected: "\(key.index)")
        }
        if node["xpriv"] != nil {
            try WalletsSuite.checkText(key, try node.text("xpriv"), "xpriv")
        }
        if node["xpub"] != nil {
            try WalletsSuite.checkText(key.neutered, try node.text("xpub"), "xpub")
        }
    }
}
