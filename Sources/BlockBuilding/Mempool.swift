import Chain
import Execution
import Primitives
import WideMath

/// The public waiting room: everybody sees everything in it.
public struct Mempool: Sendable {
    /// What a sender must offer more to replace a waiting transaction, in per cent (geth).
    public static let replacementPercent: UInt64 = 10

    /// What waits, in order of arrival.
    public private(set) var pending: [PendingTransaction] = []
    /// For how many blocks a transaction waits before it is dropped.
    public let patience: UInt64
    /// Whether senders are recovered from signatures, or believed (`signatures: assumed`).
    public let verifiesSignatures: Bool
    private let chainID: UInt64
    private var arrivals: UInt64 = 0

    /// An empty mempool.
    public init(chainID: UInt64, verifiesSignatures: Bool, patience: UInt64 = 25) {
        self.chainID = chainID
        self.verifiesSignatures = verifiesSignatures
        self.patience = patience
    }

    /// Takes a transaction in, or says why not.
    ///
    /// A transaction with the sender and nonce of a waiting one replaces it if both its fees are
    /// at least a tenth higher; otherwise its nonce counts as used.
    public mutating func add(
        _ signed: SignedTransaction,
        claimedSender: Address,
        block: UInt64,
        author: String,
        purpose: Purpose
    ) throws(InvalidTransaction) {
        guard signed.transaction.fits(chain: chainID) else {
            throw .wrongChain(expected: chainID, got: signed.transaction.chainID)
        }
        var sender = claimedSender
        if verifiesSignatures {
            guard let recovered = signed.recoverSender() else { throw .invalidSignature }
            sender = recovered
        }
        let entry = PendingTransaction(
            signed: signed,
            sender: sender,
            arrival: arrivals,
            arrivalBlock: block,
            author: author,
            purpose: purpose
        )
        let nonce = signed.transaction.nonce
        if let rival = pending.firstIndex(where: {
            $0.sender == sender && $0.transaction.nonce == nonce
        }) {
            guard outbids(signed.transaction, pending[rival].transaction) else {
                throw .nonceTooLow(expected: nextNonce(of: sender, after: nonce), got: nonce)
            }
            pending.remove(at: rival)
        }
        arrivals += 1
        pending.append(entry)
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

    /// The nonce for a sender's next transaction, given the one the state expects.
    public func nextNonce(of sender: Address, after stateNonce: UInt64) -> UInt64 {
        pending.reduce(stateNonce) { next, waiting in
            guard waiting.sender == sender else { return next }
            // The last nonce has no next one: it stays, and is refused (EIP-2681).
            let following = waiting.transaction.nonce.addingReportingOverflow(1)
            return max(next, following.overflow ? .max : following.partialValue)
        }
    }

    /// Whether anything of a sender waits.
    public func holds(_ sender: Address) -> Bool { pending.contains { $0.sender == sender } }

    /// Takes out what the given block included or refused for good, and what waited too long.
    ///
    /// Gives what was dropped for waiting.
    public mutating func settle(
        removing gone: Set<UInt64>,
        block: UInt64
    ) -> [PendingTransaction] {
        var expired: [PendingTransaction] = []
        pending.removeAll { waiting in
            if gone.contains(waiting.arrival) { return true }
            if block >= waiting.arrivalBlock + patience {
                expired.append(waiting)
                return true
            }
            return false
        }
        return expired
    }
}
