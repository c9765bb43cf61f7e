import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// A keeper that rebalances the vault when a weight is too far from its target.
///
/// It works the trades out off-chain from the oracle and the pools as they are, sells as much as
/// the vault's slippage guard admits with a margin, and tries the call before it sends it: a
/// rebalance that would revert now is held back, with the reason.
public struct ThresholdKeeper: Agent {
    /// The agent's name.
    public let name: String
    private let wallet: Wallet
    private let vault: VaultInfo
    private let retryAfterBlocks: UInt64
    private let fees: FeePolicy
    private var nextTry: UInt64 = 0

    /// A keeper of a vault.
    public init(
        name: String,
        wallet: Wallet,
        vault: VaultInfo,
        retryAfterBlocks: UInt64,
        fees: FeePolicy
    ) {
        self.name = name
        self.wallet = wallet
        self.vault = vault
        self.retryAfterBlocks = retryAfterBlocks
        self.fees = fees
    }

    /// Sends a rebalance if one is due, would succeed now, and nothing of its own waits.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        let machine = view.machine
        guard machine.block.number >= nextTry, !outbox.mempool.holds(wallet.address) else {
            return
        }
        let last = machine.read(Vault.Storage.lastRebalance, of: vault.address)
        guard last == 0 || machine.block.timestamp >= last + vault.cooldown else { return }
        guard let plan = try? KeeperPlan(vault: vault, machine: machine), plan.isDue else {
            return
        }
        nextTry = machine.block.number + retryAfterBlocks
        guard !plan.trades.isEmpty else {
            return outbox.holdBack(author: name, reason: "no trade within the slippage guard")
        }
        let data = Vault.rebalanceCalldata(plan.trades)
        let trial = machine.simulate(vault.address, from: wallet.address, data: data)
        if let failure = trial.failure {
            return outbox.holdBack(author: name, reason: failure.label)
        }
        // Two thirds on top of the trial: cold slots, refunds and intrinsic gas.
        let gasLimit = Gas(trial.gas.units + trial.gas.units * 2 / 3 + 60_000)
        outbox.send(
            Outbox.Order(
                target: vault.address,
                data: data,
                gasLimit: gasLimit,
                fees: fees.fees(baseFee: machine.block.baseFee),
                purpose: .rebalance
            ),
            from: wallet,
            author: name
        )
    }
}

/// What a keeper works out before a rebalance.
struct KeeperPlan {
    /// Whether any weight is at least the trigger away from its target, as the vault reckons.
    let isDue: Bool
    /// Sales first, then purchases.
    let trades: [Vault.Trade]

    init(vault: VaultInfo, machine: Machine) throws(Fault) {
        let quoteBalance = ShareLedger.balance(
            of: vault.address,
            token: vault.quote.address,
            on: machine
        )
        var nav = quoteBalance
        var values: [TokenAmount] = []
        var answers: [UInt256] = []
        for holding in vault.holdings {
            let balance = ShareLedger.balance(
                of: vault.address,
                token: holding.token.address,
                on: machine
            )
            let answer = PriceFeed.latest(of: holding.feed, on: machine).answer
            let value = try VaultMath.value(
                of: balance,
                answer: answer,
                assetUnit: holding.token.unit,
                quoteUnit: vault.quote.unit
            )
            nav = try nav + value
            values.append(value)
            answers.append(answer)
        }
        var largest = try VaultMath.deviation(
            value: quoteBalance,
            target: vault.quoteTarget,
            nav: nav
        )
        var sales: [Vault.Trade] = []
        var purchases: [Vault.Trade] = []
        for (index, holding) in vault.holdings.enumerated() {
            largest = max(
                largest,
                try VaultMath.deviation(value: values[index], target: holding.target, nav: nav)
            )
            let wanted = try nav.scaled(by: holding.target.word, over: 10_000, rounding: .down)
            let sizing = TradeSizing(
                holding: holding,
                quote: vault.quote,
                answer: answers[index],
                slippage: vault.slippage,
                machine: machine
            )
            if wanted < values[index] {
                sales += try sizing.trade(worth: values[index] - wanted, sellsAsset: true)
            } else {
                purchases += try sizing.trade(worth: wanted - values[index], sellsAsset: false)
            }
        }
        let threshold = try nav.raw * vault.trigger.word
        isDue = !nav.isZero && largest >= threshold
        trades = sales + purchases
    }
}

/// How much of a wanted trade a pool takes within the slippage guard.
private struct TradeSizing {
    let holding: VaultInfo.Holding
    let quote: TokenInfo
    /// The oracle's answer, quote tokens for one asset with 8 decimals.
    let answer: UInt256
    let slippage: BasisPoints
    let machine: Machine

    /// One trade worth at most `worth` quote units; none if even the smallest loses too much.
    func trade(worth: TokenAmount, sellsAsset: Bool) throws(Fault) -> [Vault.Trade] {
        let pool = holding.pool
        // The pool's base need not be the vault's asset, though scenarios write it so.
        let sellsBase = sellsAsset == (pool.base == holding.token)
        let reserves = pool.reserves(on: machine)
        let reserveIn = sellsBase ? reserves.base : reserves.quote
        let reserveOut = sellsBase ? reserves.quote : reserves.base
        let assetUnits = try holding.token.unit * PriceFeed.answerUnit
        let quoteUnits = try answer * quote.unit
        let wanted =
            sellsAsset
            ? try mulDiv(worth.raw, assetUnits, quoteUnits, rounding: .down) : worth.raw
        // Oracle value of one input unit in output units, as a fraction.
        let numerator = sellsAsset ? quoteUnits : assetUnits
        let denominator = sellsAsset ? assetUnits : quoteUnits
        let most = try largestInput(reserveIn, reserveOut, numerator, denominator)
        let amountIn = min(wanted, most)
        guard !amountIn.isZero else { return [] }
        let expected = pool.quote(amountIn: amountIn, sellsBase: sellsBase, on: machine)
        guard !expected.isZero else { return [] }
        let kept = UInt256(10_000 - min(slippage.count, 10_000))
        let amountOutMin = try mulDiv(expected, kept, 10_000, rounding: .up)
        return [
            Vault.Trade(
                pair: pool.pair,
                tokenIn: sellsAsset ? holding.token.address : quote.address,
                amountIn: TokenAmount(amountIn),
                amountOutMin: TokenAmount(amountOutMin)
            )
        ]
    }

    /// The input whose output is worth all but three quarters of the allowed slippage.
    ///
    /// φ·a·Y ÷ (X + φ·a) ≥ a·p·(1 − s) gives a ≤ (φ·Y ÷ (p·(1 − s)) − X) ÷ φ. Estimated in
    /// `Double`: it bounds an order that the vault itself checks in integers.
    private func largestInput(
        _ reserveIn: UInt256,
        _ reserveOut: UInt256,
        _ numerator: UInt256,
        _ denominator: UInt256
    ) throws(Fault) -> UInt256 {
        let phi = 1 - Double(holding.pool.fee.count) / 10_000
        let price = numerator.asDouble / denominator.asDouble
        let allowed = 0.75 * Double(slippage.count) / 10_000
        let edge = phi * reserveOut.asDouble / (price * (1 - allowed)) - reserveIn.asDouble
        return UInt256(truncating: edge / phi) ?? .zero
    }
}

extension Fault {
    /// A short name for counts: the reason without its numbers.
    public var label: String {
        switch self {
        case .revert(.message(let text)): text
        case .revert(.error(let signature, _)): String(signature.prefix { $0 != "(" })
        case .revert(.empty): "revert without reason"
        case .revert(.panic): "panic"
        case .revert(.data): "revert with data"
        case .halt(.outOfGas): "out of gas"
        case .halt: "halt"
        }
    }
}
