import Contracts
import Primitives
import WideMath

/// What a vault has sold and lost by trading, counted from its books before and after each trade.
///
/// In parts of 10¹⁸ of NAV before each, rounded up: parts add up whatever comes and goes between.
struct SoakLimits {
    private struct Entry {
        let amount: UInt256
        let time: UInt64
    }

    /// What this rebalance has sold and lost so far.
    private var turnover = UInt256.zero
    private var loss = UInt256.zero
    /// What was sold and lost within the windows, while that is limited.
    private var turnovers: [Entry] = []
    private var losses: [Entry] = []

    /// A rebalance begins.
    mutating func open() {
        turnover = .zero
        loss = .zero
    }

    /// What the loss limit leaves to this rebalance.
    func lossLeft(_ limits: Vault.Limits, _ nav: UInt256) throws(Fault) -> UInt256 {
        let allowed = try Self.part(limits.loss)
        let left = allowed > loss ? try allowed - loss : .zero
        return try mulDiv(nav, left, Self.whole, rounding: .down)
    }

    /// A slice or a bid has taken NAV from `before` to `after`; gives the limit that it exceeds.
    mutating func trade(
        turnover sold: UInt256,
        from before: UInt256,
        to after: UInt256,
        _ limits: Vault.Limits,
        now: UInt64
    ) throws(Fault) -> String? {
        let lost = try Self.part(before > after ? before - after : .zero, of: before)
        let sold = try Self.part(sold, of: before)
        loss = try loss + lost
        turnover = try turnover + sold
        let allowed = try Self.part(limits.loss)
        if loss > allowed { return "the rebalance has lost \(loss) of \(allowed)" }
        if limits.turnover.count > 0 {
            let most = try Self.part(limits.turnover)
            if turnover > most { return "the rebalance has sold \(turnover) of \(most)" }
        }
        if limits.lossBudget.count > 0 {
            let budget = try Self.part(limits.lossBudget)
            let window = limits.lossDays * 86_400
            let sum = try Self.add(lost, to: &losses, window: window, now: now)
            if sum > budget { return "\(sum) of \(budget) were lost in \(limits.lossDays) days" }
        }
        if limits.dailyTurnover.count > 0 {
            let most = try Self.part(limits.dailyTurnover)
            let sum = try Self.add(sold, to: &turnovers, window: 86_400, now: now)
            if sum > most { return "\(sum) of \(most) were sold in a day" }
        }
        return nil
    }

    /// What is older than the window goes: the contract forgets it too, should the owner ask for a
    /// longer one later.
    private static func add(
        _ amount: UInt256,
        to entries: inout [Entry],
        window: UInt64,
        now: UInt64
    ) throws(Fault) -> UInt256 {
        entries.append(Entry(amount: amount, time: now))
        entries.removeAll { $0.time + window <= now }
        var sum = UInt256.zero
        for entry in entries { sum = try sum + entry.amount }
        return sum
    }

    private static let whole = UInt256(1_000_000_000_000_000_000)

    private static func part(_ points: BasisPoints) throws(Fault) -> UInt256 {
        try mulDiv(whole, points.word, 10_000, rounding: .down)
    }

    private static func part(_ value: UInt256, of nav: UInt256) throws(Fault) -> UInt256 {
        value.isZero ? .zero : try mulDiv(value, whole, nav, rounding: .up)
    }
}
