import Primitives
import Signing

/// Addresses of private keys, and their checksums.
///
/// A case is an address with its EIP-55 checksum, or has it as `address` beside the `privateKey`,
/// 32 bytes in hexadecimal or null.
enum AccountsSuite: ConformanceSuite {
    static let name = "accounts"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        for (name, value) in try file.cases() {
            if value["icap"] != nil { report.skip("ICAP forms of addresses are out of scope") }
            report.check(name) { () throws(CaseFailure) in try check(value) }
        }
    }

    private static func check(_ value: JSONValue) throws(CaseFailure) {
        switch value {
        case .string(let text): try checkChecksum(text)
        case .object:
            guard let address = value["address"] else { throw .missing(field: "address") }
            guard let text = address.string else {
                throw .malformed(field: "address", expected: "text")
            }
            guard let privateKey = value["privateKey"] else {
                throw .missing(field: "privateKey")
            }
            try checkChecksum(text)
            if privateKey != .null { try checkKey(try value.bytes("privateKey"), address: text) }
        default: throw .unknownShape(fields: [])
        }
    }

    private static func checkChecksum(_ text: String) throws(CaseFailure) {
        guard let address = Address(text: text) else {
            throw .refused(what: text, reason: "no address, or a wrong checksum")
        }
        if address.checksummed != text {
            throw .different(
                what: "the checksum",
                expected: text,
                actual: address.checksummed
            )
        }
    }

    private static func checkKey(_ bytes: [UInt8], address: String) throws(CaseFailure) {
        guard let key = PrivateKey(bytes: bytes) else {
            throw .refused(what: "the private key", reason: "not 32 bytes from 1 to n - 1")
        }
        if key.address.checksummed != address {
            throw .different(
                what: "the address",
                expected: address,
                actual: key.address.checksummed
            )
        }
    }
}
