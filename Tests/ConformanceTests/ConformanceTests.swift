import Conformance
import Foundation
import TestSupport
import Testing

/// Keccak-256 of no bytes.
private let emptyHash = "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
/// The number 1 in 32 bytes.
private let one = String(repeating: "0", count: 63) + "1"

@Suite struct `Conformance suites` {
    /// The folders of reference files beside the repository, and how many cases each file has.
    @Test(arguments: [
        ("keccak", "keccak/keccak256_kat.json", 76),
        ("keccak", "keccak/nist_shortmsg_keccak256.json", 191),
        ("keccak", "keccak/hashes.json", 172),
        ("keccak", "keccak/KeccakF-1600-IntermediateValues.txt", 2),
        ("keccak", "keccak/KeccakSponge_r1088c512_IntermediateValues.txt", 19),
        ("rlp", "rlp/rlptest.json", 28), ("rlp", "rlp/invalidRLPTest.json", 18),
        ("rlp", "rlp/randomRLP_example.json", 1), ("rlp", "rlp/ethers_rlp.json", 42),
        ("accounts", "address/accounts.json", 196), ("accounts", "address/eip55.json", 8),
        ("transactions", "transactions/ethereum_TransactionTests.json", 144),
        ("transactions", "transactions/ethers_transactions.json", 241),
        ("transactions", "transactions/create_addresses.json", 160),
        ("transactions", "transactions/create2_addresses.json", 128),
        ("secp256k1", "secp256k1/points.json", 435),
        ("secp256k1", "secp256k1/rfc6979_nonces.json", 10),
        ("secp256k1", "secp256k1/rfc6979_sign.json", 337),
        ("secp256k1", "secp256k1/sign_invalid_and_extra.json", 34),
        ("secp256k1", "secp256k1/wycheproof_ecdsa_secp256k1_sha256_bitcoin_test.json", 325),
        ("secp256k1", "secp256k1/wycheproof_ecdsa_secp256k1_sha256_test.json", 317),
        ("secp256k1", "secp256k1/wycheproof_hmac_sha256_test.json", 116),
        ("secp256k1", "secp256k1/wycheproof_hmac_sha512_test.json", 120),
        ("secp256k1", "secp256k1/wycheproof_pbkdf2_hmacsha512_test.json", 45),
        ("hdwallet", "bip39/trezor_vectors_english.json", 16),
        ("hdwallet", "bip39/ethers_mnemonics_en.json", 29),
        ("hdwallet", "bip39/bip32_vectors.json", 17), ("hdwallet", "bip39/bip32_invalid.json", 14),
        ("hdwallet", "bip39/anvil_hardhat_accounts.json", 20), ("hdwallet", "bip39/english.txt", 1),
        ("eip712", "eip712/ethers_typed_data.json", 86),
        ("eip712", "eip712/eip712_mail_example.json", 1),
        ("basic", "basic/keyaddrtest.json", 2), ("basic", "basic/txtest.json", 2),
        ("basic", "basic/ethers_units.json", 20),
    ])
    func `pass the reference files`(suite: String, path: String, count: Int) throws {
        guard let url = SharedFiles.url("vectors/" + path) else { return }
        let report = try Conformance.run(suite: suite, file: url.path)
        #expect(report.isPassed, "\(report.failures)")
        #expect(report.passed == count)
        #expect(report.failures == [])
    }

    @Test(arguments: [
        (
            "keccak",
            #"[{"msg":"","keccak256":"\#(emptyHash.uppercased())"}]"#
        ),
        ("rlp", #"{"dog":{"in":"dog","out":"0x83646F67"}}"#),
        ("rlp", #"{"invalid":{"in":"INVALID","out":"0x8100"},"valid":{"in":"VALID","out":"c0"}}"#),
        ("rlp", ##"[{"in":"#0","out":"80"},{"in":[0,["#256"],"é"],"out":"c880c382010082c3a9"}]"##),
        ("rlp", #"[{"decoded":["0x",["0x7F"]],"encoded":"0xC380C17F"}]"#),
        ("accounts", #"["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"]"#),
        (
            "accounts",
            #"[{"privateKey":null,"address":"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"}]"#
        ),
    ])
    func `pass every shape of case`(suite: String, json: String) throws {
        let report = try run(suite, json)
        #expect(report.isPassed, "\(report.failures)")
        #expect(report.skipped == 0)
    }

    @Test(arguments: [
        "keccak", "rlp", "accounts", "transactions", "secp256k1", "hdwallet", "eip712", "basic",
    ])
    func `fail a file that is not one of cases`(suite: String) throws {
        for text in ["", "{", "[]", "{}", "null", "3", #""text""#, "[null]", "[3]", "[{}]", "[[]]"]
        {
            let report = try run(suite, text)
            #expect(!report.isPassed && report.failed == 1, "\(text)")
            #expect(report.failures.count == 1)
        }
        for count in [600, 100_000] {
            let open = String(repeating: "[", count: count)
            let report = try run(suite, open + String(repeating: "]", count: count))
            #expect(!report.isPassed && report.failed == 1)
        }
        let missing = try Conformance.run(suite: suite, file: "/nowhere/at/all.json")
        #expect(!missing.isPassed && missing.failed == 1)
        let folder = try Conformance.run(suite: suite, file: "/")
        #expect(!folder.isPassed && folder.failed == 1)
    }

    @Test(arguments: [
        ("keccak", #"[{"msg":""}]"#), ("keccak", #"[{"keccak256":"00"}]"#),
        ("keccak", #"[{"msg":"0","keccak256":"00"}]"#),
        ("keccak", #"[{"msg":"","keccak256":"00"}]"#),
        (
            "keccak",
            #"[{"len":1,"msg":"","keccak256":"\#(emptyHash)"}]"#
        ),
        ("keccak", "Input of permutation:\n00\n\nState after permutation:\n00\n"),
        ("keccak", "Input of permutation:\n"),
        ("rlp", #"[{"in":"dog"}]"#), ("rlp", #"[{"out":"c0"}]"#),
        ("rlp", #"[{"op":"encode","value":"dog","out":"83646f67"}]"#),
        ("rlp", #"[{"in":"dog","out":"83646f66"}]"#), ("rlp", #"[{"in":true,"out":"01"}]"#),
        ("rlp", #"[{"in":null,"out":"80"}]"#), ("rlp", #"[{"in":-1,"out":"80"}]"#),
        ("rlp", #"[{"in":1.5,"out":"01"}]"#), ("rlp", #"[{"in":{},"out":"c0"}]"#),
        ("rlp", ##"[{"in":"#","out":"80"}]"##), ("rlp", ##"[{"in":"#1x","out":"01"}]"##),
        ("rlp", #"[{"in":"INVALID","out":"0xc0"}]"#), ("rlp", #"[{"in":"INVALID","out":"xyz"}]"#),
        ("rlp", #"[{"in":"VALID","out":"0x8100"}]"#),
        ("rlp", #"[{"decoded":"dog","encoded":"83646f67"}]"#),
        ("rlp", #"[{"decoded":"0x","encoded":"c0"}]"#), ("rlp", #"[{"decoded":["0x"]}]"#),
        ("accounts", #"["0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"]"#),
        ("accounts", #"["0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"]"#),
        ("accounts", #"[{"address":"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"}]"#),
        ("accounts", #"[{"privateKey":null}]"#),
        (
            "accounts",
            #"[{"privateKey":"0x00","address":"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"}]"#
        ),
        (
            "accounts",
            #"[{"privateKey":"\#(one)","address":"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"}]"#
        ),
    ])
    func `fail a case that is wrong or incomplete`(suite: String, json: String) throws {
        let report = try run(suite, json)
        #expect(report.failed == 1 && report.passed == 0 && !report.isPassed, "\(report)")
    }

    @Test func `describe the first ten failures`() throws {
        let cases = Array(repeating: #"{"in":"dog","out":"80"}"#, count: 25)
        let report = try run("rlp", "[\(cases.joined(separator: ","))]")
        #expect(report.failed == 25)
        #expect(report.failures.count == 10)
        #expect(
            report.failures.first == "case 0: the encoding is 0x83646f67, expected 0x80"
        )
    }

    @Test func `are named`() {
        #expect(Conformance.suites.starts(with: ["keccak", "rlp", "accounts"]))
        #expect(
            throws: ConformanceError.unknownSuite("keccac", known: Conformance.suites)
        ) {
            try Conformance.run(suite: "keccac", file: "x.json")
        }
    }

    private func run(_ suite: String, _ text: String) throws -> SuiteReport {
        try check(suite, text)
    }
}
