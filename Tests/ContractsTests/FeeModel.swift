import BigInt

/// What fees a vault owes, in whole numbers of any size and without looking at it: a history of
/// its own, fed with NAV and supply.
struct FeeModel {
    static let wholePrice = BigUInt.ten(27)
    static let yearInPoints = BigUInt(31_536_000) * 10_000

    let virtual: BigUInt
    /// Basis points a year.
    var management: BigUInt
    /// Basis points.
    var performance: BigUInt
    var hasReceiver: Bool
    /// The highest price of a share that was paid for, · 10²⁷.
    var mark: BigUInt
    /// Until when management is paid, in seconds.
    var paidUntil: UInt64
    /// All shares ever issued for fees.
    private(set) var charged: BigUInt = 0

    /// A new vault: one quote unit for each virtual share.
    init(virtual: BigUInt, management: UInt64, performance: UInt64, hasReceiver: Bool, now: UInt64)
    {
        self.virtual = virtual
        self.management = BigUInt(management)
        self.performance = BigUInt(performance)
        self.hasReceiver = hasReceiver
        mark = Self.wholePrice / virtual
        paidUntil = now
    }

    func price(_ supply: BigUInt, _ nav: BigUInt) -> BigUInt {
        (nav + 1) * Self.wholePrice / (supply + virtual)
    }

    /// The shares due now.
    mutating func charge(supply: BigUInt, nav: BigUInt, now: UInt64) -> BigUInt {
        let seconds = BigUInt(now - paidUntil)
        paidUntil = now
        guard hasReceiver else { return 0 }
        // A part f of all shares when they are issued: s ÷ (supply + s) = f, and f at most a half.
        let part = min(management * seconds, Self.yearInPoints / 2)
        var shares = supply * part / (Self.yearInPoints - part)
        let reached = price(supply + shares, nav)
        if performance > 0, reached > mark {
            let gain = (supply + shares) * (reached - mark) / Self.wholePrice
            let fee = gain * performance / 10_000
            // As many shares as are worth the fee once they exist.
            shares += fee * (supply + shares + virtual) / (nav + 1 - fee)
        }
        if performance > 0 { mark = max(mark, price(supply + shares, nav)) }
        charged += shares
        return shares
    }

    /// New rates or another receiver: what was gained under the old ones is settled.
    mutating func forget(supply: BigUInt, nav: BigUInt) { mark = max(mark, price(supply, nav)) }
}
