import BigInt
import WideMath

/// What a vault loses to its keeper, recounted from balances and prices alone.
///
/// With amounts x before a slice (or a bid) and x' after it, oracle prices p and outside prices q,
/// the quote token's both one:
///
/// - N = Σ⌊x·p⌋ is NAV as docs/VAULT.md defines it, each value rounded down; N' the same after.
/// - L = N − N' is what the slice lost at the oracle prices of its moment, and L ÷ N its part.
/// - L* = Σ(x − x')·q is what it lost at outside prices, without any rounding.
/// - U, what was *moved*, is the larger of S = Σ(x − x')⁺·p and B = Σ(x' − x)⁺·p over all assets
///   but the quote token: those sold and those bought. But for roundings it is at most the
///   turnover, the value sold, where the trades lose at the oracles; otherwise at most the value
///   bought.
/// - e, the *error*, is that of both legs: by how much the oracles price too low what is sold, and
///   too high what is bought. It is max(1, q ÷ p of assets sold) − min(1, q ÷ p of assets bought),
///   at most δ for trades against the quote token and 2·δ for others, where |q ÷ p − 1| ≤ δ.
///
/// Per rebalance and per day the contract promises
///
/// 1. Σ L⁺ ÷ N ≤ limit. NAV is that before each slice: parts add up whatever comes and goes
///    between two slices, and a share is worth at least Π(1 − L ÷ N) ≥ 1 − limit of what it was.
/// 2. Σ L*⁺ ÷ N ≤ limit + Σ(e·U + c) ÷ N, where c is the number of assets but the quote token that
///    were moved, a quote unit each.
///
/// The second follows from the first. Unrounded, L* − Σ(x − x')·p = Σ(x − x')·p·(q ÷ p − 1). Of
/// these terms the quote token's is zero, those of assets sold sum to at most (max − 1)·S and those
/// of assets bought to at most (1 − min)·B: to at most e·U together, as max ≥ 1 ≥ min. And
/// Σ(x − x')·p < L + c, since each value in N and N' falls short of the exact one by less than a
/// unit, and equally where nothing was moved.
///
/// Parts are whole numbers of 10⁻³⁶, each rounded up. The contract's are of 10⁻¹⁸ and rounded up
/// too; what is rounded up to a coarser grid is never less, so that it must hold the sum of these
/// as well, and the exact sum is never more than that of these.
struct KeeperLedger {
    /// Quote tokens for a whole asset · 10⁸: what the oracle says, and what it is outside.
    struct Price {
        var answer: UInt64
        var outside: UInt64
    }

    /// How wrong the oracles are about both legs of a trade.
    struct Spread {
        /// The largest ratio of outside price and answer of what was sold, from one on.
        private var most = Price(answer: 1, outside: 1)
        /// The least ratio of what was bought, up to one.
        private var least = Price(answer: 1, outside: 1)

        mutating func note(_ price: Price, isSold: Bool) {
            if isSold, Self.isLess(most, price) { most = price }
            if !isSold, Self.isLess(price, least) { least = price }
        }

        private static func isLess(_ a: Price, _ b: Price) -> Bool {
            UInt128(a.outside) * UInt128(b.answer) < UInt128(b.outside) * UInt128(a.answer)
        }

        var numerator: BigUInt {
            BigUInt(most.outside) * BigUInt(least.answer)
                - BigUInt(least.outside) * BigUInt(most.answer)
        }

        var denominator: BigUInt { BigUInt(most.answer) * BigUInt(least.answer) }
    }

    /// What a slice or a bid took, in parts of NAV · 10³⁶.
    struct Taking {
        let time: UInt64
        let loss: BigUInt
        let outside: BigUInt
        /// Error times what was moved, and the roundings.
        let error: BigUInt
    }

    static let whole = BigUInt.ten(36)
    static let day: UInt64 = 86_400

    /// That of the market.
    private let seed: UInt64
    /// In basis points; a budget of zero is none.
    let limit: UInt64
    let budget: UInt64
    /// What makes values whole numbers: 10 to the power of 18 less the decimals of each asset.
    private let units: [BigUInt]
    /// A quote unit in scaled ones: 10 to the power of 26 less the quote token's decimals.
    let scale: BigUInt
    private(set) var rebalance: [Taking] = []
    private(set) var today: [Taking] = []
    private(set) var extremes = KeeperExtremes()

    init(decimals: [Int], limit: UInt64, budget: UInt64, seed: UInt64) {
        self.seed = seed
        units = decimals.map { .ten(18 - $0) }
        scale = .ten(26 - decimals[0])
        self.limit = limit
        self.budget = budget
    }

    // MARK: Values

    /// A value, unrounded, in scaled quote units.
    func exact(_ amount: UInt256, of index: Int, at price: UInt64) -> BigUInt {
        BigUInt(amount) * BigUInt(price) * units[index]
    }

    /// A value in quote units, rounded down as the contract rounds it.
    func value(_ amount: UInt256, of index: Int, at price: UInt64) -> BigUInt {
        exact(amount, of: index, at: price) / scale
    }

    func nav(_ amounts: [UInt256], _ prices: [Price]) -> BigUInt {
        amounts.indices.reduce(BigUInt(0)) {
            $0 + value(amounts[$1], of: $1, at: prices[$1].answer)
        }
    }

    // MARK: Takings

    /// A new rebalance, whose takings are counted anew.
    mutating func open() { rebalance = [] }

    /// Books a slice or a bid; gives what it lost at outside prices, and what of it is allowed, in
    /// scaled quote units.
    mutating func book(
        from before: [UInt256],
        to after: [UInt256],
        _ prices: [Price],
        at now: UInt64
    ) -> (lost: BigInt, allowed: BigInt) {
        let nav = nav(before, prices)
        let navAfter = self.nav(after, prices)
        let loss = nav > navAfter ? nav - navAfter : 0
        var outside = BigInt(0)
        var sold = BigUInt(0)
        var bought = BigUInt(0)
        var error = Spread()
        var count = 0
        for index in before.indices where before[index] != after[index] {
            let isSold = before[index] > after[index]
            let amount =
                isSold
                ? before[index].wrappingSubtract(after[index])
                : after[index].wrappingSubtract(before[index])
            let worth = BigInt(exact(amount, of: index, at: prices[index].outside))
            outside += isSold ? worth : -worth
            guard index > 0 else { continue }
            count += 1
            let value = exact(amount, of: index, at: prices[index].answer)
            if isSold { sold += value } else { bought += value }
            error.note(prices[index], isSold: isSold)
        }
        // e·U + c, times the denominator of e.
        let excess =
            max(sold, bought) * error.numerator + BigUInt(count) * scale * error.denominator
        let exactNAV = max(nav, 1) * scale
        let taking = Taking(
            time: now,
            loss: (loss * Self.whole).dividedUp(by: max(nav, 1)),
            outside: (outside > 0 ? outside.magnitude * Self.whole : 0).dividedUp(by: exactNAV),
            error: (excess * Self.whole).dividedUp(by: exactNAV * error.denominator)
        )
        rebalance.append(taking)
        today.removeAll { $0.time + Self.day <= now }
        today.append(taking)
        let allowed = loss * scale + excess.dividedUp(by: error.denominator)
        return (outside, BigInt(allowed))
    }

    // MARK: Bounds

    /// What the last slice or bid has broken.
    mutating func violations() -> [String] {
        var found: [String] = []
        let limits =
            [("rebalance", limit, rebalance)] + (budget > 0 ? [("day", budget, today)] : [])
        for (span, points, takings) in limits {
            let most = Self.whole / 10_000 * BigUInt(points)
            let loss = takings.reduce(BigUInt(0)) { $0 + $1.loss }
            let outside = takings.reduce(BigUInt(0)) { $0 + $1.outside }
            let allowed = takings.reduce(most) { $0 + $1.error }
            if loss > most { found.append("a \(span) lost \(loss) of \(most) at the oracles") }
            if outside > allowed { found.append("a \(span) lost \(outside) of \(allowed) outside") }
            extremes.note(
                isDay: span == "day",
                loss,
                of: most,
                outside: outside,
                of: allowed,
                seed
            )
        }
        return found
    }

    /// What the limit and the budget still allow, as parts of NAV, for the keeper's plans.
    func left(at now: UInt64, isOpen: Bool) -> (rebalance: Double, day: Double) {
        func rest(_ points: UInt64, _ takings: [Taking]) -> Double {
            let lost = takings.reduce(BigUInt(0)) { $0 + $1.loss }
            return Double(points) / 10_000 - Double(lost) / 1e36
        }
        return (
            rest(limit, isOpen ? rebalance : []),
            budget == 0 ? 1 : rest(budget, today.filter { $0.time + Self.day > now })
        )
    }
}
