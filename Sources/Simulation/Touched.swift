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
