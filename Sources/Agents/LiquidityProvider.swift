import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// Owns shares of a pool from the start, takes liquidity out and brings it back by rule.
///
/// It wants in the pool what its rules and events leave of what it provided, counted in shares of
/// the pool, and acts when it is away from that by a hundredth of it or more: one transaction at a
/// time, at the pool's price of the moment. What comes back from its wallet is as much as that
/// price and its tokens allow. To a pool off the market it would come at somebody else's price: it
/// first trades that pool to the outside price, as an arbitrageur does. A transaction that would
/// fail now (a paused pool, a blocked token) is not sent.
public struct LiquidityProvider: Agent {
    /// When it leaves, and how far.
    public struct Leave: Sendable {
        /// The number of the condition that makes it leave.
        public let condition: Int
        /// The share of what it provided that it takes out.
        public let fraction: BasisPoints

        /// Makes a rule.
        public init(condition: Int, fraction: BasisPoints) {
            self.condition = condition
            self.fraction = fraction
        }
    }

    /// When it comes back.
    public struct Return: Sendable {
        /// The number of the condition that it waits for; nothing leaves that to the time.
        public let condition: Int?
        /// How many seconds it stays away at least.
        public let after: UInt64

        /// Makes a rule.
        public init(condition: Int?, after: UInt64) {
            self.condition = condition
            self.after = after
        }
    }

    /// The rules of one provider.
    public struct Rules: Sendable {
        /// When it leaves; of several the one that takes most out counts.
        public let leave: [Leave]
        /// When it comes back; nothing keeps it away.
        public let comeback: Return?
        /// How much less than reckoned it accepts of either token.
        public let slippage: BasisPoints

        /// Makes rules.
        public init(leave: [Leave], comeback: Return?, slippage: BasisPoints) {
            self.leave = leave
            self.comeback = comeback
            self.slippage = slippage
        }
    }

    /// The agent's name.
    public let name: String
    private let wallet: Wallet
    private let pool: PoolInfo
    /// How many shares it had at the start.
    private let provided: UInt256
    private let rules: Rules
    private let fees: FeePolicy
    /// Since which second each rule keeps it away.
    private var since: [UInt64?]
    /// Brings the pool to the outside price, whatever the gas.
    private var pegging: Arbitrageur

    /// The part of what it provided that always stays, so that the pool keeps a price.
    static let left = 0.000_1

    /// A provider that has `provided` shares.
    public init(
        name: String,
        wallet: Wallet,
        pool: PoolInfo,
        provided: UInt256,
        rules: Rules,
        fees: FeePolicy
    ) {
        self.name = name
        self.wallet = wallet
        self.pool = pool
        self.provided = provided
        self.rules = rules
        self.fees = fees
        since = Array(repeating: nil, count: rules.leave.count)
        pegging = Arbitrageur(
            name: name,
            wallet: wallet,
            pool: pool,
            minProfit: -.infinity,
            fees: fees
        )
    }

    /// Leaves or comes back, if it should.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        follow(view)
        guard !outbox.holds(wallet) else { return }
        let held = pool.shares(of: wallet.address, on: view.machine)
        let wanted = wanted(outbox.strain)
        if held > wanted {
            let surplus = held.wrappingSubtract(wanted)
            if isWorthwhile(surplus) { withdraw(surplus, view, &outbox) }
        } else {
            let lack = wanted.wrappingSubtract(held)
            if isWorthwhile(lack) { add(lack, view, &outbox) }
        }
    }

    /// Notes which rules keep it away: one that holds does, until it is long enough ago that it
    /// began to, and what it waits for holds.
    private mutating func follow(_ view: borrowing BlockView) {
        for (index, rule) in rules.leave.enumerated() {
            if view.holds(rule.condition) {
                since[index] = since[index] ?? view.elapsed
            } else if let start = since[index], let comeback = rules.comeback,
                view.elapsed - start >= comeback.after,
                comeback.condition.map({ view.holds($0) }) ?? true
            {
                since[index] = nil
            }
        }
    }

    /// How many shares it wants to have in the pool.
    private func wanted(_ strain: Strain) -> UInt256 {
        var share = 1.0
        for (rule, start) in zip(rules.leave, since) where start != nil {
            share = min(share, 1 - Double(rule.fraction.count) / 10_000)
        }
        share *= strain.depth
        guard share < 1 else { return provided }
        let wanted = UInt256(truncating: provided.asDouble * max(share, Self.left))
        return min(wanted ?? provided, provided)
    }

    /// Whether shares are a hundredth of what it provided, or more.
    private func isWorthwhile(_ shares: UInt256) -> Bool {
        !shares.isZero && shares.wrappingMultiply(100) >= provided
    }

    private func withdraw(
        _ shares: UInt256,
        _ view: borrowing BlockView,
        _ outbox: inout Outbox
    ) {
        let least = pool.worth(of: shares, on: view.machine).less(rules.slippage)
        send(
            Router.Function.removeLiquidity.value,
            [shares, least.base, least.quote],
            .withdrawal,
            view,
            &outbox
        )
    }

    private mutating func add(
        _ shares: UInt256,
        _ view: borrowing BlockView,
        _ outbox: inout Outbox
    ) {
        let machine = view.machine
        guard isNearMarket(view) else { return pegging.act(view, &outbox) }
        let needed = pool.worth(of: shares, rounding: .up, on: machine)
        let reserves = pool.reserves(on: machine)
        func held(_ token: TokenInfo) -> UInt256 {
            ShareLedger.balance(of: wallet.address, token: token.address, on: machine).raw
        }
        // What of one token goes with an amount of the other is rounded down, as the router does.
        var base = min(needed.base, held(pool.base))
        var quote =
            base.multiplied(by: reserves.quote, dividedBy: reserves.base, rounding: .down)
            ?? .max
        let most = held(pool.quote)
        if quote > most {
            quote = most
            base =
                quote.multiplied(by: reserves.base, dividedBy: reserves.quote, rounding: .down)
                ?? .zero
        }
        let minted = base.multiplied(
            by: pool.supply(on: machine),
            dividedBy: reserves.base,
            rounding: .down
        )
        guard let minted, isWorthwhile(minted) else { return }
        let offer = PoolInfo.Amounts(base: base, quote: quote)
        let least = offer.less(rules.slippage)
        send(
            Router.Function.addLiquidity.value,
            [offer.base, offer.quote, least.base, least.quote],
            .provision,
            view,
            &outbox
        )
    }

    /// Whether the pool's price is within its no-arbitrage band around the outside one, 1 − fee up
    /// to 1 ÷ (1 − fee) of it, or out of that by the slippage at most; a basis point more is for
    /// rounding.
    private func isNearMarket(_ view: borrowing BlockView) -> Bool {
        let ratio = pool.spot(on: view.machine) / view.price(of: pool)
        let fee = Double(pool.fee.count) / 10_000
        let slippage = Double(rules.slippage.count) / 10_000
        return max(ratio, 1 / ratio) <= (1 + slippage) / (1 - fee) + 0.000_1
    }

    private func send(
        _ selector: UInt32,
        _ amounts: [UInt256],
        _ purpose: Purpose,
        _ view: borrowing BlockView,
        _ outbox: inout Outbox
    ) {
        let data = pool.liquidityCalldata(
            selector,
            amounts,
            to: wallet.address,
            deadline: UInt256(view.machine.block.timestamp + 1_200)
        )
        let trial = Outbox.Trial(target: pool.router, data: data, purpose: purpose)
        outbox.sendTried(trial, view, fees, from: wallet, author: name)
    }
}
