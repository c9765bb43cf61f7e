import Execution
import Primitives
import WideMath

extension Vault {
    /// Pays a keeper his tip and his gas, at most the cap and at most what the loss limit leaves.
    ///
    /// Gas counts from the beginning of the call, with the intrinsic cost on top, at the base fee
    /// and a fixed priority fee: a keeper who bids higher pays himself. It counts as a loss of the
    /// rebalance, so that the limit covers all that a keeper can take.
    static func payKeeper(
        _ slice: Slice,
        _ traded: Book,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        let terms = frame[Storage.reward]
        guard terms.cap > 0 else { return .zero }
        let refund = try refund(terms, since: slice.gasAtStart, traded, frame)
        let asked = min(try UInt256(low: terms.tip) + refund.raw, UInt256(low: terms.cap))
        let left = try lossLeft(slice, traded, frame)
        let reward = min(TokenAmount(asked), min(left, traded.idle))
        if reward.isZero { return .zero }
        try pay(frame[Storage.assets[0]], frame.caller, reward, frame)
        frame.emit(KeeperPaid(keeper: frame.caller, amount: reward))
        return reward
    }

    /// Gas used so far and to come, in quote units, rounded down.
    private static func refund(
        _ terms: RewardTerms,
        since start: Gas,
        _ book: Book,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        let feed = frame[Storage.etherFeed]
        guard feed != .zero else { return .zero }
        let used = start.units - min(try frame.gasLeft().units, start.units)
        // The transaction itself, and what comes after: payment, checks, events.
        let gas = UInt256(used + 21_000 + rewardOverhead)
        let price = try frame.block.baseFee.raw + UInt256(terms.priorityFee)
        let ether = TokenAmount(try gas * price)
        let answer = try answer(
            .zero,
            OracleTerms(feed: feed, ageMax: 86_400, decimals: 18),
            frame
        )
        return try VaultMath.value(
            of: ether,
            answer: answer,
            assetUnit: VaultMath.wad,
            quoteUnit: book.quoteUnit
        )
    }

    /// What the loss limit of this rebalance leaves after its trades.
    private static func lossLeft(
        _ slice: Slice,
        _ traded: Book,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        let allowed = try VaultMath.share(frame[Storage.limits].loss)
        let before = slice.status.phase == .active ? .zero : frame[Storage.spent].loss
        guard allowed > before else { return .zero }
        // Rounded down: as a part, rounded up, it is at most what is left.
        let nav = slice.before.nav
        let left = try nav.scaled(by: allowed - before, over: VaultMath.wad, rounding: .down)
        let lost = nav > traded.nav ? try nav - traded.nav : .zero
        return left > lost ? try left - lost : .zero
    }

    /// Gas after the reward is worked out: its transfer, the checks and storing the status.
    private static let rewardOverhead: UInt64 = 40_000
}
