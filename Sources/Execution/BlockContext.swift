import Primitives

/// What a contract may ask about the block it runs in.
public struct BlockContext: Hashable, Sendable {
    /// The block's number.
    public var number: UInt64
    /// Seconds since 1970-01-01 UTC.
    public var timestamp: UInt64
    /// The base fee of a unit of gas.
    public var baseFee: Wei
    /// The gas all transactions of the block may use together.
    public var gasLimit: Gas
    /// Who receives the priority fees.
    public var coinbase: Address
    /// The chain's number, 1 for mainnet (EIP-155).
    public var chainID: UInt64

    /// Makes a context.
    public init(
        number: UInt64,
        timestamp: UInt64,
        baseFee: Wei,
        gasLimit: Gas,
        coinbase: Address,
        chainID: UInt64
    ) {
        self.number = number
        self.timestamp = timestamp
        self.baseFee = baseFee
        self.gasLimit = gasLimit
        self.coinbase = coinbase
        self.chainID = chainID
    }
}
