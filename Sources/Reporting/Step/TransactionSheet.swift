import Chain
import Contracts
import Execution
import Measures
import Primitives
import Simulation
import WideMath

/// One transaction of a block, laid open.
struct TransactionSheet: Sendable {
    /// An account whose ether changed.
    struct EtherChange: Sendable {
        let address: Address
        let account: String
        let before: Wei
        let after: Wei
    }

    /// What it sold to a pool, and what it got.
    struct Swap: Sendable {
        let pool: String
        let tokenIn: Address
        let amountIn: UInt256
        let tokenOut: Address
        let amountOut: UInt256
    }

    /// The transaction with what became of it.
    let included: IncludedTransaction
    let from: String
    let to: String?
    let function: String
    /// Whom the signature gives as its sender; nothing where it gives nobody.
    let recovered: Address?
    /// Why it stands where it stands.
    var standing: String
    /// What the builder earns for a unit of gas.
    let tip: Wei
    let bill: GasBill
    /// The same, for people, and without the charge.
    let billTexts: [String]
    let slots: [SlotChange]
    let ether: [EtherChange]
    let events: [DecodedEvent]
    let swaps: [Swap]
    let victim: Hash32?

    var pending: PendingTransaction { included.pending }
    var transaction: Transaction { included.pending.transaction }
    var signature: (r: String, s: String) {
        let signature = pending.signed.signature
        return (
            Hash32(word: signature.r).description, Hash32(word: signature.s).description
        )
    }
    /// Whether the signature is that of who is said to have sent it.
    var isSignedBySender: Bool { recovered == pending.sender }
    var hash: String { pending.signed.hash.description }
    var status: String { included.receipt.status.word }
    /// How it ended, with its reason.
    var statusText: String { included.receipt.status.text }
}
