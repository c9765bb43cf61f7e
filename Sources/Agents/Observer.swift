import Contracts
import Execution
import Primitives

/// Keeps averages up to date: those of pools' prices, and the one that momentum is measured by.
///
/// Anybody may call `observe()`; somebody has to.
public struct Observer: Agent {
    /// What has an average.
    public enum Target: Hashable, Sendable {
        /// A pool's average price.
        case average(Address)
        /// A momentum strategy.
        case momentum(Address)
    }

    /// The agent's name.
    public let name: String
    private let wallet: Wallet
    private let targets: [Target]
    private let fees: FeePolicy

    /// An observer.
    public init(name: String, wallet: Wallet, targets: [Target], fees: FeePolicy) {
        self.name = name
        self.wallet = wallet
        self.targets = targets
        self.fees = fees
    }

    /// Observes wherever the time has come, once what it sent before is done.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard !outbox.holds(wallet) else { return }
        let call = ABI.encodeCall(selector: PoolTwap.Function.observe.value, words: [])
        for target in targets {
            let address: Address
            switch target {
            case .average(let average):
                guard PoolTwap.isDue(average, on: view.machine) else { continue }
                address = average
            case .momentum(let strategy):
                guard Momentum.isDue(strategy, on: view.machine) else { continue }
                address = strategy
            }
            outbox.sendTried(
                Outbox.Trial(target: address, data: call, purpose: .observation),
                view,
                fees,
                from: wallet,
                author: name
            )
        }
    }
}
