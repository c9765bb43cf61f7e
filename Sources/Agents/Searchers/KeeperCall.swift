import Chain
import Contracts
import Primitives
import WideMath

/// A keeper's call of a vault, read from somebody's calldata.
struct KeeperCall: Hashable {
    /// Its trades, where it is a `rebalance` that names them.
    let trades: [Vault.Trade]

    /// Reads a call of `rebalance` or `performUpkeep`, whoever sent it.
    init?(_ transaction: Transaction, to vault: Address) {
        let functions = [Vault.Function.rebalance, Vault.Function.performUpkeep]
        guard transaction.to == vault,
            let selector = UInt256(bigEndian: transaction.data.prefix(4)),
            transaction.data.count >= 4,
            functions.contains(where: { UInt256(UInt64($0.value)) == selector })
        else { return nil }
        trades = Vault.trades(inCalldata: transaction.data) ?? []
    }
}
