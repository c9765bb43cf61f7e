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
    /// Guesses where accounts are; a wrong one costs a comparison.
    var recent = Column<Int32>(capacity: 256)
    var cells = Column<Cell>(capacity: 1024)
    /// Guesses where entries of mappings are; a wrong one costs a comparison.
    ///
    /// Never the cell of a numbered slot: it has the key of the mapping's entry of that number.
    var recentCells = Column<Int>(capacity: 256)
    var cellTable = IndexTable(capacity: 2048)
    var journal = Column<JournalEntry>(capacity: 1024)
    var touches = Column<Touch>(capacity: 1024)
    /// Mapping keys of more than 160 bits; cells hold their positions.
    var wideKeys = Column<UInt256>(capacity: 16)
    var wideTable = IndexTable(capacity: 16)
    /// The directory cell of each inner mapping, by the mapping's number.
    var directories = Column<Int>(capacity: 64)
    /// What transactions about to run are likely to touch.
    var foreseen = Foreseen()
    /// What access lists have declared in the current transaction.
    var declared = DeclaredStorage()
    var openCheckpoints = 0
    /// Where the current transaction's entries begin in the journal.
    var transactionStart = 0
    /// Where they begin in the touches.
    var touchStart = 0

    /// An empty state.
    public init() {
        for _ in 0...Self.recentMask {
            recent.append(0)
            recentCells.append(.max)
        }
    }

    /// Starts the next transaction: everything is cold and no value is written yet.
    @inline(__always)
    public mutating func beginTransaction() {
        if openCheckpoints == 0 {
            journal.truncate(to: 0)
            touches.truncate(to: 0)
        }
        transactionStart = journal.count
        touchStart = touches.count
        if !declared.isEmpty { declared.removeAll() }
    }

    /// Marks the state so that it can return here.
    ///
    /// Complexity: O(1), whatever the state's size.
    @inline(__always)
    public mutating func checkpoint() -> Checkpoint {
        openCheckpoints += 1
        return Checkpoint(
            journalCount: journal.count,
            touchCount: touches.count,
            transactionStart: transactionStart,
            touchStart: touchStart
        )
    }

    /// Keeps everything since the checkpoint.
    @inline(__always)
    public mutating func commit(_ checkpoint: consuming Checkpoint) { openCheckpoints -= 1 }

    /// Undoes everything since the checkpoint, warming and transactions begun since included.
    ///
    /// Only what an access list declared is not brought back where another transaction has begun
    /// since: none begins inside a running one.
    public mutating func rollBack(_ checkpoint: consuming Checkpoint) {
        openCheckpoints -= 1
        var count = journal.count
        while count > checkpoint.journalCount {
            count -= 1
            undo(journal[count])
        }
        journal.truncate(to: count)
        touches.truncate(to: checkpoint.touchCount)
        transactionStart = checkpoint.transactionStart
        if touchStart != checkpoint.touchStart {
            touchStart = checkpoint.touchStart
            claimTouches()
        }
    }

    /// Points cells and accounts at their touches again, where transactions begun since have
    /// pointed them at theirs.
    private mutating func claimTouches() {
        for touch in touchStart..<touches.count {
            let code = touches[touch].code
            if code >= 0 {
                cells[code].touch = UInt32(touch)
            } else {
                accounts[~code].touch = UInt32(touch)
            }
        }
    }

    private mutating func undo(_ entry: JournalEntry) {
        switch entry.action {
        case .stored: cells[entry.index].value = entry.previous
        case .balance: accounts[entry.index].balance = Wei(entry.previous)
        case .nonce: accounts[entry.index].nonce = entry.previous.limb0
        case .code: accounts[entry.index].code = Int32(entry.previous.limb0) - 2
        }
    }

    @inline(__always)
    mutating func record(_ action: JournalEntry.Action, _ index: Int, previous: UInt256) {
        journal.append(JournalEntry(action: action, index: index, previous: previous))
    }
}
