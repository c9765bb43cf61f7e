/// The rebalance that a vault is in, by the rules of docs/VAULT.md and not by its own storage.
struct KeeperEpisode {
    /// When it was opened; nothing where none is open.
    private var openedAt: UInt64?
    private var slicesDone: UInt64 = 0
    /// When the last one ended.
    private var endedAt: UInt64?

    /// Whether one is open: not all its slices are done, and its time is not up.
    func isOpen(at now: UInt64, for duration: UInt64) -> Bool {
        openedAt.map { now < $0 + duration } ?? false
    }

    /// The slices of the one that is open.
    func slices(at now: UInt64, for duration: UInt64) -> UInt64 {
        isOpen(at: now, for: duration) ? slicesDone : 0
    }

    /// A slice was done, the first where none was open; says whether the cool-down had passed.
    mutating func slice(
        at now: UInt64,
        of count: UInt64,
        for duration: UInt64,
        cooldown: UInt64
    ) -> Bool {
        let wasRested = isOpen(at: now, for: duration) || open(at: now, for: duration, cooldown)
        slicesDone += 1
        if slicesDone >= count { end(at: now) }
        return wasRested
    }

    /// One is opened; says whether the cool-down had passed.
    mutating func open(at now: UInt64, for duration: UInt64, _ cooldown: UInt64) -> Bool {
        // One whose time was up ended then.
        if let openedAt { endedAt = openedAt + duration }
        let isRested = endedAt.map { now >= $0 + cooldown } ?? true
        openedAt = now
        slicesDone = 0
        return isRested
    }

    /// The one that is open ends.
    mutating func end(at now: UInt64) {
        openedAt = nil
        endedAt = now
    }
}
