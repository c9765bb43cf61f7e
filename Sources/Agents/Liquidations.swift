import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// A book of leveraged longs: when the outside price, or an oracle's answer, falls to a position's
/// threshold, whoever liquidates it sells its collateral through the pool.
///
/// Each position is an account of its own that sells all it has once, at the least for the outside
/// price less the liquidators' bonus; what the pool does not take at that price waits. They do not
/// act together: each looks at the pool alone, so that in a crash many try at once, fill blocks
/// and fail. As long as something of the book waits, all bid an eighth more a block for their
/// place, up to what the bonus is worth.
public struct Liquidations: Agent {
    /// A long position.
    public struct Position: Hashable, Sendable {
        /// The price of its collateral, in quote tokens, at which it goes.
        public let threshold: Double
        /// The base tokens that are sold then, in smallest units.
        public let collateral: UInt256
    }

    /// How many times the bid rises in a row, where nobody knows what the bonus is worth in ether.
    private static let raisesMax = 64

    /// The agent's name.
    public let name: String
    private let pool: PoolInfo
    private let bonus: BasisPoints
    /// Whose answers decide; nothing for the outside price.
    private let feed: Address?
    private let fees: FeePolicy
    private var accounts: [Account]
    /// For how many blocks in a row something has waited.
    private var raises = 0

    /// A position with the account that it sells from.
    private struct Account: Sendable {
        let position: Position
        let wallet: Wallet
        /// Where it stands.
        var phase = Phase.safe
        /// What its waiting transaction offers.
        var offered: (priority: Wei, max: Wei)?
    }

    /// A position's phases: safe → due → sold.
    private enum Phase: Sendable {
        /// The price has not reached the threshold.
        case safe
        /// It has, when the account held so many base tokens.
        case due(held: UInt256)
        /// The collateral is gone.
        case sold

        var isDue: Bool {
            if case .due = self { return true }
            return false
        }
    }

    /// A book with one wallet for each position.
    public init(
        name: String,
        wallets: [Wallet],
        positions: [Position],
        pool: PoolInfo,
        bonus: BasisPoints,
        feed: Address? = nil,
        fees: FeePolicy
    ) {
        self.name = name
        self.pool = pool
        self.bonus = bonus
        self.feed = feed
        self.fees = fees
        accounts = zip(positions, wallets).map { Account(position: $0, wallet: $1) }
    }

    /// The positions of a book in the order in which they go, with equal debts whose thresholds
    /// lie evenly at random between two falls below a price.
    ///
    /// The collateral of each is worth its debt and the bonus at its threshold.
    public static func book(
        debt: Double,
        count: Int,
        falls: ClosedRange<Double>,
        bonus: BasisPoints,
        below price: Double,
        unit: UInt256,
        stream: inout RandomStream
    ) -> [Position] {
        let owed = debt / Double(count) * (1 + Double(bonus.count) / 10_000)
        let width = falls.upperBound - falls.lowerBound
        let thresholds = (0..<count).map { _ in
            price * (1 - falls.lowerBound - width * stream.unit())
        }
        return thresholds.sorted(by: >).map { threshold in
            let collateral = owed / threshold * unit.asDouble
            return Position(
                threshold: threshold,
                collateral: UInt256(truncating: collateral) ?? .zero
            )
        }
    }

    /// Sells what is due and the pool takes, bidding more for what waits already.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        settle(view)
        raises = accounts.contains { $0.phase.isDue } ? min(raises + 1, Self.raisesMax) : 0
        let price = view.price(of: pool)
        let answer = feed.map { feed in
            view.machine.read(PriceFeed.Storage.answer, of: feed).asDouble
                / PriceFeed.answerUnit.asDouble
        }
        for index in accounts.indices
        where answer ?? price <= accounts[index].position.threshold {
            guard case .safe = accounts[index].phase else { continue }
            accounts[index].phase = .due(held: collateral(of: accounts[index], view))
        }
        var tip = fees.tip.raw
        for _ in 0..<raises {
            tip = tip.multiplied(by: 9, dividedBy: 8, rounding: .up) ?? tip
        }
        for index in accounts.indices where accounts[index].phase.isDue {
            sell(&accounts[index], price, Wei(tip), view, &outbox)
        }
    }

    /// Notes whose collateral is gone.
    private mutating func settle(_ view: borrowing BlockView) {
        for index in accounts.indices {
            guard case .due(let held) = accounts[index].phase else { continue }
            if held.isZero || collateral(of: accounts[index], view) < held {
                accounts[index].phase = .sold
            }
        }
    }

    private func collateral(of account: Account, _ view: borrowing BlockView) -> UInt256 {
        ShareLedger.balance(
            of: account.wallet.address,
            token: pool.base.address,
            on: view.machine
        ).raw
    }

    private func sell(
        _ account: inout Account,
        _ price: Double,
        _ bid: Wei,
        _ view: borrowing BlockView,
        _ outbox: inout Outbox
    ) {
        let collateral = account.position.collateral
        let discount = Double(bonus.count) / 10_000
        let worth = collateral.asDouble / pool.base.unit.asDouble * price
        // A limit that rounding in floating point moves by a unit is as good a limit.
        let least = worth * (1 - discount) * pool.quote.unit.asDouble
        guard let least = UInt256(truncating: least), !least.isZero,
            pool.quote(amountIn: collateral, sellsBase: true, on: view.machine) >= least
        else { return }
        let most = view.ether(worth: worth * discount, of: pool.quote)
        let tip = view.etherAsset == nil ? bid : min(bid, limit(most, usual: fees.tip))
        var offer = fees.fees(baseFee: view.machine.block.baseFee, tip: tip)
        let isWaiting = outbox.holds(account.wallet)
        if isWaiting {
            guard let raised = raised(offer, over: account.offered) else { return }
            offer = raised
        }
        account.offered = offer
        let order = Outbox.Order(
            target: pool.router,
            data: pool.swapCalldata(
                amountIn: collateral,
                amountOutMin: least,
                sellsBase: true,
                to: account.wallet.address,
                deadline: view.machine.block.timestamp + 1_200
            ),
            gasLimit: SwapGas.limit,
            fees: offer,
            purpose: .liquidation
        )
        guard isWaiting else { return outbox.send(order, from: account.wallet, author: name) }
        let machine = view.machine
        let nonce = machine.state.nonce(of: machine.state.account(account.wallet.address))
        outbox.replace(nonce: nonce, order, from: account.wallet, author: name)
    }

    /// The tip at which usual gas costs as much as the bonus is worth, but not below the usual.
    private func limit(_ wei: Double, usual: Wei) -> Wei {
        let tip = UInt256(truncating: wei / Double(SwapGas.usual.units)) ?? .zero
        return max(Wei(tip), usual)
    }

    /// What replaces an offer: the tip that is bid, if it is a tenth more, and as much more at the
    /// most altogether; nothing where that is less, or above a fixed maximum.
    private func raised(
        _ offer: (priority: Wei, max: Wei),
        over old: (priority: Wei, max: Wei)?
    ) -> (priority: Wei, max: Wei)? {
        guard let old else { return nil }
        func tenthMore(_ fee: Wei) -> Wei {
            Wei(fee.raw.multiplied(by: 11, dividedBy: 10, rounding: .up) ?? .max)
        }
        guard offer.priority >= tenthMore(old.priority) else { return nil }
        let most = max(offer.max, tenthMore(old.max))
        if case .fixed(let limit) = fees.maxFee, most > limit { return nil }
        return (offer.priority, most)
    }
}
