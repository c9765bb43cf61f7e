import Foundation
import Primitives
import Signing
import TestSupport
import Testing

@Suite struct `A wallet` {
    /// Source: hardhat, edr-constants.ts: the default accounts.
    @Test(arguments: [
        (0 as UInt32, "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"),
        (1, "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"),
        (2, "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a"),
        (3, "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6"),
    ])
    func `lists the accounts of development chains`(index: UInt32, secret: String) throws {
        let key = try #require(HDWallet(mnemonic: HDWallet.testMnemonic).ethereumAccount(index))
        #expect(Hex.encode(key.bytes) == secret)
    }

    /// Source: hardhat's account 0.
    @Test func `has the well-known first address`() throws {
        let wallet = HDWallet(mnemonic: HDWallet.testMnemonic)
        let key = try #require(wallet.ethereumAccount(0))
        #expect(key.address.checksummed == "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
        let hardened = HDWallet.hardened
        let path = [hardened | 44, hardened | 60, hardened, 0, 0]
        #expect(wallet.privateKey(path: path) == key)
    }

    /// Source: trezor/python-mnemonic, vectors.json, the first English row.
    @Test func `salts its seed with the passphrase`() {
        let words = Array(repeating: "abandon", count: 11) + ["about"]
        let seed = HDWallet.seed(mnemonic: words.joined(separator: " "), passphrase: "TREZOR")
        #expect(
            Hex.encode(seed)
                == "0xc55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599"
                + "d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04"
        )
    }

    @Test(arguments: ["", " ", "é", "\u{0}"])
    func `grows from any text`(mnemonic: String) {
        #expect(HDWallet(mnemonic: mnemonic).ethereumAccount(0) != nil)
        #expect(HDWallet(seed: Array(mnemonic.utf8)).ethereumAccount(.max) != nil)
    }

    @Test func `agrees with the reference accounts`() throws {
        let wallet = HDWallet(mnemonic: HDWallet.testMnemonic)
        for row in try SharedFiles.objects("vectors/bip39/anvil_hardhat_accounts.json") {
            let index = UInt32(try #require(row["index"] as? Int))
            let key = try #require(wallet.ethereumAccount(index))
            #expect(Hex.encode(key.bytes) == row["privateKey"] as? String)
            #expect(key.address.checksummed == row["address"] as? String)
        }
    }

    @Test func `agrees with the reference seeds`() throws {
        for row in try SharedFiles.objects("vectors/bip39/trezor_vectors_english.json") {
            let mnemonic = try #require(row["mnemonic"] as? String)
            let seed = HDWallet.seed(mnemonic: mnemonic, passphrase: "TREZOR")
            #expect(Hex.encode(seed).dropFirst(2) == row["seed"] as? String ?? "-")
        }
    }

    @Test func `agrees with the reference trees`() throws {
        for row in try SharedFiles.objects("vectors/bip39/ethers_mnemonics_en.json") {
            let mnemonic = try text(row["phrase"])
            let passphrase = try text(row["password"]).decomposedStringWithCompatibilityMapping
            let seed = HDWallet.seed(mnemonic: mnemonic, passphrase: passphrase)
            #expect(Hex.encode(seed) == row["seed"] as? String)
            let wallet = HDWallet(mnemonic: mnemonic, passphrase: passphrase)
            for node in row["nodes"] as? [[String: Any]] ?? [] {
                let path = try indices(try #require(node["path"] as? String))
                let key = try #require(wallet.privateKey(path: path))
                #expect(Hex.encode(key.bytes) == node["privateKey"] as? String)
            }
        }
    }

    /// The BIP's own vectors, 3 and 4 of which keep the leading zeros of secrets.
    @Test func `agrees with the vectors of BIP-32`() throws {
        for row in try SharedFiles.objects("vectors/bip39/bip32_vectors.json") {
            let wallet = HDWallet(
                seed: try #require(Hex.decode(row["seed"] as? String ?? "-"))
            )
            for chain in row["chains"] as? [[String: Any]] ?? [] {
                let path = try indices(try #require(chain["path"] as? String))
                let extended = base58(try #require(chain["xprv"] as? String))
                // Four bytes of checksum end an extended key; the secret's 32 stand before.
                #expect(wallet.privateKey(path: path)?.bytes == extended.dropLast(4).suffix(32))
            }
        }
    }

    private func text(_ hex: Any?) throws -> String {
        String(decoding: try #require(Hex.decode(hex as? String ?? "-")), as: UTF8.self)
    }

    private func indices(_ path: String) throws -> [UInt32] {
        try path.split(separator: "/").dropFirst().map { part in
            let isHardened = part.hasSuffix("'") || part.hasSuffix("H")
            let index = try #require(UInt32(isHardened ? part.dropLast() : part))
            return isHardened ? index | HDWallet.hardened : index
        }
    }

    private func base58(_ text: String) -> [UInt8] {
        let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
        var bytes = [UInt8](repeating: 0, count: 82)
        for character in text {
            var carry = alphabet.firstIndex(of: character) ?? 0
            for index in bytes.indices.reversed() {
                carry += Int(bytes[index]) * 58
                bytes[index] = UInt8(carry % 256)
                carry /= 256
            }
        }
        return bytes
    }
}
