import Chain
import Execution
import Primitives
import WideMath

/// The waiting room of the chain, public and private: what a builder may include.
///
/// Who sees what of it is another matter (`Sight`).
public struct Mempool: Sendable {
    /// What a sender must offer more to replace a waiting transaction, in per cent (geth).
    public static let replacementPercent: UInt64 = 10

    /// What waits, in order of arrival.
    public private(set) var pending: [PendingTransaction] = []
    /// How much it holds, and for how long.
    public let limits: MempoolLimits
    /// Whether senders are recovered from signatures, or believed (`signatures: assumed`).
    public let verifiesSignatures: Bool
    private let chainID: UInt64
    private var arrivals: UInt64 = 0
    private var evictions: [PendingTransaction] = []
    /// What is on its way and arrives with a later block.
    private var late: [(signed: SignedTransaction, arrival: Arrival, block: UInt64)] = []

    /// An empty mempool.
    public init(
        chainID: UInt64,
        verifiesSignatures: Bool,
        limits: MempoolLimits = MempoolLimits()
    ) {
        self.chainID = chainID
        self.verifiesSignatures = verifiesSignatures
        self.limits = limits
    }

    /// How a transaction comes in.
    public struct Arrival: Sendable {
        /// Who says that he sent it.
        public let claimedSender: Address
        /// The number of the next block.
        public fileprivate(set) var block: UInt64
        /// When it was sent, in milliseconds since the start of the run.
        public fileprivate(set) var sentAt: UInt64
        /// By which way.
        public let channel: Channel
        /// The name of the agent that sent it.
        public let author: String
        /// What the agent means by it.
        public let purpose: Purpose

        /// Makes an arrival.
        public init(
            claimedSender: Address,
            block: UInt64,
            sentAt: UInt64 = 0,
            channel: Channel = .mempool,
            author: String,
            purpose: Purpose
        ) {
            self.claimedSender = claimedSender
            self.block = block
            self.sentAt = sentAt
            self.channel = channel
            self.author = author
            self.purpose = purpose
        }
    }

    // MARK: Coming in

    /// Takes a transaction in, or says why not.
    ///
    /// A transaction with the sender and nonce of a waiting one replaces it if both its fees are
    /// at least a tenth higher. One whose nonce leaves a gap waits until the gap is filled. Where
    /// no place is left, the cheapest goes: first of those behind a gap, then by maximum fee, then
    /// by priority fee, then the last to come.
    public mutating func add(
        _ signed: SignedTransaction,
        _ arrival: Arrival
    ) throws(MempoolRefusal) {
        let entry = try admit(signed, arrival)
        let nonce = signed.transaction.nonce
        if let rival = pending.firstIndex(where: {
            $0.sender == entry.sender && $0.transaction.nonce == nonce
        }) {
            guard outbids(signed.transaction, pending[rival].transaction) else {
                throw .replacementUnderpriced
            }
            pending.remove(at: rival)
        } else {
            try makeRoom(for: entry)
        }
        pending.append(entry)
    }

    /// Takes a transaction that is on its way until a later block is next.
    ///
    /// Nobody sees it and no builder has it before that.
    public mutating func hold(
        _ signed: SignedTransaction,
        _ arrival: Arrival,
        until block: UInt64
    ) throws(MempoolRefusal) {
        let own = late.count { $0.arrival.claimedSender == arrival.claimedSender }
        guard own < limits.perSender else { throw .tooManyOfSender(most: limits.perSender) }
        late.append((signed, arrival, block))
    }

    /// Lets in what has been on its way until now, when a block is next and the time is `now`.
    ///
    /// Gives what it refuses.
    public mutating func arrive(block: UInt64, at now: UInt64) -> [MempoolRefusal] {
        guard !late.isEmpty else { return [] }
        let due = late.filter { $0.block <= block }
        late.removeAll { $0.block <= block }
        var refusals: [MempoolRefusal] = []
        for item in due {
            var arrival = item.arrival
            arrival.block = block
            arrival.sentAt = now
            do throws(MempoolRefusal) {
                try add(item.signed, arrival)
            } catch {
                refusals.append(error)
            }
        }
        return refusals
    }

    /// Checks a transaction, recovers its sender and gives it the next number of arrival, without
    /// a place in the mempool: as part of a bundle.
    public mutating func admit(
        _ signed: SignedTransaction,
        _ arrival: Arrival
    ) throws(MempoolRefusal) -> PendingTransaction {
        guard signed.transaction.fits(chain: chainID) else {
            throw .invalid(.wrongChain(expected: chainID, got: signed.transaction.chainID))
        }
        var sender = arrival.claimedSender
        if verifiesSignatures {
            guard let recovered = signed.recoverSender() else {
                throw .invalid(.invalidSignature)
            }
            sender = recovered
        }
        defer { arrivals += 1 }
        return PendingTransaction(
            signed: signed,
            sender: sender,
            arrival: arrivals,
            arrivalBlock: arrival.block,
            sentAt: arrival.sentAt,
            channel: arrival.channel,
            author: arrival.author,
            purpose: arrival.purpose
        )
    }

    private func outbids(_ new: Transaction, _ old: Transaction) -> Bool {
        func raised(_ fee: Wei) -> UInt256 {
            // Rounded up, so that a raise of nothing is no raise; fees are below 2¹²⁸ in practice
            // and a fee that leaves the range counts as never outbid.
            fee.raw.multiplied(
                by: UInt256(100 + Self.replacementPercent),
                dividedBy: 100,
                rounding: .up
            ) ?? .max
        }
        return new.maxFeePerGas.raw >= raised(old.maxFeePerGas)
            && new.maxPriorityFeePerGas.raw >= raised(old.maxPriorityFeePerGas)
    }

    private mutating func makeRoom(for entry: PendingTransaction) throws(MempoolRefusal) {
        // Nobody has more than all: a small mempool is not counted through.
        if pending.count >= limits.perSender {
            let own = pending.count { $0.sender == entry.sender }
            guard own < limits.perSender else {
                throw .tooManyOfSender(most: limits.perSender)
            }
        }
        guard pending.count >= limits.capacity else { return }
        let gaps = gapped(with: entry)
        var cheapest = entry
        var place: Int?
        for (index, waiting) in pending.enumerated() {
            let isCheaper = Self.goesFirst(
                (waiting, gaps.contains(waiting.arrival)),
                (cheapest, gaps.contains(cheapest.arrival))
            )
            if isCheaper { (cheapest, place) = (waiting, index) }
        }
        guard let place else { throw .underpriced }
        evictions.append(pending.remove(at: place))
    }

    private static func goesFirst(
        _ left: (PendingTransaction, isGapped: Bool),
        _ right: (PendingTransaction, isGapped: Bool)
    ) -> Bool {
        if left.isGapped != right.isGapped { return left.isGapped }
        let (one, other) = (left.0.transaction, right.0.transaction)
        if one.maxFeePerGas != other.maxFeePerGas {
            return one.maxFeePerGas < other.maxFeePerGas
        }
        if one.maxPriorityFeePerGas != other.maxPriorityFeePerGas {
            return one.maxPriorityFeePerGas < other.maxPriorityFeePerGas
        }
        return right.0.arrived(before: left.0)
    }

    /// Those that stand behind a gap of their sender's waiting nonces, by number of arrival.
    private func gapped(with entry: PendingTransaction) -> Set<UInt64> {
        var nonces: [Address: [(nonce: UInt64, arrival: UInt64)]] = [:]
        for waiting in pending + [entry] {
            nonces[waiting.sender, default: []].append(
                (waiting.transaction.nonce, waiting.arrival)
            )
        }
        var gapped: Set<UInt64> = []
        for own in nonces.values {
            let sorted = own.sorted { $0.nonce < $1.nonce }
            var expected = sorted.first?.nonce ?? 0
            for (nonce, arrival) in sorted {
                if nonce > expected {
                    gapped.insert(arrival)
                } else {
                    expected = nonce == .max ? nonce : nonce + 1
                }
            }
        }
        return gapped
    }

    // MARK: Looking

    /// The nonce for a sender's next transaction, given the one the state expects: the first that
    /// is not waiting.
    public func nextNonce(of sender: Address, after stateNonce: UInt64) -> UInt64 {
        var own: [UInt64] = []
        for waiting in pending where waiting.sender == sender {
            own.append(waiting.transaction.nonce)
        }
        for item in late where item.arrival.claimedSender == sender {
            own.append(item.signed.transaction.nonce)
        }
        var next = stateNonce
        // The last nonce has no next one: it stays, and is refused (EIP-2681).
        for nonce in own.sorted() where nonce == next && next < .max { next += 1 }
        return next
    }

    /// Whether anything of a sender waits.
    public func holds(_ sender: Address) -> Bool {
        pending.contains { $0.sender == sender }
            || late.contains { $0.arrival.claimedSender == sender }
    }

    // MARK: Going out

    /// Takes out what the given block included or refused for good, by its numbers of arrival, and
    /// what waited too long.
    ///
    /// Gives what was dropped: for waiting, or evicted since the last block.
    public mutating func settle(
        removing gone: [UInt64],
        block: UInt64
    ) -> [PendingTransaction] {
        var dropped = evictions
        evictions = []
        // What waits is in order of arrival, so both are walked through together.
        let gone = gone.sorted()
        var next = 0
        pending.removeAll { waiting in
            while next < gone.count, gone[next] < waiting.arrival { next += 1 }
            if next < gone.count, gone[next] == waiting.arrival { return true }
            if block >= waiting.arrivalBlock + limits.patience {
                dropped.append(waiting)
                return true
            }
            return false
        }
        return dropped
    }
}
