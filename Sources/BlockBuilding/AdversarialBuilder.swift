import Chain
import Primitives

/// A builder that fills blocks for its own profit.
///
/// In blocks that it controls it
///
/// - inserts: bundles of its own searchers stand first, in order of arrival, whatever they pay;
/// - censors: transactions of some senders never enter;
/// - delays: those of others enter some blocks later than they could;
/// - orders: what is left is auctioned (`BundleAuction`), and pays it.
///
/// Other blocks are somebody else's, who auctions all. Control comes in runs of consecutive blocks,
/// so that what is done in one can be undone in the next before anybody else trades.
public struct AdversarialBuilder: OrderingPolicy {
    /// Which blocks are the builder's.
    public struct Control: Hashable, Sendable {
        /// The first block of the first run; runs follow each other from there.
        public let first: UInt64
        /// How many blocks in a row.
        public let run: UInt64
        /// From the first block of a run to that of the next; nothing for a single run.
        public let every: UInt64?

        /// Makes a control; that of nothing said is all blocks.
        public init(first: UInt64 = 1, run: UInt64 = .max, every: UInt64? = nil) {
            self.first = first
            self.run = run
            self.every = every
        }

        /// Whether a block is the builder's.
        public func holds(_ block: UInt64) -> Bool {
            guard block >= first else { return false }
            let into = block - first
            guard let every, every > 0 else { return into < run }
            return into % every < run
        }
    }

    /// What is left is sold to who pays most.
    public var isRankedByFee: Bool { true }
    /// It takes bundles.
    public var takesBundles: Bool { true }
    /// The accounts of its own searchers.
    public let own: Set<Address>
    /// The accounts whose transactions never enter its blocks.
    public let censored: Set<Address>
    /// For how many blocks it holds back the transactions of an account.
    public let delays: [Address: UInt64]
    /// Which blocks are its own.
    public let control: Control

    /// A builder.
    public init(
        own: Set<Address> = [],
        censored: Set<Address> = [],
        delays: [Address: UInt64] = [:],
        control: Control = Control()
    ) {
        self.own = own
        self.censored = censored
        self.delays = delays
        self.control = control
    }

    /// Fills the block for itself where it is the builder's, or as an auction.
    public func fill(_ block: inout OpenBlock) {
        let number = block.context.number
        guard control.holds(number) else { return BundleAuction().fill(&block) }
        for bundle in block.bundles where isOwn(bundle) { block.include(bundle) }
        let (censored, delays) = (censored, delays)
        BundleAuction { waiting in
            if censored.contains(waiting.sender) { return true }
            guard let delay = delays[waiting.sender] else { return false }
            return number - waiting.arrivalBlock < delay
        }
        .fill(&block)
    }

    /// Whether a bundle comes from one of its own searchers, by the sender of some part of it.
    private func isOwn(_ bundle: Bundle) -> Bool {
        bundle.transactions.contains { own.contains($0.sender) }
    }

    /// Its own come first, the others as in an auction.
    public func standing(
        of pending: PendingTransaction,
        in bundle: (bundle: Bundle, price: Wei)?,
        _ block: OrderingContext
    ) -> Standing {
        if let bundle, control.holds(block.number), isOwn(bundle.bundle) {
            return .inserted(author: bundle.bundle.author)
        }
        return BundleAuction().standing(of: pending, in: bundle, block)
    }

    /// Censored and delayed senders, in blocks that are its own.
    public func objection(
        to pending: PendingTransaction,
        in block: OrderingContext
    ) -> Standing? {
        guard control.holds(block.number) else { return nil }
        if censored.contains(pending.sender) { return .censored }
        guard let delay = delays[pending.sender] else { return nil }
        let waited = block.number - min(pending.arrivalBlock, block.number)
        return waited < delay ? .delayed(until: pending.arrivalBlock + delay) : nil
    }
}
