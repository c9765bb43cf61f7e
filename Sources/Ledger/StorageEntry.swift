import Primitives
import WideMath

/// A storage cell as a recount sees it.
public struct StorageEntry: Sendable {
    /// The account whose storage it is.
    public let account: AccountIndex
    /// Where in the account's storage it is.
    public let key: StorageKey
    /// The value when the current transaction began.
    public let original: UInt256
    /// The value now.
    public let value: UInt256
}

extension WorldState {
    /// Calls `body` for each storage cell, in the order in which they were met.
    public func forEachEntry(_ body: (StorageEntry) -> Void) {
        for index in 0..<cells.count where isStorage(index) { body(entry(at: index)) }
    }

    /// Calls `body` once for each storage cell that the current transaction changed.
    ///
    /// Valid after the transaction until the next begins. A cell written and restored is not met.
    public func forEachChangedEntry(_ body: (StorageEntry) -> Void) {
        for touch in touchStart..<touches.count {
            let cell = touches[touch].code
            if cell >= 0, isStorage(cell), cells[cell].value != touches[touch].original {
                body(entry(at: cell))
            }
        }
    }

    /// Calls `body` for each account whose balance the current transaction changed.
    ///
    /// Gives the balance before that change; an account changed several times is met as often.
    public func forEachBalanceChange(_ body: (AccountIndex, Wei) -> Void) {
        for index in transactionStart..<journal.count where journal[index].action == .balance {
            body(AccountIndex(journal[index].index), Wei(journal[index].previous))
        }
    }

    /// A storage cell by its place in the ledger.
    public func entry(at cell: CellIndex) -> StorageEntry { entry(at: cell.raw) }

    private func entry(at index: Int) -> StorageEntry {
        StorageEntry(
            account: AccountIndex(Int(cells[index].account)),
            key: key(at: index),
            original: original(CellIndex(index)),
            value: cells[index].value
        )
    }
}
