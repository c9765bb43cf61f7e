import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// A keeper that rebalances the vault when its strategy calls for it.
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
        guard let plan = try? KeeperPlan.make(vault: vault, machine: machine), plan.isDue else {
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
