import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// What is in storage of shares, tokens and claims, added up cell by cell.
struct SoakRecount {
    private(set) var shares = SoakHoldings()
    private(set) var supply = UInt256.zero
    /// Of each asset.
    private(set) var tokens: [SoakHoldings]
    private(set) var tokenSupplies: [UInt256]
    /// Who may claim how much of each asset.
    private(set) var claims: [SoakHoldings]
    private(set) var owed: [UInt256]

    init(_ world: SoakWorld) {
        let count = world.assets.count
        tokens = Array(repeating: SoakHoldings(), count: count)
        claims = tokens
        tokenSupplies = Array(repeating: .zero, count: count)
        owed = tokenSupplies
        let machine = world.machine
        // What an account is to the recount: -1 nothing, `count` the vault, otherwise an asset.
        var roles = Array(repeating: -1, count: machine.state.accountCount)
        roles[Int(machine.state.account(SoakWorld.vault).raw)] = count
        for (index, asset) in world.assets.enumerated() {
            roles[Int(machine.state.account(asset.token).raw)] = index
        }
        let words = world.assets.map(\.token.word)
        machine.state.forEachEntry { entry in
            let role = roles[Int(entry.account.raw)]
            if role >= 0 { add(entry, role, words) }
        }
    }

    private mutating func add(_ entry: StorageEntry, _ role: Int, _ assets: [UInt256]) {
        let key = entry.key
        let isVault = role == assets.count
        switch (key.slot, key.depth) {
        case (ShareLedger.Storage.totalSupply.index, 0):
            if isVault { supply = entry.value } else { tokenSupplies[role] = entry.value }
        case (ShareLedger.Storage.balances.index, 1):
            let holder = Address(word: key.key)
            if isVault {
                shares.append(holder, entry.value)
            } else {
                tokens[role].append(holder, entry.value)
            }
        case (Vault.Storage.claims.index, 2) where isVault:
            guard let index = assets.firstIndex(of: key.secondKey) else { return }
            claims[index].append(Address(word: key.key), entry.value)
        case (Vault.Storage.owed.index, 1) where isVault:
            guard let index = assets.firstIndex(of: key.key) else { return }
            owed[index] = entry.value
        default: break
        }
    }

    /// Who has shares, in the ledger's order.
    var shareholders: [Address] {
        zip(shares.holders, shares.amounts).filter { !$1.isZero }.map(\.0)
    }
}
