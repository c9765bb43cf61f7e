import Chain
import Dispatch
import Primitives
import Synchronization

/// The senders of a list of transactions, as workers fill them in batch by batch.
///
/// A class, because workers and the one who waits share it. `@unchecked`: a sender is written by
/// the one worker that took its batch, before the batch's semaphore is signalled, and read by the
/// caller's thread after it has waited for that semaphore.
final class RecoveryWork: @unchecked Sendable {
    private let transactions: [SignedTransaction]
    private let batch: Int
    private let senders: UnsafeMutablePointer<Address?>
    private let finished: [DispatchSemaphore]
    private let next = Atomic<Int>(0)
    private let isStopped = Atomic<Bool>(false)
    private let workers = DispatchGroup()

    init(_ transactions: [SignedTransaction], batch: Int) {
        self.transactions = transactions
        self.batch = batch
        senders = .allocate(capacity: transactions.count)
        senders.initialize(repeating: nil, count: transactions.count)
        let batches = (transactions.count + batch - 1) / batch
        finished = (0..<batches).map { _ in DispatchSemaphore(value: 0) }
    }

    deinit { senders.deallocate() }

    func start(workers count: Int) {
        for _ in 0..<min(count, finished.count) {
            DispatchQueue.global(qos: .userInitiated).async(group: workers) { self.run() }
        }
    }

    /// Makes workers stop after their batch, and waits for them.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
        workers.wait()
    }

    func wait(forBatch index: Int) { finished[index].wait() }

    func sender(at index: Int) -> Address? { senders[index] }

    private func run() {
        while !isStopped.load(ordering: .relaxed) {
            let taken = next.add(1, ordering: .relaxed).oldValue
            guard taken < finished.count else { return }
            let start = taken * batch
            for index in start..<min(start + batch, transactions.count) {
                senders[index] = transactions[index].recoverSender()
            }
            finished[taken].signal()
        }
    }
}
