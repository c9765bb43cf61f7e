import Primitives
import WideMath

/// The parameters of the chain itself.
public struct ChainSettings: Sendable, Hashable {
    /// The EIP-155 chain id.
    public var id: UInt64
    /// When the first block begins, in seconds since 1970-01-01T00:00:00Z.
    public var start: UInt64
    /// The time between two blocks.
    public var blockTime: BlockTime
    /// The share of slots that have no block.
    public var missedSlots: BasisPoints
    /// The gas limit of every block.
    public var gasLimit: Gas
    /// The base fee of the first block, a unit of gas.
    public var baseFee: Wei
    /// Whose gas rules hold.
    public var fork: Fork
    /// Whether signatures are made and verified.
    public var signatures: Signatures
    /// Whether every block is sealed with its state root.
    public var stateRoots: StateRoots

    /// Makes settings; what is left out has the format's default.
    public init(
        id: UInt64 = 1,
        start: UInt64 = 1_577_836_800,
        blockTime: BlockTime = .fixed(12),
        missedSlots: BasisPoints = BasisPoints(0),
        gasLimit: Gas = Gas(30_000_000),
        baseFee: Wei = Wei(20_000_000_000),
        fork: Fork = .osaka,
        signatures: Signatures = .verified,
        stateRoots: StateRoots = .atEnd
    ) {
        self.id = id
        self.start = start
        self.blockTime = blockTime
        self.missedSlots = missedSlots
        self.gasLimit = gasLimit
        self.baseFee = baseFee
        self.fork = fork
        self.signatures = signatures
        self.stateRoots = stateRoots
    }
}

/// What becomes of signatures.
public enum Signatures: String, Sendable, Hashable, CaseIterable {
    /// Every transaction is signed, and its sender recovered from the signature.
    case verified
    /// The sender is taken at its word, which is faster; only hashes differ.
    case assumed
}

/// When state roots are computed; a file says whether for every block.
public enum StateRoots: String, Sendable, Hashable, CaseIterable {
    /// Once, when the run is over.
    case atEnd = "false"
    /// For every block, which is then sealed: it has a header and a hash.
    case everyBlock = "true"
}
