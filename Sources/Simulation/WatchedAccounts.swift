import Execution
import Ledger
import WideMath

/// The accounts that the invariants look at, and by what they are called.
///
/// A class, so that a look at it after each transaction copies nothing; it never changes.
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

    /// What an account is to the invariants.
    subscript(account: AccountIndex) -> Role {
        let place = Int(account.raw)
        return place < roles.count ? roles[place] : .other
    }
}
