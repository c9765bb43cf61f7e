import Chain
import Primitives

/// A chain's first block: a file of ethereum/tests BasicTests.
///
/// The file has the block as `genesis_rlp_hex`, and its state root and hash as
/// `genesis_state_root` and `genesis_hash`: three cases. The accounts are not in it, so the state
/// root is compared with what the header says.
enum GenesisCheck {
    /// Whether a file's value is of this kind.
    static func isOne(_ value: JSONValue) -> Bool { value["genesis_rlp_hex"] != nil }

    /// Counts the three cases.
    static func check(_ value: JSONValue, into report: inout SuiteReport) {
        report.check("genesis_rlp_hex") { () throws(CaseFailure) in
            let bytes = try value.bytes("genesis_rlp_hex")
            try CaseFailure.unless("the encoding", try block(value).encoded, are: bytes)
        }
        report.check("genesis_state_root") { () throws(CaseFailure) in
            let root = try block(value).header.stateRoot
            try CaseFailure.unless("the root", root, is: value.hash("genesis_state_root"))
        }
        report.check("genesis_hash") { () throws(CaseFailure) in
            let hash = try block(value).header.hash
            try CaseFailure.unless("the hash", hash, is: value.hash("genesis_hash"))
        }
    }

    private static func block(_ value: JSONValue) throws(CaseFailure) -> Block {
        let bytes = try value.bytes("genesis_rlp_hex")
        do throws(BlockDecodingError) {
            return try Block.decode(bytes)
        } catch {
            throw .refused(what: "the block", reason: "\(error)")
        }
    }
}
