import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// What one transaction changed, as the invariants need it.
struct Touched {
    /// How balances and supply of a token changed.
    struct Supply {
        var balancesBefore = WideSum()
        var balancesAfter = WideSum()
        var supplyBefore = UInt256.zero
        var supplyAfter = UInt256.zero
    }

    /// How a pair's reserves changed.
    struct ReserveChange {
        let before: Reserves
        let after: Reserves
    }

    /// Whether the vault's storage changed.
    private(set) var isVaultStorageChanged = false
    /// Whether something of the vault changed: its storage, or what it holds of a token.
    private(set) var isVaultChanged = false
    private(set) var supplies: [(AccountIndex, Supply)] = []
    private(set) var reserves: [(AccountIndex, ReserveChange)] = []

    init(_ machine: Machine, _ accounts: WatchedAccounts) {
        let vault = accounts.vault
        machine.state.forEachChangedEntry { entry in
            if let vault {
                if entry.account == vault.account { isVaultStorageChanged = true }
                if entry.account == vault.account || entry.key.key == vault.address {
                    isVaultChanged = true
                }
            }
            let role = accounts[entry.account]
            if role == .pair, entry.key.slot == Pair.Storage.reserves.index {
                reserves.append(
                    (
                        entry.account,
                        ReserveChange(
                            before: Reserves(word: entry.original),
                            after: Reserves(word: entry.value)
                        )
                    )
                )
            }
            if role == .other { return }
            if entry.key.slot == ShareLedger.Storage.balances.index {
                change(entry.account) {
                    $0.balancesBefore.add(entry.original)
                    $0.balancesAfter.add(entry.value)
                }
            } else if entry.key.slot == ShareLedger.Storage.totalSupply.index {
                change(entry.account) {
                    $0.supplyBefore = entry.original
                    $0.supplyAfter = entry.value
                }
            }
        }
    }

    private mutating func change(_ account: AccountIndex, _ body: (inout Supply) -> Void) {
        if let index = supplies.firstIndex(where: { $0.0 == account }) {
            body(&supplies[index].1)
        } else {
            var fresh = Supply()
            body(&fresh)
            supplies.append((account, fresh))
        }
    }
}

/// The accounts that the invariants look at, and by what they are called.
final class WatchedAccounts: Sendable {
    /// What an account is to them.
    enum Role: Sendable {
        /// Nothing.
        case other
        /// Balances and a supply.
        case ledger
        /// The same, and reserves.
        case pair
    }

    /// The vault's account, and its address as tokens' balances are kept by.
    let vault: (account: AccountIndex, address: UInt256)?
    /// The names of those that have balances and a supply.
    let names: [AccountIndex: String]
    /// The roles by the accounts' numbers: asked for each cell that a transaction changes.
    private let roles: [Role]

    init(_ world: World) {
        var roles: [Role] = []
        let machine = world.machine
        var names: [AccountIndex: String] = [:]
        for token in world.tokens { names[machine.state.account(token.address)] = token.name }
        if let vault = world.vault { names[machine.state.account(vault.address)] = "vault shares" }
        for account in names.keys { Self.note(account, .ledger, in: &roles) }
        for pool in world.pools {
            let account = machine.state.account(pool.pair)
            names[account] = "pool \(pool.name)"
            Self.note(account, .pair, in: &roles)
        }
        self.names = names
        self.roles = roles
        vault = world.vault.map { (machine.state.account($0.address), $0.address.word) }
    }

    private static func note(_ account: AccountIndex, _ role: Role, in roles: inout [Role]) {
        let place = Int(account.raw)
        while roles.count <= place { roles.append(.other) }
        roles[place] = role
    }

    subscript(account: AccountIndex) -> Role {
        let place = Int(account.raw)
        return place < roles.count ? roles[place] : .other
    }
}

/// A sum of words that does not overflow: the low word and how often it wrapped.
struct WideSum: Hashable, CustomStringConvertible {
    private var low: UInt256
    private var wraps = 0

    init(_ value: UInt256 = .zero) { low = value }

    mutating func add(_ value: UInt256) {
        let sum = low.addingReportingOverflow(value)
        low = sum.partialValue
        if sum.overflow { wraps += 1 }
    }

    var description: String { wraps == 0 ? low.description : "\(wraps)·2^256 + \(low)" }
}

extension Reserves {
    /// k, the product of the reserves: below 2²²⁴.
    var product: UInt256 {
        UInt256(low: reserve0).wrappingMultiply(UInt256(low: reserve1))
    }
}
