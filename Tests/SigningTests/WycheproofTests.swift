import Crypto
import Foundation
import Primitives
import Signing
import TestSupport
import Testing
import WideMath

/// Source: C2SP/wycheproof, testvectors_v1, ecdsa_secp256k1_sha256 and its Bitcoin variant, which
/// refuses a high s.
@Suite struct `Recovery against Wycheproof` {
    @Test(arguments: [("", true), ("_bitcoin", false)])
    func `finds the key of every valid signature and of no other`(
        variant: String,
        allowsHighS: Bool
    ) throws {
        let path = "vectors/secp256k1/wycheproof_ecdsa_secp256k1_sha256\(variant)_test.json"
        guard let url = SharedFiles.url(path) else { return }
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
        var valid = 0
        for group in json?["testGroups"] as? [[String: Any]] ?? [] {
            let key = group["publicKey"] as? [String: Any]
            // 04, x and y.
            let point = try #require(Hex.decode(key?["uncompressed"] as? String ?? "-"))
            for test in group["tests"] as? [[String: Any]] ?? [] {
                let message = try #require(Hex.decode(test["msg"] as? String ?? "-"))
                let bytes = try #require(Hex.decode(test["sig"] as? String ?? "-"))
                let hash = try #require(Hash32(bytes: Array(SHA256.hash(data: message))))
                let isValid = test["result"] as? String == "valid"
                let recovers =
                    integers(der: bytes).map { r, s in
                        [0, 1].contains { parity in
                            Signature(r: r, s: s, yParity: parity)
                                .recoverPublicKey(hash, allowsHighS: allowsHighS)
                                == Array(point.dropFirst())
                        }
                    } ?? false
                // An r whose point lies above the group's order has parity 2 or 3, which
                // Ethereum cannot express.
                let isLarge = test["comment"] as? String == "k*G has a large x-coordinate"
                #expect(recovers == (isValid && !isLarge), "\(test["tcId"] ?? "")")
                if recovers { valid += 1 }
            }
        }
        #expect(valid > 100)
    }

    /// The two numbers of a signature in the distinguished encoding rules; nothing for any other
    /// bytes.
    private func integers(der: [UInt8]) -> (UInt256, UInt256)? {
        guard der.count >= 2, der[0] == 0x30, Int(der[1]) == der.count - 2, der[1] < 0x80 else {
            return nil
        }
        var rest = der.dropFirst(2)
        guard let r = integer(&rest), let s = integer(&rest), rest.isEmpty else { return nil }
        return (r, s)
    }

    private func integer(_ bytes: inout ArraySlice<UInt8>) -> UInt256? {
        guard bytes.popFirst() == 2, let count = bytes.popFirst(), count >= 1, count <= 33,
            bytes.count >= Int(count)
        else { return nil }
        let content = bytes.prefix(Int(count))
        bytes = bytes.dropFirst(Int(count))
        guard let first = content.first, first < 0x80 else { return nil }
        let isPadded = first == 0 && count > 1
        if isPadded && content[content.startIndex + 1] < 0x80 { return nil }
        return UInt256(bigEndian: isPadded ? content.dropFirst() : content)
    }
}
