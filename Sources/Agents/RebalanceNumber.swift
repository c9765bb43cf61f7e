import Chain
import Contracts
import Primitives

/// Counts a vault's rebalances from its log, as they are opened.
///
/// All slices of one have one number, and so have all bids of an auction.
public struct RebalanceNumber: Hashable, Sendable {
    /// The number of the last rebalance, counted from 1; 0 before the first.
    public private(set) var number: UInt64 = 0
    private let vault: Address

    /// A count of a vault's rebalances from now on.
    public init(_ vault: Address) { self.vault = vault }

    /// Reads the log of one transaction, whole.
    public mutating func read(_ logs: [Log]) {
        for index in logs.indices { take(index, of: logs) }
    }

    /// Reads one entry of a transaction's log.
    mutating func take(_ index: Int, of logs: [Log]) {
        let log = logs[index]
        guard log.address == vault else { return }
        if log.topics.first == Vault.Rebalanced.topic {
            // The first slice leaves the phase in which nothing is traded.
            let next = logs[(index + 1)...].first { $0.address == vault }
                .flatMap(Vault.PhaseChanged.init)
            if number == 0 || next?.from == .active { number += 1 }
        } else if let change = Vault.PhaseChanged(log), change.from == .active,
            change.to == .rebalancing
        {
            // An auction was opened; a first slice has been counted already.
            let last = logs[..<index].last { $0.address == vault }?.topics.first
            if last != Vault.Rebalanced.topic { number += 1 }
        }
    }
}
