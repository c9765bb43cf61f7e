extension WorldState {
    /// Another state that is the same, and from here on its own.
    ///
    /// Not while a checkpoint is open. Complexity: O(accounts and cells); what is to be undone soon
    /// costs less as a checkpoint.
    public func copy() -> WorldState {
        precondition(openCheckpoints == 0, "a state is not copied inside a fork")
        var other = WorldState()
        other.accounts = accounts.copy()
        other.accountTable = accountTable.copy()
        other.recent = recent.copy()
        other.cells = cells.copy()
        other.recentCells = recentCells.copy()
        other.cellTable = cellTable.copy()
        other.journal = journal.copy()
        other.touches = touches.copy()
        other.wideKeys = wideKeys.copy()
        other.wideTable = wideTable.copy()
        other.directories = directories.copy()
        other.declared = declared
        other.transactionStart = transactionStart
        other.touchStart = touchStart
        return other
    }
}
