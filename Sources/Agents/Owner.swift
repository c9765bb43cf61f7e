import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// The vault's owner, who announces a change to its timelock and has it carried out in the end.
///
/// Everybody can read what comes while the delay runs.
public struct Owner: Agent {
    /// The agent's name.
    public let name: String
    private let wallet: Wallet
    private let timelock: Address
    private let operation: Timelock.Operation
    /// Seconds after the start.
    private let after: UInt64
    private let fees: FeePolicy

    /// An owner who makes one call through a timelock, announced some seconds after the start.
    public init(
        name: String,
        wallet: Wallet,
        timelock: Address,
        operation: Timelock.Operation,
        after: UInt64,
        fees: FeePolicy
    ) {
        self.name = name
        self.wallet = wallet
        self.timelock = timelock
        self.operation = operation
        self.after = after
        self.fees = fees
    }

    /// Announces when the time has come, carries out when the timelock allows it.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard view.elapsed >= after, !outbox.holds(wallet) else { return }
        let machine = view.machine
        let data: [UInt8]
        switch Timelock.state(of: operation.id, at: timelock, on: machine) {
        case .unset:
            let delay = machine.read(Timelock.Storage.minDelay, of: timelock)
            data = operation.scheduleCalldata(delay: delay)
        case .ready: data = operation.executeCalldata
        case .waiting, .done: return
        }
        outbox.sendTried(
            Outbox.Trial(target: timelock, data: data, purpose: .ownerChange),
            view,
            fees,
            from: wallet,
            author: name
        )
    }
}
