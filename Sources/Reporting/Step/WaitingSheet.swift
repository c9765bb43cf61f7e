import Chain
import Primitives

/// A transaction that waited when the block was built, with what became of it.
struct WaitingSheet: Sendable {
    let pending: PendingTransaction
    /// What the builder would earn for a unit of gas; nothing below the base fee.
    let tip: Wei?
    /// Its place in the block; nothing if it is not there.
    let place: Int?
    /// Why it is where it is.
    let standing: String

    var json: JSON {
        .object([
            ("arrival", .int(pending.arrival)),
            ("hash", .string(pending.signed.hash.description)),
            ("author", .string(pending.author)), ("purpose", .string(pending.purpose.label)),
            ("nonce", .int(pending.transaction.nonce)),
            ("channel", .string(pending.channel.rawValue)),
            ("sent_at_ms", .int(pending.sentAt)), ("since_block", .int(pending.arrivalBlock)),
            ("max_fee_wei", .string(pending.transaction.maxFeePerGas.description)),
            (
                "max_priority_fee_wei",
                .string(pending.transaction.maxPriorityFeePerGas.description)
            ), ("tip_wei", JSON(tip?.description)),
            ("place", place.map { JSON.int(UInt64($0)) } ?? .null), ("standing", .string(standing)),
        ])
    }
}

/// A bundle that was sent for the block.
struct BundleSheet: Sendable {
    let bundle: Bundle
    /// What it would pay for a unit of gas as the first of the block.
    let price: Wei
    /// Whether the block has all of it.
    let isIncluded: Bool

    var json: JSON {
        .object([
            ("author", .string(bundle.author)), ("price_wei", .string(price.description)),
            ("included", .bool(isIncluded)),
            (
                "transactions",
                .array(bundle.transactions.map { .string($0.signed.hash.description) })
            ),
        ])
    }
}
