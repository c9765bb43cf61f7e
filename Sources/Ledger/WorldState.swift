import Primitives
import WideMath

/// What is true now: accounts, storage, and the journal that can undo what happened.
///
/// A class, because frames, agents' views and invariants all look at the one state, and because
/// handing it down the call stack must cost nothing. Not shared between threads: a run owns its
/// state.
public final class WorldState {
    @exclusivity(unchecked) var accounts = Column<AccountRecord>(capacity: 256)
    @exclusivity(unchecked) var accountTable = IndexTable(capacity: 512)
    @exclusivity(unchecked) var cells = Column<Cell>(capacity: 1024)
    @exclusivity(unchecked) var cellTable = IndexTable(capacity: 2048)
    @exclusivity(unchecked) var journal = Column<JournalEntry>(capacity: 1024)
    @exclusivity(unchecked) var openCheckpoints = 0
    @exclusivity(unchecked) var nestedCount: UInt32 = 0
    /// Where the current transaction's entries begin in the journal.
    @exclusivity(unchecked) var transactionStart = 0

    /// The number of the current transaction, the stamp of everything it warms and writes.
    @exclusivity(unchecked) public private(set) var transaction: UInt64 = 1

    /// An empty state.
    public init() {}

    /// Starts the next transaction: everything is cold and no value is written yet.
    @inline(__always)
    public func beginTransaction() {
        transaction += 1
        if openCheckpoints == 0 { journal.truncate(to: 0) }
        transactionStart = journal.count
    }

    /// Marks the state so that it can return here. Complexity: O(1), whatever the state's size.
    @inline(__always)
    public func checkpoint() -> Checkpoint {
        openCheckpoints += 1
        return Checkpoint(journalCount: journal.count)
    }

    /// Keeps everything since the checkpoint.
    @inline(__always)
    public func commit(_ checkpoint: consuming Checkpoint) { openCheckpoints -= 1 }

    /// Undoes everything since the checkpoint, warming included.
    public func rollBack(_ checkpoint: consuming Checkpoint) {
        openCheckpoints -= 1
        var count = journal.count
        while count > checkpoint.journalCount {
            count -= 1
            undo(journal[count])
        }
        journal.truncate(to: count)
        if transactionStart > count { transactionStart = count }
    }

    private func undo(_ entry: JournalEntry) {
        switch entry.action {
        case .stored: cells[entry.index].value = entry.previous
        case .firstStored:
            // Back at the value the transaction began with: the next store is a first one again.
            cells[entry.index].value = entry.previous
            cells[entry.index].written = 0
        case .warmedCell: cells[entry.index].warmed = entry.previous.limb0
        case .warmedAccount: accounts[entry.index].warmed = entry.previous.limb0
        case .balance: accounts[entry.index].balance = Wei(entry.previous)
        case .nonce: accounts[entry.index].nonce = entry.previous.limb0
        case .code: accounts[entry.index].code = Int32(entry.previous.limb0) - 1
        }
    }

    @inline(__always)
    func record(_ action: JournalEntry.Action, _ index: Int, previous: UInt256) {
        journal.append(JournalEntry(action: action, index: index, previous: previous))
    }
}
