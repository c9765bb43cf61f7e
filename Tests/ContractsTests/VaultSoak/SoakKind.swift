import Contracts
import Execution

/// What can happen to a vault, as the soak counts it.
enum SoakKind: String, CaseIterable {
    case deposit, mint, withdraw, redeem, redeemInKind, redeemInKindExcept, claim
    case transfer, transferFrom, approve
    case rebalance, performUpkeep, openAuction, bid, raiseTargets, closeRebalance
    case accrue, halt, trip, resume, shutDown, configure
    /// Calldata without a plan, or damaged.
    case garbage
    /// Calls of others: tokens that fall into the vault, trades in pools, new weights or signals.
    case donate, swap, setWeights
    /// What nobody refuses.
    case movePrice, movePools, breakOracle, mendOracle, changeToken, wait

    /// Whether it can be refused.
    var isRefusable: Bool {
        switch self {
        // An allowance is for whoever is named.
        case .approve: false
        case .movePrice, .movePools, .breakOracle, .mendOracle, .changeToken, .wait: false
        default: true
        }
    }

    /// Those that are a call of the vault, by its selector.
    static let bySelector: [UInt32: SoakKind] = [
        Vault.Function.deposit.value: .deposit, Vault.Function.mint.value: .mint,
        Vault.Function.withdraw.value: .withdraw, Vault.Function.redeem.value: .redeem,
        Vault.Function.redeemInKind.value: .redeemInKind,
        Vault.Function.redeemInKindExcept.value: .redeemInKindExcept,
        Vault.Function.claim.value: .claim, ERC20.transfer.value: .transfer,
        ERC20.transferFrom.value: .transferFrom, ERC20.approve.value: .approve,
        Vault.Function.rebalance.value: .rebalance,
        Vault.Function.performUpkeep.value: .performUpkeep,
        Vault.Function.openAuction.value: .openAuction, Vault.Function.bid.value: .bid,
        Vault.Function.raiseTargets.value: .raiseTargets,
        Vault.Function.closeRebalance.value: .closeRebalance,
        Vault.Function.accrue.value: .accrue, Vault.Function.halt.value: .halt,
        Vault.Function.trip.value: .trip, Vault.Function.resume.value: .resume,
        Vault.Function.shutDown.value: .shutDown, Vault.Function.configure.value: .configure,
    ]
}
