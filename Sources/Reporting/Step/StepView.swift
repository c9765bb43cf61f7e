/// A part of a block's sheet that fills the screen.
public enum StepView: Int, Sendable, CaseIterable {
    /// What waited, and who saw it.
    case mempool = 1
    /// The order and why.
    case order
    /// The transactions, a line each.
    case transactions
    /// One transaction.
    case transaction
    /// The pools' curves.
    case pools
    /// The vault, its losses, and who gained.
    case vault

    /// Its name on the screen.
    var title: String {
        switch self {
        case .mempool: "mempool"
        case .order: "order"
        case .transactions: "transactions"
        case .transaction: "transaction"
        case .pools: "pool curve"
        case .vault: "vault"
        }
    }

    /// Whether it has a line for each transaction, one of which is selected.
    var isList: Bool { self == .order || self == .transactions }
}
