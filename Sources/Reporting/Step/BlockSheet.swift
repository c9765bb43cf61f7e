import Agents
import BlockBuilding
import Chain
import Measures
import Primitives
import Simulation
import WideMath

/// Everything about one block, laid open: what each party saw, the order and why, each transaction,
/// the pools and the vault.
public struct BlockSheet: Sendable {
    /// What a party had more of at the end than at the start, its fees taken off.
    struct Flow: Sendable {
        let name: String
        /// Tokens at outside prices less fees, in whole quote tokens of the first pool.
        let value: Double
    }

    let scenario: String
    let seed: UInt64
    /// The block's number.
    public let number: UInt64
    let timestamp: UInt64
    /// The time between the block before and this one, in milliseconds since the run's start.
    let slot: ClosedRange<UInt64>
    let baseFee: Wei
    let gasUsed: Gas
    let gasLimit: Gas
    let policy: String
    /// Whether somebody put its transactions in order by hand.
    let isFork: Bool
    /// Whether signatures are made at all.
    let areSignaturesVerified: Bool
    let parties: [PartySheet]
    let waiting: [WaitingSheet]
    let bundles: [BundleSheet]
    let transactions: [TransactionSheet]
    let pools: [PoolSheet]
    let vault: VaultSheet?
    let losses: [TradeLoss]
    let attacks: [SandwichMeasures.Attack]
    let flows: [Flow]
    /// The quote token of the first pool, in which flows are valued.
    let quote: String?
    let heldBack: [HeldBack]
    let rejected: [String]
    let tokens: [Address: TokenInfo]

    /// Whether the block has a transaction that was meant for something.
    func holds(_ isMeant: (Purpose) -> Bool) -> Bool {
        transactions.contains { isMeant($0.pending.purpose) }
    }

    /// The numbers of arrival of its transactions, in order.
    public var arrivals: [UInt64] { transactions.map(\.pending.arrival) }

    /// The transaction of a number of arrival, if it is in the block.
    func transaction(arrival: UInt64) -> TransactionSheet? {
        transactions.first { $0.pending.arrival == arrival }
    }
}

/// A vault at the start of a block and at its end.
struct VaultSheet: Sendable {
    let info: VaultInfo
    let before: Observation.Vault
    let after: Observation.Vault

    /// The names of what it holds, the quote token first.
    var assets: [String] { [info.quote.name] + info.holdings.map(\.token.name) }

    var json: JSON {
        func state(_ vault: Observation.Vault) -> JSON {
            .object([
                ("nav", .string(vault.nav.description)),
                ("nav_market", .double(vault.navAtMarket)),
                (
                    "balances",
                    .object(
                        zip(assets, vault.balances).map { ($0, .string($1.description)) }
                    )
                ), ("weights", .object(zip(assets, vault.weights).map { ($0, .double($1)) })),
                (
                    "targets",
                    vault.targets.map { JSON.object(zip(assets, $0).map { ($0, .double($1)) }) }
                        ?? .null
                ),
            ])
        }
        return .object([("before", state(before)), ("after", state(after))])
    }
}
