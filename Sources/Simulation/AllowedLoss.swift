import Agents
import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// What the vault's own events excuse of a fall of its share price.
struct AllowedLoss {
    /// Quote units: what trades may lose, what keepers were paid, and the rounding of values.
    private(set) var value = UInt256.zero
    /// Shares issued for fees.
    private(set) var feeShares = UInt256.zero

    /// Adds up a transaction's log.
    init(_ vault: VaultInfo, _ logs: [Log], _ machine: Machine) {
        let slippage = machine.read(Vault.Storage.limits, of: vault.address).slippage
        for log in logs where log.address == vault.address {
            func word(_ index: Int) -> UInt256 {
                guard log.data.count >= 32 * index + 32 else { return .zero }
                return UInt256(bigEndian: log.data[(32 * index)..<(32 * index + 32)]) ?? .zero
            }
            func lose(_ amount: UInt256) {
                let part = amount.multiplied(
                    by: slippage.word,
                    dividedBy: BasisPoints.whole.word,
                    rounding: .up
                )
                value = value.wrappingAdd(part ?? .max)
            }
            switch log.topics.first {
            // A unit of value for each of the two balances that are rounded.
            case Vault.Traded.topic: value = value.wrappingAdd(2)
            // NAV before, NAV after, turnover.
            case Vault.Rebalanced.topic: lose(word(2))
            case Vault.Bought.topic:
                value = value.wrappingAdd(2)
                // Sale or not, amount, quote tokens, value: the vault may lose of what it gives.
                lose(word(0).isZero ? word(2) : word(3))
            case Vault.KeeperPaid.topic: value = value.wrappingAdd(word(0))
            case Vault.FeesPaid.topic: feeShares = feeShares.wrappingAdd(word(0))
            default: break
            }
        }
    }
}
