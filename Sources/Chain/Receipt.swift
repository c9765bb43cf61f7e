import Primitives

/// What a transaction did, once it is in a block.
public struct Receipt: Hashable, Sendable {
    /// How the transaction ended.
    public enum Status: Hashable, Sendable {
        /// Its changes stand.
        case success
        /// Its changes are undone and the gas it did not use came back.
        case reverted(Revert)
        /// Its changes are undone and all its gas is spent.
        case halted(Halt)
    }

    /// How the transaction ended.
    public let status: Status
    /// The gas that the sender paid for, after the refund.
    public let gasUsed: Gas
    /// The gas of this transaction and of those before it in the block.
    public let cumulativeGasUsed: Gas
    /// What its contracts wrote down, in order; empty unless it succeeded.
    public let logs: [Log]
    /// The price of a unit of gas: the base fee and the priority fee.
    public let effectiveGasPrice: Wei
    /// The gas given back for cleared storage, at most a fifth of what was spent.
    public let gasRefund: Gas
    /// What the outermost call returned, or its encoded reason to revert.
    public let returnData: [UInt8]

    /// Makes a receipt.
    public init(
        status: Status,
        gasUsed: Gas,
        cumulativeGasUsed: Gas,
        logs: [Log],
        effectiveGasPrice: Wei,
        gasRefund: Gas,
        returnData: [UInt8]
    ) {
        self.status = status
        self.gasUsed = gasUsed
        self.cumulativeGasUsed = cumulativeGasUsed
        self.logs = logs
        self.effectiveGasPrice = effectiveGasPrice
        self.gasRefund = gasRefund
        self.returnData = returnData
    }
}
