/// Who sees pending transactions, and who puts them in order.
public struct OrderingSettings: Sendable, Hashable {
    /// How a block is put in order.
    public var policy: OrderingPolicy
    /// By which way transactions go whose agents say nothing else.
    public var visibility: Visibility
    /// How many transactions wait at most.
    public var capacity: UInt64
    /// How many of one sender.
    public var perSender: UInt64
    /// For how many blocks a transaction waits.
    public var expiry: UInt64
    /// What an adversarial builder does; nothing under every other policy.
    public var builder: BuilderSettings?

    /// Makes settings; what is left out has the format's default.
    public init(
        policy: OrderingPolicy = .priorityFee,
        visibility: Visibility = .public,
        capacity: UInt64 = 5_120,
        perSender: UInt64 = 64,
        expiry: UInt64 = 25,
        builder: BuilderSettings? = nil
    ) {
        self.policy = policy
        self.visibility = visibility
        self.capacity = capacity
        self.perSender = perSender
        self.expiry = expiry
        self.builder = builder
    }
}

/// How a block is put in order.
public enum OrderingPolicy: String, Sendable, Hashable, CaseIterable {
    /// By what each transaction pays the builder, nonces respected.
    case priorityFee = "priority_fee"
    /// By arrival.
    case arrival
    /// At random, drawn from the seed.
    case shuffled
    /// To who pays most, bundles and single transactions in one auction.
    case bundleAuction = "bundle_auction"
    /// By a builder that works for its own profit.
    case adversarial
    /// By arrival, before anybody can read what it is.
    case sealed
    /// Buys and sells in turn, so that nobody trades at a worse price than alone.
    case greedy
    /// All swaps of a pair at one price.
    case batchAuction = "batch_auction"

    /// Whether it takes bundles.
    public var takesBundles: Bool { self == .bundleAuction || self == .adversarial }
}

/// By which way a transaction reaches the builder, and so who may see it.
public enum Visibility: String, Sendable, Hashable, CaseIterable {
    /// Everybody who watches the mempool.
    case `public`
    /// A private relay: builders, and searchers that the relay lets in.
    case relay
    /// A builder, and those who work with it.
    case builder
    /// Nobody, until its place is fixed.
    case sealed
}

/// What an adversarial builder does in the blocks that it controls.
public struct BuilderSettings: Sendable, Hashable {
    /// The agents whose bundles come first.
    public var own: [String]
    /// The agents whose transactions never enter.
    public var censors: [String]
    /// The agents whose transactions are held back.
    public var delays: [String]
    /// For how many blocks.
    public var delay: UInt64
    /// The first block that it controls.
    public var first: UInt64
    /// How many blocks in a row; nothing for all that follow.
    public var run: UInt64?
    /// From the first block of a run to that of the next; nothing for a single run.
    public var every: UInt64?

    /// Makes settings; what is left out has the format's default.
    public init(
        own: [String] = [],
        censors: [String] = [],
        delays: [String] = [],
        delay: UInt64 = 1,
        first: UInt64 = 1,
        run: UInt64? = nil,
        every: UInt64? = nil
    ) {
        self.own = own
        self.censors = censors
        self.delays = delays
        self.delay = delay
        self.first = first
        self.run = run
        self.every = every
    }
}
