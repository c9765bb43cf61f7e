import Chain
import Primitives
import Simulation

/// What transactions pay the builder beside tips: ether sent to the coinbase, or through the
/// `Executor`, which hands on all that comes with a call.
struct BuilderPayments: Sendable {
    private let coinbase: Address
    private let executor: Address

    /// Payments in a world.
    init(_ world: World) {
        coinbase = world.coinbase
        executor = world.executor
    }

    /// What a transaction paid.
    func payment(of included: IncludedTransaction) -> Wei {
        let transaction = included.pending.transaction
        guard included.receipt.status == .success,
            transaction.to == coinbase || transaction.to == executor
        else { return .zero }
        return transaction.value
    }
}
