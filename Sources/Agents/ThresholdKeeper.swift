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
    /// The execution module that was asked last, and whether it trades by auction: modules are
    /// fixed when they are made.
    private var module: (address: Address, isAuction: Bool)?
    /// How long it may wait with a rebalance that is due, and what it draws that from.
    private let jitterBlocks: UInt64
    private var stream: RandomStream
    /// The block that it has drawn for the rebalance that is due.
    private var drawn: UInt64?
    /// The vault's lots, where sales that realise less gain are to come first.
    private var followed: FollowedLots?

    /// A keeper of a vault; `prefersLessGain` where it may not sell all that it wants.
    ///
    /// With a jitter it sends what is due a number of blocks later that it draws from 0 to that, so
    /// that nobody knows the block beforehand.
    public init(
        name: String,
        wallet: Wallet,
        vault: VaultInfo,
        retryAfterBlocks: UInt64,
        prefersLessGain: Bool = false,
        jitterBlocks: UInt64 = 0,
        stream: RandomStream = RandomStream(seed: 0, name: "keeper"),
        fees: FeePolicy
    ) {
        self.name = name
        self.wallet = wallet
        self.vault = vault
        self.retryAfterBlocks = retryAfterBlocks
        self.jitterBlocks = jitterBlocks
        self.stream = stream
        followed = prefersLessGain ? FollowedLots(vault) : nil
        self.fees = fees
    }

    /// Sends a rebalance if one is due, would succeed now, and nothing of its own waits.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        let machine = view.machine
        followed?.follow(view)
        guard machine.block.number >= nextTry, !outbox.holds(wallet) else {
            return
        }
        if let upkeep = upkeep(machine) {
            let data = Vault.performCalldata(upkeep)
            return send(
                Outbox.Trial(target: vault.address, data: data, purpose: .upkeep),
                view,
                &outbox
            )
        }
        let plan = try? KeeperPlan.make(vault: vault, machine: machine, lots: followed?.lots)
        guard let plan, plan.isDue else {
            drawn = nil
            return
        }
        if jitterBlocks > 0 {
            let chosen = drawn ?? machine.block.number + stream.below(jitterBlocks + 1)
            drawn = chosen
            if machine.block.number < chosen { return }
            drawn = nil
        }
        guard !plan.trades.isEmpty else {
            nextTry = machine.block.number + retryAfterBlocks
            return outbox.holdBack(author: name, reason: "no trade within the slippage guard")
        }
        let data = Vault.rebalanceCalldata(plan.trades)
        send(Outbox.Trial(target: vault.address, data: data, purpose: .rebalance), view, &outbox)
    }

    private mutating func send(
        _ trial: Outbox.Trial,
        _ view: borrowing BlockView,
        _ outbox: inout Outbox
    ) {
        nextTry = view.machine.block.number + retryAfterBlocks
        if let failure = outbox.sendTried(trial, view, fees, from: wallet, author: name) {
            outbox.holdBack(author: name, reason: failure.label)
        }
    }

    /// What is to be done beside trading: to halt the vault, or to open, raise or close an auction.
    ///
    /// Asked only of a vault that knows either, as asking values everything it holds.
    private mutating func upkeep(_ machine: Machine) -> [UInt256]? {
        let limits = machine.read(Vault.Storage.limits, of: vault.address)
        let isWatched = limits.breakerDrop.count > 0 || limits.lossBudget.count > 0
        guard isWatched || tradesByAuction(machine),
            let upkeep = Vault.upkeep(of: vault.address, on: machine), !upkeep.isRebalance
        else { return nil }
        return upkeep.data
    }

    private mutating func tradesByAuction(_ machine: Machine) -> Bool {
        let address = machine.read(Vault.Storage.execution, of: vault.address)
        if let module, module.address == address { return module.isAuction }
        let slice = ExecutionModule.slice(0, of: address, elapsed: 0, on: machine)
        module = (address, slice?.count == 0)
        return slice?.count == 0
    }
}
