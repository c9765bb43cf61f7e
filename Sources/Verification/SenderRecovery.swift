import Chain
import Foundation
import Primitives

/// Recovers the senders of transactions on all cores, ahead of whoever executes them.
///
/// ```swift
/// try SenderRecovery.forEach(of: transactions) { transaction, sender in
///     guard let sender else { return }  // no valid signature
///     _ = try machine.execute(transaction.transaction, from: sender, blockGasLeft: left)
/// }
/// ```
///
/// Recovery is nearly all that a signed transaction costs, and it depends on nothing but the
/// transaction: so it runs in parallel, while execution goes on in order on the calling thread.
public enum SenderRecovery {
    /// How many transactions a core takes at a time.
    static let batch = 32

    /// Calls `body` with each transaction and its sender, in order, on the calling thread; the
    /// sender is nothing where the signature gives none.
    ///
    /// `workers` is how many cores recover; all of them by default. When `body` throws, no
    /// transaction after it is looked at by `body`, and those not yet recovered are left.
    public static func forEach(
        of transactions: [SignedTransaction],
        workers: Int? = nil,
        _ body: (borrowing SignedTransaction, Address?) throws -> Void
    ) rethrows {
        if transactions.isEmpty { return }
        let work = RecoveryWork(transactions, batch: batch)
        work.start(workers: max(1, workers ?? ProcessInfo.processInfo.activeProcessorCount))
        defer { work.stop() }
        for index in transactions.indices {
            if index % batch == 0 { work.wait(forBatch: index / batch) }
            try body(transactions[index], work.sender(at: index))
        }
    }
}
