import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// What a wallet holds: ether and some tokens.
struct Holdings: Hashable {
    /// The tokens' amounts, in the order in which they are asked for.
    let amounts: [UInt256]
    /// The ether.
    let ether: Wei

    /// What a wallet holds now.
    init(of wallet: Wallet, _ tokens: [TokenInfo], on machine: Machine) {
        amounts = tokens.map {
            ShareLedger.balance(of: wallet.address, token: $0.address, on: machine).raw
        }
        ether = machine.state.balance(of: machine.state.account(wallet.address))
    }

    /// How much more it is worth than what was held before, in dollars at outside prices.
    ///
    /// Ether counts where some asset tells its price. The tokens are those of both.
    func gain(
        since before: Holdings,
        _ tokens: [TokenInfo],
        _ view: borrowing BlockView
    ) -> Double {
        var gain = 0.0
        for (index, token) in tokens.enumerated() {
            let change = Self.change(amounts[index], before.amounts[index])
            gain += change / token.unit.asDouble * view.prices[token.index]
        }
        guard let etherAsset = view.etherAsset else { return gain }
        return gain + Self.change(ether.raw, before.ether.raw) / 1e18 * view.prices[etherAsset]
    }

    /// The difference of two amounts, exact before it is rounded to a `Double`.
    private static func change(_ after: UInt256, _ before: UInt256) -> Double {
        after >= before
            ? after.wrappingSubtract(before).asDouble
            : -before.wrappingSubtract(after).asDouble
    }
}
