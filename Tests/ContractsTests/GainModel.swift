import BigInt

/// Gains that unlock evenly, in whole numbers of any size and without looking at a vault.
struct GainModel: Equatable {
    private(set) var amount: BigUInt = 0
    private(set) var since: UInt64 = 0
    private(set) var until: UInt64 = 0

    /// What does not count yet: at most a unit more than the even part.
    func locked(at now: UInt64) -> BigUInt {
        if now >= until { return 0 }
        return (amount * BigUInt(until - now)).dividedUp(by: BigUInt(until - since))
    }

    /// What comes in is merged with what is locked, at the mean of their times.
    mutating func lock(_ surplus: BigUInt, at now: UInt64, for unlocking: UInt64) {
        let rest = locked(at: now)
        let left = until > now ? until - now : 0
        amount = rest + surplus
        let mean = (rest * BigUInt(left) + surplus * BigUInt(unlocking)) / amount
        since = now
        until = now + UInt64(mean)
    }
}
