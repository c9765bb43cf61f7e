import Primitives
import WideMath

/// Ether that comes from the beacon chain (EIP-4895); a block built here has none.
public struct Withdrawal: Hashable, Sendable {
    /// How many withdrawals came before it.
    public let index: UInt64
    /// The validator that it comes from.
    public let validatorIndex: UInt64
    /// Who receives it.
    public let recipient: Address
    /// How much, in billionths of an ether.
    public let amountInGwei: UInt64

    /// Makes a withdrawal.
    public init(index: UInt64, validatorIndex: UInt64, recipient: Address, amountInGwei: UInt64) {
        self.index = index
        self.validatorIndex = validatorIndex
        self.recipient = recipient
        self.amountInGwei = amountInGwei
    }

    /// The list of its fields.
    var item: RLPItem {
        .list([
            RLPItem(index), RLPItem(validatorIndex), .bytes(recipient.bytes), RLPItem(amountInGwei),
        ])
    }

    /// Reads the list of its fields.
    init(_ item: RLPItem) throws(BlockDecodingError) {
        let items = try BlockFieldReader.list(item, .withdrawals)
        if items.count != 4 { throw .fieldCount(of: .withdrawals, items.count) }
        var fields = BlockFieldReader(items)
        index = try fields.uint64(.withdrawals)
        validatorIndex = try fields.uint64(.withdrawals)
        recipient = try fields.address(.withdrawals)
        amountInGwei = try fields.uint64(.withdrawals)
    }
}
