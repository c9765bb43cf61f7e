import Execution
import Primitives
import WideMath

extension Vault {
    /// Answers what changes nothing.
    static func view(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        switch selector {
        case Function.asset.value:
            return frame.output(frame[Storage.assets[0]])
        case Function.totalAssets.value:
            return frame.output(totalAssets(frame))
        case ERC20.decimals.value:
            return frame.output(ShareTerms(word: frame.immutable).decimals)
        case Function.phase.value:
            let status = currentStatus(frame)
            return frame.output(words: [
                UInt256(status.phase.rawValue), UInt256(status.reason.rawValue),
            ])
        case Function.maxDeposit.value, Function.maxMint.value, Function.maxWithdraw.value,
            Function.maxRedeem.value:
            return frame.output(limit(selector, try frame.arguments(1).address(0), frame))
        case Function.bidPreview.value:
            let input = try frame.arguments(2)
            let bid = try Bid(input.address(0), input.amount(1), try Book(frame), frame)
            return frame.output(words: [bid.isSale.word, bid.quoteAmount.raw])
        case Function.checkUpkeep.value:
            return try checkUpkeep(frame)
        default:
            return frame.output(try quoteShares(selector, frame))
        }
    }

    private static func quoteShares(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        // In the middle of a call balances and shares do not belong together.
        guard frame[Storage.lock] == 1 else { throw Refusal.reentered }
        let amount = try frame.arguments(1).amount(0)
        switch selector {
        case Function.convertToShares.value, Function.previewDeposit.value:
            return try Standing(frame).sharesIn(for: amount)
        case Function.convertToAssets.value:
            return try Standing(frame).valueOut(for: amount)
        case Function.previewMint.value:
            return try Standing(frame).assetsIn(for: amount)
        case Function.previewWithdraw.value:
            let standing = try Standing(frame)
            let sales = try Sales(paying: amount, standing.book, frame)
            return try standing.sharesOut(for: sales.gross)
        case Function.previewRedeem.value:
            let standing = try Standing(frame)
            return try Sales(
                worth: try standing.valueOut(for: amount),
                standing.book,
                frame
            ).net
        default:
            throw .revert(.empty)
        }
    }

    /// NAV, or the last good one while an answer cannot be believed or a call runs.
    private static func totalAssets(_ frame: borrowing Frame) -> TokenAmount {
        guard frame[Storage.lock] == 1, let book = try? Book(frame) else {
            return frame[Storage.lastNAV]
        }
        return book.nav
    }

    // MARK: Limits

    /// What may come or go now: nothing where the phase, an oracle or a running call forbids it.
    private static func limit(
        _ selector: UInt32,
        _ holder: Address,
        _ frame: borrowing Frame
    ) -> TokenAmount {
        let isDeposit =
            selector == Function.maxDeposit.value || selector == Function.maxMint.value
        let phase = currentStatus(frame).phase
        guard frame[Storage.lock] == 1, allows(isDeposit ? .deposit : .withdraw, in: phase),
            let standing = try? Standing(frame)
        else { return .zero }
        let limit =
            switch selector {
            case Function.maxDeposit.value: try? mostIn(standing, frame)
            case Function.maxMint.value: try? mostMinted(standing, frame)
            case Function.maxRedeem.value: try? mostOut(holder, standing, frame).shares
            default: try? mostOut(holder, standing, frame).assets
            }
        return limit ?? .zero
    }

    private static func mostIn(
        _ standing: Standing,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        let cap = frame[Storage.cap]
        if cap.isZero { return TokenAmount(.max) }
        let most = cap > standing.book.nav ? try cap - standing.book.nav : .zero
        if frame[Storage.limits].zeroSharesAllowed { return most }
        // A deposit worth no share is refused.
        return try standing.sharesIn(for: most).isZero ? .zero : most
    }

    private static func mostMinted(
        _ standing: Standing,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        let most = try mostIn(standing, frame)
        return most.raw == .max ? most : try standing.sharesIn(for: most)
    }

    /// All shares of a holder if they can be sold for, otherwise what idle quote tokens pay.
    private static func mostOut(
        _ holder: Address,
        _ standing: Standing,
        _ frame: borrowing Frame
    ) throws(Fault) -> (shares: TokenAmount, assets: TokenAmount) {
        let held = frame[ShareLedger.Storage.balances[holder]]
        if let sales = try? Sales(worth: try standing.valueOut(for: held), standing.book, frame) {
            return (held, try mostPaid(sales.net, held, standing, frame))
        }
        let whole = try standing.valueOut(for: held)
        guard whole > standing.book.idle else { return (held, whole) }
        let shares = try VaultMath.shares(
            for: standing.book.idle,
            supply: standing.supply,
            nav: standing.book.nav,
            virtual: standing.virtual,
            rounding: .down
        )
        return (min(shares, held), standing.book.idle)
    }

    /// The most quote tokens that shares cover when exactly these are asked for.
    ///
    /// At most what redeeming the shares pays: exact amounts round their cost up. What the shares
    /// fall short of is taken off first, then ever more, down to what is idle.
    private static func mostPaid(
        _ most: TokenAmount,
        _ held: TokenAmount,
        _ standing: Standing,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        let least = min(most, standing.book.idle)
        let unit = TokenAmount(.one)
        var assets = most
        var step = try (most - least).scaled(by: 1, over: 4_096, rounding: .up)
        for round in 0..<14 {
            let sales = try? Sales(paying: assets, standing.book, frame)
            var excess = TokenAmount.zero
            if let sales {
                let shares = try standing.sharesOut(for: sales.gross)
                if shares <= held { return assets }
                excess = try standing.valueOut(for: shares - held)
            }
            var less = max(excess, unit)
            if round > 2 || sales == nil {
                less = max(excess, step)
                step = try step + step
            }
            guard try assets > least + less else { break }
            assets = try assets - less
        }
        return least
    }
}
