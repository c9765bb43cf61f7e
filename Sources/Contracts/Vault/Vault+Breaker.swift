import Execution
import Primitives
import WideMath

extension Vault {
    /// Stops the vault, by its guardian.
    static func halt(_ frame: borrowing Frame) throws(Fault) {
        let status = try enter(.halt, frame)
        try stop(status, .guardian, by: .halt, frame)
        leave(frame)
    }

    /// Stops the vault, by anybody, where something is wrong that it can see itself.
    static func trip(_ frame: borrowing Frame) throws(Fault) {
        let status = try enter(.trip, frame)
        try trip(status, frame)
        leave(frame)
    }

    /// Halts for what the breaker sees.
    ///
    /// Under a bad oracle the first call only takes the time: an answer that is late for a minute
    /// must not stop a vault until its timelock has run out.
    static func trip(_ status: Status, _ frame: borrowing Frame) throws(Fault) {
        let reason = try danger(frame)
        guard reason != .none else { throw Refusal.nothingTripped }
        if reason == .oracle {
            let since = frame[Storage.suspectSince]
            if since == 0 {
                frame[Storage.suspectSince] = frame.timestamp
                return
            }
            guard frame.timestamp - min(since, frame.timestamp) >= oracleGrace else {
                throw Refusal.stillWaiting(since: since, grace: oracleGrace)
            }
        }
        try stop(status, reason, by: .trip, frame)
    }

    /// How long oracles must have been bad before the breaker halts for them, in seconds.
    static let oracleGrace: UInt64 = 3_600

    private static func stop(
        _ status: Status,
        _ reason: HaltReason,
        by entry: Entry,
        _ frame: borrowing Frame
    ) throws(Fault) {
        var next = status
        next.phase = .halted
        next.reason = reason
        try move(to: next, by: entry, from: status, frame)
    }

    /// What the circuit breaker sees: an oracle that cannot be believed, a share price too far
    /// below the day's, or trading losses at their budget.
    static func danger(_ frame: borrowing Frame) throws(Fault) -> HaltReason {
        let limits = frame[Storage.limits]
        // Gas cannot be what is short here: what a failed call leaves, a 64th of little, does not
        // pay for halting.
        guard let book = try? Book(frame) else { return .oracle }
        if limits.lossBudget.count > 0 {
            let lost = try Storage.losses.total(window: limits.lossDays * 86_400, frame)
            // A budget used up to the last tenth is used up: the next rebalance would exceed it.
            let budget = try VaultMath.share(limits.lossBudget)
            if try lost * 10 >= budget * 9, !lost.isZero { return .losses }
        }
        let reference = frame[Storage.reference]
        if limits.breakerDrop.count > 0, !reference.price.isZero {
            let standing = try Standing(book, frame)
            let price = try VaultMath.sharePrice(
                supply: standing.supply,
                nav: book.nav,
                virtual: standing.virtual
            )
            let kept = try BasisPoints.whole.word - limits.breakerDrop.word
            if try price * BasisPoints.whole.word <= reference.price * kept { return .price }
        }
        return .none
    }

    /// Starts again, by the owner, which is a timelock.
    static func resume(_ frame: borrowing Frame) throws(Fault) {
        let status = try enter(.resume, frame)
        var next = status
        next.phase = .active
        next.reason = .none
        // What the breaker compared with is of before the halt.
        frame[Storage.reference] = ReferencePrice(price: .zero, takenAt: 0)
        try move(to: next, by: .resume, from: status, frame)
        leave(frame)
    }

    /// Winds the vault up for good: shares may only leave, and no more fees are charged.
    static func shutDown(_ frame: borrowing Frame) throws(Fault) {
        let status = try enter(.shutDown, frame)
        // Up to now; it needs no price.
        try chargeManagement(frame)
        frame[Storage.feeReceiver] = .zero
        var next = status
        next.phase = .shutdown
        try move(to: next, by: .shutDown, from: status, frame)
        leave(frame)
    }
}
