import Chain
import Primitives

/// Who comes first in a block, and who comes at all.
///
/// A policy is a value without memory: given the same block with the same transactions and bundles
/// waiting it fills it in the same way, in whatever order they are listed. Another is one file and
/// its test.
public protocol OrderingPolicy: Sendable {
    /// Whether a higher priority fee buys an earlier place.
    var isRankedByFee: Bool { get }
    /// Whether it takes bundles; one that does not refuses them.
    var takesBundles: Bool { get }
    /// The channel that all transactions take, whatever their senders want; nothing where they
    /// choose.
    var imposedChannel: Channel? { get }
    /// Whether what one gets depends on all that are in the block with it, whatever their order: a
    /// block without some of them is then filled anew, not replayed.
    var clearsTogether: Bool { get }
    /// Fills a block from what waits.
    func fill(_ block: inout OpenBlock)
    /// Why a transaction that is in a block stands there, in a bundle or by itself.
    func standing(
        of pending: PendingTransaction,
        in bundle: (bundle: Bundle, price: Wei)?,
        _ block: OrderingContext
    ) -> Standing
    /// Why the policy keeps a transaction out of a block that it could be in; nothing if it does
    /// not.
    func objection(to pending: PendingTransaction, in block: OrderingContext) -> Standing?
}

extension OrderingPolicy {
    /// Few policies take bundles.
    public var takesBundles: Bool { false }
    /// Senders choose.
    public var imposedChannel: Channel? { nil }

    /// The order that a searcher expects of a block before it is built: the policy's own, or where
    /// that is not known beforehand, that by fee.
    public var expectedOrder: any StaticOrder {
        self as? any StaticOrder ?? PriorityFeeOrder()
    }
    /// Most do nothing but put in order.
    public var clearsTogether: Bool { false }
}

/// A policy whose order is known before anything is executed.
///
/// It keeps each sender's transactions in the order of their nonces and leaves out those that do
/// not meet the base fee.
public protocol StaticOrder: OrderingPolicy {
    /// The order in which a builder tries transactions.
    func order(_ pending: [PendingTransaction], in block: OrderingContext) -> [PendingTransaction]
}

extension StaticOrder {
    /// Tries one after another.
    public func fill(_ block: inout OpenBlock) {
        block.include(order(block.waiting, in: block.context))
    }
}

/// What a policy knows of the block that it orders.
public struct OrderingContext: Hashable, Sendable {
    /// The block's number.
    public let number: UInt64
    /// Its base fee.
    public let baseFee: Wei

    /// Makes a context.
    public init(number: UInt64, baseFee: Wei) {
        self.number = number
        self.baseFee = baseFee
    }
}

extension OrderingContext {
    /// Those of some transactions that meet the base fee.
    func affordable(_ pending: [PendingTransaction]) -> [PendingTransaction] {
        pending.filter { $0.transaction.maxFeePerGas >= baseFee }
    }
}

extension [PendingTransaction] {
    /// The same places for each sender, its transactions in the order of their nonces.
    func keepingNonces() -> [PendingTransaction] {
        var places: [Address: [Int]] = [:]
        for (place, waiting) in enumerated() { places[waiting.sender, default: []].append(place) }
        var ordered = self
        for own in places.values where own.count > 1 {
            let sorted = own.map { self[$0] }
                .sorted { $0.transaction.nonce < $1.transaction.nonce }
            for (place, waiting) in zip(own, sorted) { ordered[place] = waiting }
        }
        return ordered
    }
}
