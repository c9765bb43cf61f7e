import Primitives
import Signing
import WideMath

/// An operation of noble-curves' files on points, keys and signatures.
struct PointCase {
    private let operation: String
    private let value: JSONValue

    private static let operations: Set<String> = [
        "isPoint", "pointAdd", "pointAddScalar", "pointCompress", "pointFromScalar",
        "pointMultiply", "sign", "verify",
    ]

    init(_ operation: String, _ value: JSONValue) throws(CaseFailure) {
        guard Self.operations.contains(operation) else {
            throw .unknownShape(fields: [operation] + value.keys)
        }
        self.operation = operation
        self.value = value
    }

    /// The result is the expected one; null stands for none, the point at infinity.
    func checkValid() throws(CaseFailure) {
        guard let expected = value["expected"] else { throw .missing(field: "expected") }
        if operation == "isPoint" || operation == "verify" {
            let isTrue = operation == "verify" ? try verifies() : try point("P") != nil
            try CaseFailure.unless("the answer", JSONText(.bool(isTrue)), is: JSONText(expected))
            return
        }
        let result = try result()
        if expected == .null {
            if result != nil { throw .accepted(what: operation) }
            return
        }
        guard let result else { throw .refused(what: operation, reason: "no result") }
        try CaseFailure.unless("the result", result, are: try value.bytes("expected"))
    }

    /// There is no result.
    func checkInvalid() throws(CaseFailure) {
        let isAccepted =
            switch operation {
            case "isPoint": try point("P") != nil
            case "verify": try verifies()
            case "sign": try hasKeyAndHash()
            default: try result() != nil
            }
        if isAccepted { throw .accepted(what: operation) }
    }

    private func hasKeyAndHash() throws(CaseFailure) -> Bool {
        let secret = try value.bytes("d")
        let hash = try value.bytes("m")
        return PrivateKey(bytes: secret) != nil && hash.count == 32
    }

    private func point(_ field: String) throws(CaseFailure) -> PublicKey? {
        PublicKey(encoded: try value.bytes(field))
    }

    /// The encoded result, nothing where there is none.
    private func result() throws(CaseFailure) -> [UInt8]? {
        switch operation {
        case "pointAdd":
            guard let left = try point("P"), let right = try point("Q") else { return nil }
            return left.adding(right)?.compressed
        case "pointAddScalar":
            // noble-curves takes private keys only: zero, which leaves the point, is none.
            let factor = try value.bytes("d")
            guard PrivateKey(bytes: factor) != nil else { return nil }
            return try point("P")?.adding(generatorTimes: factor)?.compressed
        case "pointMultiply":
            let factor = try value.bytes("d")
            return try point("P")?.multiplied(by: factor)?.compressed
        case "pointCompress":
            guard case .bool(let compresses) = value["compress"] else {
                throw .malformed(field: "compress", expected: "true or false")
            }
            let point = try point("P")
            return compresses ? point?.compressed : point?.uncompressed
        case "pointFromScalar":
            return PrivateKey(bytes: try value.bytes("d")).map { PublicKey(of: $0).compressed }
        case "sign":
            guard let key = PrivateKey(bytes: try value.bytes("d")) else { return nil }
            let signature = key.sign(try value.hash("m"))
            return signature.r.bigEndianBytes + signature.s.bigEndianBytes
        default: throw .unknownShape(fields: value.keys)
        }
    }

    /// Whether the signature in 64 bytes is one of the hash, with a low s.
    private func verifies() throws(CaseFailure) -> Bool {
        let hash = try value.hash("m")
        guard let key = try point("Q"),
            let numbers = Signature.numbers(compact: try value.bytes("signature"))
        else { return false }
        return key.verifies(hash, r: numbers.r, s: numbers.s)
    }
}

/// JSON as it is compared and shown.
private struct JSONText: Equatable, CustomStringConvertible {
    let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    var description: String { "\(value)" }
}
