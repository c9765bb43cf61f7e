import CSecp256k1
import Chain
import Signing

/// libsecp256k1's public-key recovery and nothing else: what a signed transaction cannot go below.
///
/// `@unchecked`: an instance is used by one thread at a time.
public final class BareRecovery: @unchecked Sendable {
    private let context: OpaquePointer
    private var cases: [(signature: secp256k1_ecdsa_recoverable_signature, hash: [UInt8])] = []

    /// Prepares the signatures of transactions.
    public init(_ list: [SignedTransaction]) throws {
        guard let context = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else {
            throw WorkloadFailure.setUp
        }
        self.context = context
        for each in list {
            var parsed = secp256k1_ecdsa_recoverable_signature()
            let bytes = each.signature.r.bigEndianBytes + each.signature.s.bigEndianBytes
            let parity = Int32(each.signature.yParity)
            guard
                secp256k1_ecdsa_recoverable_signature_parse_compact(
                    context,
                    &parsed,
                    bytes,
                    parity
                ) == 1
            else { throw WorkloadFailure.setUp }
            cases.append((parsed, each.signingHash.bytes))
        }
    }

    deinit { secp256k1_context_destroy(context) }

    /// Recovers every public key once.
    @inline(never)
    public func run() throws {
        var key = secp256k1_pubkey()
        for index in cases.indices {
            let recovered = secp256k1_ecdsa_recover(
                context,
                &key,
                &cases[index].signature,
                cases[index].hash
            )
            try require(recovered == 1, "recovery")
        }
    }
}
