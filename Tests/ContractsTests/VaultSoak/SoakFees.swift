import Contracts
import Primitives
import WideMath

/// What a vault's fees come to, with a history of their own: the contract's mark and times are not
/// looked at.
struct SoakFees {
    /// How much of what is due a call charges.
    enum Settlement {
        case none
        /// What needs no price.
        case management
        /// All of it.
        case full
    }

    private static let wholePrice = UInt256.powerOfTen(27) ?? .one
    private static let yearInPoints = UInt256(31_536_000 * 10_000)

    /// The highest price of a share that was paid for, · 10²⁷.
    private var mark: UInt256
    /// Until when management is paid.
    private var paidUntil: UInt64

    /// Of a new vault: one quote unit for each virtual share.
    init(virtual: UInt256, now: UInt64) {
        mark = Self.wholePrice.times(1, over: virtual)
        paidUntil = now
    }

    /// The shares due now.
    func due(_ settlement: Settlement, _ books: SoakBooks) throws(Fault) -> UInt256 {
        guard settlement != .none, books.receiver != .zero else { return .zero }
        let management = try management(
            supply: books.recount.supply,
            books.fees,
            isCharged: true,
            now: books.now
        )
        guard settlement == .full, books.fees.performance.count > 0,
            let nav = books.nav(at: books.judged)
        else { return management }
        let supply = try books.recount.supply + management
        return try management + performanceShares(supply, nav, books)
    }

    /// Shares for management: a part f of all shares when they are issued, s ÷ (supply + s) = f,
    /// and f at most a half.
    func management(
        supply: UInt256,
        _ terms: Vault.FeeTerms,
        isCharged: Bool,
        now: UInt64
    ) throws(Fault) -> UInt256 {
        guard isCharged else { return .zero }
        let points = try terms.management.word * UInt256(now - min(paidUntil, now))
        let part = min(points, Self.yearInPoints >> 1)
        return try mulDiv(supply, part, Self.yearInPoints - part, rounding: .down)
    }

    /// As many shares as are worth the fee once they exist.
    private func performanceShares(
        _ supply: UInt256,
        _ nav: UInt256,
        _ books: SoakBooks
    ) throws(Fault) -> UInt256 {
        let price = try price(supply, nav, books)
        guard price > mark else { return .zero }
        let gain = try mulDiv(supply, price - mark, Self.wholePrice, rounding: .down)
        let fee = try mulDiv(gain, books.fees.performance.word, 10_000, rounding: .down)
        return try mulDiv(fee, supply + books.virtual, nav + .one - fee, rounding: .down)
    }

    private func price(
        _ supply: UInt256,
        _ nav: UInt256,
        _ books: SoakBooks
    ) throws(Fault) -> UInt256 {
        try mulDiv(nav + .one, Self.wholePrice, supply + books.virtual, rounding: .down)
    }

    /// A call that settled has succeeded; `forgets` where the terms of performance changed, so that
    /// what was gained under the old ones is settled for good.
    mutating func settle(
        _ settlement: Settlement,
        _ books: SoakBooks,
        forgets: Bool
    ) throws(Fault) {
        if settlement == .none { return }
        let issued = try due(settlement, books)
        paidUntil = books.now
        guard settlement == .full, let nav = books.nav(at: books.judged) else { return }
        let isCharged = books.receiver != .zero && books.fees.performance.count > 0
        guard isCharged || forgets else { return }
        mark = max(mark, try price(books.recount.supply + issued, nav, books))
    }
}
