import Conformance
import Foundation
import Testing

/// Source: SEC 2, section 2.4.1: the generator, and the coordinates of the key 1.
private let generator = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
/// The number 1 in 32 bytes.
private let one = String(repeating: "0", count: 63) + "1"
/// The end of the group: n, which is no key.
private let order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"

@Suite struct `The suites of keys and signatures` {
    @Test(arguments: [
        // A right value must not pass as invalid, nor a wrong one as valid.
        #"{"valid":{"isPoint":[{"P":"\#(generator)","expected":false}]}}"#,
        #"{"valid":{"isPoint":[{"P":"00","expected":true}]}}"#,
        #"{"valid":{"isPoint":[{"P":"\#(generator)"}]}}"#,
        #"{"valid":{"isPoint":[{"P":5,"expected":true}]}}"#,
        #"{"valid":{"pointFromScalar":[{"d":"\#(one)","expected":"02"}]}}"#,
        #"{"valid":{"pointFromScalar":[{"d":"\#(order)","expected":"02"}]}}"#,
        #"{"valid":{"pointAdd":[{"P":"\#(generator)","Q":"\#(generator)","expected":null}]}}"#,
        #"{"valid":{"pointHalve":[{"P":"\#(generator)","expected":null}]}}"#,
        #"{"invalid":{"pointFromScalar":[{"d":"\#(one)"}]}}"#,
        #"{"invalid":{"sign":[{"d":"\#(one)","m":"\#(one)"}]}}"#,
        #"{"invalid":{"verify":[{}]}}"#, #"{"invalid":[{}]}"#,
        #"[{"d":"\#(one)","m":"\#(one)","signature":"00"}]"#,
        #"[{"d":"\#(order)","m":"\#(one)","signature":"00"}]"#,
        #"[{"d":"\#(one)","message":"x","k0":"00"}]"#,
        #"[{"d":"\#(one)","message":"x","k0":"00","k99999999999":"00"}]"#,
        #"{"testGroups":[{"type":"MacTest","tests":[]}]}"#,
        ##"{"algorithm":"HMACSHA256","testGroups":[{"type":"MacTest","tagSize":9999,"##
            + ##""tests":[{"result":"valid","msg":"","key":"","tag":""}]}]}"##,
        ##"{"algorithm":"HMACSHA256","testGroups":[{"type":"MacTest","tagSize":256,"##
            + ##""tests":[{"result":"valid","msg":"","key":"","tag":""}]}]}"##,
        ##"{"algorithm":"HMACSHA256","testGroups":[{"type":"MacTest","tagSize":0,"##
            + ##""tests":[{"result":"perhaps","msg":"","key":"","tag":""}]}]}"##,
        ##"{"algorithm":"HMACSHA256","testGroups":[{"type":"MacTest","tagSize":0,"##
            + ##""tests":[{"result":"invalid","msg":"","key":"","tag":""}]}]}"##,
        ##"{"algorithm":"PBKDF2-HMACSHA512","testGroups":[{"type":"PbkdfTest","tests":[{"##
            + ##""result":"valid","iterationCount":99999999999999,"dkLen":1,"password":"","##
            + ##""salt":"","dk":""}]}]}"##,
    ])
    func `fail a curve case that is wrong or incomplete`(json: String) throws {
        let report = try check("secp256k1", json)
        #expect(report.failed == 1 && report.passed == 0, "\(report)")
    }

    @Test func `count what Wycheproof asks of other curves as out of scope`() throws {
        let report = try check(
            "secp256k1",
            #"{"algorithm":"ECDSA","testGroups":[{"type":"EcdsaVerify","sha":"SHA-256","#
                + #""publicKey":{"curve":"secp256r1"},"tests":[{},{}]}]}"#
        )
        #expect(report.skipped == 2 && report.failed == 0)
        #expect(report.notes == ["out of scope: EcdsaVerify, ECDSA, secp256r1, SHA-256"])
    }

    @Test(arguments: [
        #"[{"seed":"00","chains":[]}]"#, #"[{"seed":"00","chains":[{"path":"m"}]}]"#,
        #"[{"seed":"00","chains":[{"path":"n","xpub":"","xprv":""}]}]"#,
        #"[{"seed":"00","chains":[{"path":"m/2147483648","xpub":"","xprv":""}]}]"#,
        #"[{"seed":"00","chains":[{"path":"m/+1","xpub":"","xprv":""}]}]"#,
        #"[{"seed":"00","chains":[{"path":"m//1","xpub":"","xprv":""}]}]"#,
        // Source: BIP-32, test vector 1, chain m: it is valid.
        #"[{"reason":"x","key":"xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ2"#
            + #"9ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8"}]"#,
        #"[{"reason":"x"}]"#, #"[{"entropy":"00"}]"#,
        #"[{"entropy":"00","mnemonic":"a","seed":"00"}]"#,
        #"[{"path":"m/0","privateKey":"00"}]"#,
    ])
    func `fail a wallet case that is wrong or incomplete`(json: String) throws {
        let report = try check("hdwallet", json)
        #expect(report.failed == 1 && report.passed == 0, "\(report)")
    }

    @Test func `fail a list that is none`() throws {
        #expect(try check("hdwallet", "one\ntwo\n", name: "words.txt").failed == 1)
        let words = (0..<2_048).map { "\($0)" }.joined(separator: "\n")
        #expect(try check("hdwallet", words, name: "words.txt").failed == 1)
    }

    @Test(arguments: [
        #"[{"primaryType":"A"}]"#, #"[{"primaryType":"A","types":{"A":3}}]"#,
        #"[{"primaryType":"A","types":{"A":[]},"domain":{},"data":{}}]"#,
        #"[{"primaryType":"A","types":{"A":[]},"domain":{},"data":3,"digest":""}]"#,
        #"[{"primaryType":"A","types":{"A":[]},"domain":{},"data":{},"digest":"\#(one)"}]"#,
        #"[{"primaryType":"A","types":{"A":[{"name":"b","type":"B"}]},"domain":{},"data":{},"#
            + #""digest":"\#(one)"}]"#,
        #"[{"primaryType":"A","types":{"A":[{"name":"b","type":"int8"}]},"domain":{},"#
            + #""data":{"b":1e300},"digest":"\#(one)"}]"#,
        #"{"typedData":{}}"#,
    ])
    func `fail typed data that is wrong or incomplete`(json: String) throws {
        let report = try check("eip712", json)
        #expect(report.failed == 1 && report.passed == 0, "\(report)")
    }

    @Test(arguments: [
        #"[{"addr":"00","key":"00"}]"#, #"[{"addr":"00","key":"\#(one)"}]"#,
        #"[{"startgas":1,"key":"\#(one)"}]"#, #"[{"wei":"1"}]"#, #"[{"wei":"x","ether":"1"}]"#,
        #"[{"wei":"1","ether":"1"}]"#, #"[{"wei":"0","gwei":"0.0000000001"}]"#,
        #"[{"wei":"1","gwei":"1e-9"}]"#, #"[{"wei":"10","kwei_format":"0.010"}]"#,
        #"[{"wei":"0","gwei":"."}]"#, #"[{"wei":"0","gwei":"0.0.0"}]"#,
    ])
    func `fail a basic case that is wrong or incomplete`(json: String) throws {
        let report = try check("basic", json)
        #expect(report.failed == 1 && report.passed == 0, "\(report)")
    }
}
