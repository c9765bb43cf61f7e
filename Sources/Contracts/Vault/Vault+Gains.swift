import Execution
import Primitives
import WideMath

extension Vault {
    /// Locks what came in by itself since the last call, so that it counts little by little.
    ///
    /// What is still locked is merged: the new time is the mean of both, weighted by amount. A
    /// deposit right before a harvest therefore buys none of it.
    static func lockGains(_ unlocking: UInt64, _ frame: borrowing Frame) throws(Fault) {
        guard unlocking > 0 else { return }
        for number in 0..<frame[Storage.assetCount] {
            let token = frame[Storage.assets[number]]
            let held = try free(token, frame)
            let booked = frame[Storage.booked[token]]
            guard held != booked else { continue }
            frame[Storage.booked[token]] = held
            let now = frame.timestamp
            let gain = frame[Storage.gains[token]]
            let locked = try gain.locked(at: now)
            guard held > booked else {
                // What has gone takes a gain with it, or deposits would have to make it up.
                if locked > held.raw {
                    frame[Storage.gains[token]] = LockedGain(
                        amount: held.raw,
                        since: now,
                        until: gain.until
                    )
                }
                continue
            }
            let surplus = try held.raw - booked.raw
            let amount = try locked + surplus
            // Rounded down: a second at most.
            let left = UInt256(gain.until > now ? gain.until - now : 0)
            let period = try mulDiv(
                locked * left + surplus * UInt256(unlocking),
                .one,
                amount,
                rounding: .down
            )
            let end = now.addingReportingOverflow(period.limb0)
            let locking = LockedGain(
                amount: amount,
                since: now,
                until: end.overflow ? .max : end.partialValue
            )
            frame[Storage.gains[token]] = locking
            frame.emit(GainLocked(token: token, amount: TokenAmount(surplus), until: locking.until))
        }
    }

    /// Takes the balances as they are after a call's own payments.
    static func book(
        _ tokens: some Sequence<Address>,
        _ unlocking: UInt64,
        _ frame: borrowing Frame
    ) throws(Fault) {
        guard unlocking > 0 else { return }
        for token in tokens { frame[Storage.booked[token]] = try free(token, frame) }
    }
}
