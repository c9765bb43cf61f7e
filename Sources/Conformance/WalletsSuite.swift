import Foundation
import Primitives
import Signing

/// Phrases, seeds and trees of keys (BIP-39, BIP-32, BIP-44).
///
/// A case has a `seed` and under `chains` the extended keys of paths; or a `key` that is invalid
/// for a `reason`; or `entropy`, a `mnemonic` or `phrase`, its `seed` and perhaps its `xprv` or
/// `nodes`; or the `path`, `privateKey` and `address` of a development chain's account.
///
/// Phrases are checked against the list `english.txt` in the folder of the file, which may also be
/// given itself; without it entropy and checksums are not checked, and the report says so.
enum WalletsSuite: ConformanceSuite {
    static let name = "hdwallet"
    static let fileExtensions = ["json", "txt"]
    private static let listName = "english.txt"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        let url = URL(filePath: file.path)
        if url.pathExtension == "txt" {
            report.check(url.lastPathComponent) { () throws(CaseFailure) in
                try checkList(file.bytes)
            }
            return
        }
        let words = words(beside: url)
        for (name, value) in try file.cases() {
            if value["chains"] != nil {
                checkChains(name, value, into: &report)
            } else {
                let isEnglish = value["locale"] == nil || value["locale"] == .string("en")
                if value["entropy"] != nil, !isEnglish {
                    report.note("entropy and checksums are checked for English phrases only")
                } else if value["entropy"] != nil, words == nil {
                    report.note("entropy and checksums: no \(listName) beside the file")
                }
                report.check(name) { () throws(CaseFailure) in
                    try check(value, isEnglish ? words : nil)
                }
            }
        }
    }

    private static func check(
        _ value: JSONValue,
        _ words: MnemonicWords?
    ) throws(CaseFailure) {
        if value["reason"] != nil {
            let text = try value.text("key")
            if (try? ExtendedKey(text: text)) != nil { throw .accepted(what: text) }
        } else if value["entropy"] != nil {
            try MnemonicCase(value).check(words)
        } else if value["path"] != nil, value["privateKey"] != nil {
            try checkAccount(value)
        } else {
            throw .unknownShape(fields: value.keys)
        }
    }

    private static func words(beside url: URL) -> MnemonicWords? {
        let list = url.deletingLastPathComponent().appending(path: listName)
        return (try? Data(contentsOf: list)).flatMap { try? MnemonicWords(lines(of: $0)) }
    }

    private static func lines(of bytes: Data) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }

    /// What BIP-39 asks of a list: 2,048 words in order, told apart by their first four letters.
    private static func checkList(_ bytes: Data) throws(CaseFailure) {
        let words: MnemonicWords
        do {
            words = try MnemonicWords(lines(of: bytes))
        } catch {
            // Any other text in a folder is no list.
            throw .unknownShape(fields: ["\(error)"])
        }
        if words.words != words.words.sorted() {
            throw .malformed(field: listName, expected: "in order")
        }
        if Set(words.words.map { $0.prefix(4) }).count != words.words.count {
            throw .malformed(field: listName, expected: "told apart by four letters")
        }
    }

    /// An account of the phrase that development chains start with.
    private static func checkAccount(_ value: JSONValue) throws(CaseFailure) {
        let wallet = HDWallet(mnemonic: HDWallet.testMnemonic)
        let path = try DerivationPath(try value.text("path"))
        guard let key = wallet.privateKey(path: path.indices) else {
            throw .refused(what: "the path", reason: "no key")
        }
        try CaseFailure.unless(
            "the private key",
            key.bytes,
            are: try value.bytes("privateKey")
        )
        try CaseFailure.unless(
            "the address",
            key.address.checksummed,
            is: try value.text("address")
        )
        if value["index"] != nil {
            let index = try value.uint64("index")
            guard let small = UInt32(exactly: index),
                wallet.ethereumAccount(small) == key
            else { throw .malformed(field: "index", expected: "the account of the path") }
        }
    }

    /// Every extended key of a seed, each also read back, and made from its parent's public key
    /// where that can make it.
    private static func checkChains(
        _ name: String,
        _ value: JSONValue,
        into report: inout SuiteReport
    ) {
        guard let chains = value["chains"]?.array, !chains.isEmpty else {
            return report.fail(name, "\"chains\" is not a list of extended keys")
        }
        for (index, chain) in chains.enumerated() {
            let label = chain["path"]?.string ?? "chain \(index)"
            report.check("\(name), \(label)") { () throws(CaseFailure) in
                guard let root = ExtendedKey(seed: try value.bytes("seed")) else {
                    throw .refused(what: "the seed", reason: "no key")
                }
                try checkChain(chain, root)
            }
        }
    }

    private static func checkChain(
        _ chain: JSONValue,
        _ root: ExtendedKey
    ) throws(CaseFailure) {
        let path = try DerivationPath(try chain.text("path"))
        guard let node = root.descendant(path: path.indices) else {
            throw .refused(what: "the path", reason: "no key")
        }
        try checkText(node, try chain.text("xprv"), "xprv")
        try checkText(node.neutered, try chain.text("xpub"), "xpub")
        guard let last = path.indices.last, last < HDWallet.hardened else { return }
        let parent = root.descendant(path: path.indices.dropLast())
        if parent?.neutered.child(last) != node.neutered {
            throw .different(
                what: "the public key made from the parent's public key",
                expected: node.neutered.text,
                actual: parent?.neutered.child(last)?.text ?? "none"
            )
        }
    }

    static func checkText(
        _ node: ExtendedKey,
        _ text: String,
        _ what: String
    ) throws(CaseFailure) {
        try CaseFailure.unless(what, node.text, is: text)
        let read: ExtendedKey
        do {
            read = try ExtendedKey(text: text)
        } catch {
            throw .refused(what: what, reason: "\(error)")
        }
        try CaseFailure.unless("what the \(what) reads as", read.text, is: node.text)
    }
}
