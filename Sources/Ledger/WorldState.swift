import Primitives
import WideMath

/// What is true now: accounts, storage, and the journal that can undo what happened.
///
/// A noncopyable value that its machine keeps in one place in memory: frames reach it through a
/// pointer, because reference counting and exclusivity checks of a class took a third of the time
/// of a swap. Not shared between threads: a run owns its state.
public struct WorldState: ~Copyable {
    var accounts = Column<AccountRecord>(capacity: 256)
    var accountTable = IndexTable(capacity: 512)
    var cells = Column<Cell>(capacity: 1024)
    var cellTable = IndexTable(capacity: 2048)
    var journal = Column<JournalEntry>(capacity: 1024)
    var warmings = Column<Warming>(capacity: 1024)
    var openCheckpoints = 0
    var nestedCount: UInt32 = 0
    /// Where the current transaction's entries begin in the journal.
    var transactionStart = 0

    /// The number of the current transaction, the stamp of everything it warms and writes.
    public private(set) var transaction: UInt64 = 1

    /// An empty state.
    public init() {}

    /// Starts the next transaction: everything is cold and no value is written yet.
    @inline(__always)
    public mutating func beginTransaction() {
        transaction += 1
        if openCheckpoints == 0 {
            journal.truncate(to: 0)
            warmings.truncate(to: 0)
        }
        transactionStart = journal.count
    }

    /// Marks the state so that it can return here.
    ///
    /// Complexity: O(1), whatever the state's size.
    @inline(__always)
    public mutating func checkpoint() -> Checkpoint {
        openCheckpoints += 1
        return Checkpoint(journalCount: journal.count, warmingCount: warmings.count)
    }

    /// Keeps everything since the checkpoint.
    @inline(__always)
    public mutating func commit(_ checkpoint: consuming Checkpoint) { openCheckpoints -= 1 }

    /// Undoes everything since the checkpoint, warming included.
    public mutating func rollBack(_ checkpoint: consuming Checkpoint) {
        openCheckpoints -= 1
        var count = journal.count
        while count > checkpoint.journalCount {
            count -= 1
            undo(journal[count])
        }
        journal.truncate(to: count)
        if transactionStart > count { transactionStart = count }
        for index in checkpoint.warmingCount..<warmings.count { makeCold(warmings[index]) }
        warmings.truncate(to: checkpoint.warmingCount)
    }

    private mutating func makeCold(_ warming: Warming) {
        if warming.code >= 0 {
            cells[warming.code].warmed = 0
        } else {
            accounts[~warming.code].warmed = 0
        }
    }

    private mutating func undo(_ entry: JournalEntry) {
        switch entry.action {
        case .stored: cells[entry.index].value = entry.previous
        case .firstStored:
            // Back at the value the transaction began with: the next store is a first one again.
            cells[entry.index].value = entry.previous
            cells[entry.index].written = 0
        case .balance: accounts[entry.index].balance = Wei(entry.previous)
        case .nonce: accounts[entry.index].nonce = entry.previous.limb0
        case .code: accounts[entry.index].code = Int32(entry.previous.limb0) - 1
        }
    }

    @inline(__always)
    mutating func record(_ action: JournalEntry.Action, _ index: Int, previous: UInt256) {
        journal.append(JournalEntry(action: action, index: index, previous: previous))
    }
}
