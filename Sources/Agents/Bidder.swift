import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// Bids in a vault's auctions and trades the other way in the asset's pool, when the two together
/// pay for their gas.
///
/// What it bids for is what moves the pool to the auction's price and no more, so an auction goes
/// as fast as its price falls and the pool recovers. The two transactions follow each other; the
/// bidder has funds of its own and bears the risk in between.
public struct Bidder: Agent {
    /// The agent's name.
    public let name: String
    private let wallet: Wallet
    private let vault: VaultInfo
    /// The least profit after gas, in whole quote tokens.
    private let minProfit: Double
    private let fees: FeePolicy

    /// A bidder in the auctions of a vault.
    public init(
        name: String,
        wallet: Wallet,
        vault: VaultInfo,
        minProfit: Double,
        fees: FeePolicy
    ) {
        self.name = name
        self.wallet = wallet
        self.vault = vault
        self.minProfit = minProfit
        self.fees = fees
    }

    /// Bids for every asset that pays, at the state of now.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        let machine = view.machine
        let limits = machine.read(Vault.Storage.limits, of: vault.address)
        let status = machine.read(Vault.Storage.status, of: vault.address)
            .current(at: machine.block.timestamp, cooldown: limits.cooldown)
        guard status.phase == .rebalancing, status.slices == 0,
            !outbox.holds(wallet)
        else { return }
        let books = VaultBooks(vault, machine)
        var idle = books.balances[0].raw
        for (index, holding) in vault.holdings.enumerated() {
            let held = books.balances[index + 1].raw
            let goal = machine.read(Vault.Storage.goals[holding.token.address], of: vault.address)
            guard
                let lot = AuctionLot(holding, held: held, goal: goal.raw, vault.address, machine),
                let plan = lot.plan(idle: idle, machine), isWorthIt(plan, view),
                bid(lot, plan, view, &outbox)
            else { continue }
            if !lot.isSale { idle = idle.wrappingSubtract(plan.quoteAmount) }
        }
    }

    /// Whether a plan earns more than its gas and the least profit.
    private func isWorthIt(_ plan: AuctionLot.Plan, _ view: borrowing BlockView) -> Bool {
        let offered = fees.fees(baseFee: view.machine.block.baseFee)
        let gasPrice = Wei(view.machine.block.baseFee.raw.wrappingAdd(offered.priority.raw))
        // Valuing a vault costs some 35,000 gas an asset.
        let bidGas = 120_000 + 35_000 * UInt64(vault.holdings.count)
        let gas = Gas(SwapGas.usual.units + bidGas)
        let cost = view.cost(of: gas, at: gasPrice, in: vault.quote)
        return (plan.profit - cost) / vault.quote.unit.asDouble > minProfit
    }

    /// Sends the bid, and the swap that closes it: before the bid where the asset is needed for it.
    private func bid(
        _ lot: AuctionLot,
        _ plan: AuctionLot.Plan,
        _ view: borrowing BlockView,
        _ outbox: inout Outbox
    ) -> Bool {
        let machine = view.machine
        let pool = lot.holding.pool
        let sellsAsset = lot.isSale
        let swap = Outbox.Order(
            target: pool.router,
            data: pool.swapCalldata(
                amountIn: sellsAsset ? plan.amount : plan.swapAmount,
                // The other side of the bid is the least that the swap must bring.
                amountOutMin: sellsAsset ? plan.quoteAmount : plan.amount,
                sellsBase: (pool.base == lot.holding.token) == sellsAsset,
                to: wallet.address,
                deadline: machine.block.timestamp + 120
            ),
            gasLimit: SwapGas.limit,
            fees: fees.fees(baseFee: machine.block.baseFee),
            purpose: .arbitrage
        )
        let trial = Outbox.Trial(
            target: vault.address,
            data: ABI.encodeCall(
                selector: Vault.Function.bid.value,
                words: [lot.holding.token.address.word, plan.amount, plan.quoteAmount]
            ),
            purpose: .bid
        )
        // The bid is tried out on what the bidder owns already, so the order does not matter here.
        guard
            machine.simulate(trial.target, from: wallet.address, data: trial.data).failure == nil
        else { return false }
        if !sellsAsset { outbox.send(swap, from: wallet, author: name) }
        outbox.sendTried(trial, view, fees, from: wallet, author: name)
        if sellsAsset { outbox.send(swap, from: wallet, author: name) }
        return true
    }
}
