import Execution
import Primitives
import WideMath

extension Vault {
    /// What the vault is doing.
    public enum Phase: UInt64, CaseIterable, Sendable {
        /// Waits for its strategy to call for a rebalance.
        case active
        /// Carries out a rebalance, slice by slice or by auction.
        case rebalancing
        /// Rests after a rebalance.
        case cooldown
        /// Stopped by its guardian or its circuit breaker.
        case halted
        /// Wound up for good.
        case shutdown
    }

    /// Why the vault is halted.
    public enum HaltReason: UInt64, CaseIterable, Sendable {
        /// It is not.
        case none
        /// The guardian said so.
        case guardian
        /// An oracle's answer cannot be believed.
        case oracle
        /// The share price fell too far within a day.
        case price
        /// Trading lost its budget.
        case losses
    }

    /// Who may call an entry point.
    public enum Role: CaseIterable, Sendable {
        /// Anybody.
        case anyone
        /// An address on the list of keepers, or anybody where the list is open.
        case keeper
        /// The guardian or the owner.
        case guardian
        /// The owner, which is a timelock.
        case owner
    }

    /// The entry points that change something, and the passing of time.
    public enum Entry: UInt64, CaseIterable, Sendable {
        /// `deposit` and `mint`.
        case deposit
        /// `withdraw` and `redeem`.
        case withdraw
        /// `redeemInKind`.
        case redeemInKind
        /// `claim`.
        case claim
        /// `accrue`.
        case accrue
        /// `rebalance`, and `performUpkeep` where it trades.
        case rebalance
        /// `openAuction`.
        case openAuction
        /// `bid`.
        case bid
        /// `raiseTargets`.
        case raiseTargets
        /// `closeRebalance`.
        case closeRebalance
        /// `halt`.
        case halt
        /// `trip`.
        case trip
        /// `resume`.
        case resume
        /// `shutDown`.
        case shutDown
        /// `configure`.
        case configure
        /// Nobody's call: the end of a cool-down or of the time given to a rebalance.
        case time
    }

    /// One row of the table: who may call what in which phase, and where it leads.
    public struct Transition: Sendable {
        /// What is called.
        public let entry: Entry
        /// By whom.
        public let role: Role
        /// The phases it is allowed in.
        public let from: [Phase]
        /// The phases it may lead to; none where the phase stays.
        public let to: [Phase]
    }

    /// Everything that may be called, and every way from one phase to another.
    ///
    /// The guards below, the diagram in `docs/VAULT.md` and the exhaustive test come from it.
    public static let transitions: [Transition] = [
        row(.deposit, .anyone, [.active, .rebalancing, .cooldown]),
        row(.withdraw, .anyone, [.active, .rebalancing, .cooldown, .shutdown]),
        row(.redeemInKind, .anyone, Phase.allCases),
        row(.claim, .anyone, Phase.allCases),
        row(.accrue, .anyone, [.active, .rebalancing, .cooldown, .shutdown]),
        row(.rebalance, .keeper, [.active, .rebalancing], [.rebalancing, .cooldown]),
        row(.openAuction, .keeper, [.active], [.rebalancing]),
        row(.bid, .anyone, [.rebalancing]),
        row(.raiseTargets, .keeper, [.rebalancing]),
        row(.closeRebalance, .keeper, [.rebalancing], [.cooldown]),
        row(.time, .anyone, [.rebalancing], [.cooldown]),
        row(.time, .anyone, [.cooldown], [.active]),
        row(.halt, .guardian, [.active, .rebalancing, .cooldown], [.halted]),
        row(.trip, .anyone, [.active, .rebalancing, .cooldown], [.halted]),
        row(.resume, .owner, [.halted], [.active]),
        row(.shutDown, .owner, [.active, .rebalancing, .cooldown, .halted], [.shutdown]),
        row(.configure, .owner, [.active, .rebalancing, .cooldown, .halted]),
    ]

    private static func row(
        _ entry: Entry,
        _ role: Role,
        _ from: [Phase],
        _ to: [Phase] = []
    ) -> Transition {
        Transition(entry: entry, role: role, from: from, to: to)
    }

    // MARK: Guards

    /// Locks the vault for a call, once its caller has the role and the phase allows it.
    static func enter(_ entry: Entry, _ frame: borrowing Frame) throws(Fault) -> Status {
        frame.charge(ComputeCharge.vaultCall)
        guard frame[Storage.lock] == 1 else { throw Refusal.reentered }
        try requireRole(entry, frame)
        let status = currentStatus(frame)
        guard allows(entry, in: status.phase) else {
            if status.phase == .cooldown {
                throw Refusal.coolingDown(until: status.until, now: frame.timestamp)
            }
            throw Refusal.wrongPhase(entry, status.phase)
        }
        frame[Storage.lock] = 2
        return status
    }

    /// Unlocks the vault.
    static func leave(_ frame: borrowing Frame) { frame[Storage.lock] = 1 }

    /// Whether the table has the entry point in a phase.
    static func allows(_ entry: Entry, in phase: Phase) -> Bool {
        transitions.contains { $0.entry == entry && $0.from.contains(phase) }
    }

    private static func requireRole(_ entry: Entry, _ frame: borrowing Frame) throws(Fault) {
        guard let role = transitions.first(where: { $0.entry == entry })?.role else { return }
        let caller = frame.caller
        switch role {
        case .anyone:
            return
        case .keeper:
            if frame[Storage.limits].keepersOpen || frame[Storage.keepers[caller]] { return }
            throw Refusal.notKeeper(caller)
        case .guardian:
            if caller == frame[Storage.guardian] || caller == frame[Storage.owner] { return }
            throw Refusal.notGuardian(caller)
        case .owner:
            if caller == frame[Storage.owner] { return }
            throw Refusal.notOwner(caller)
        }
    }

    /// The status with the passing of time applied, which is stored by the next change.
    static func currentStatus(_ frame: borrowing Frame) -> Status {
        frame[Storage.status].current(
            at: frame.timestamp,
            cooldown: frame[Storage.limits].cooldown
        )
    }

    /// Stores a status that the table allows after this entry point, and tells of a new phase.
    static func move(
        to next: Status,
        by entry: Entry,
        from before: Status,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let isAllowed = transitions.contains {
            $0.entry == entry && $0.from.contains(before.phase) && $0.to.contains(next.phase)
        }
        guard isAllowed else { throw Refusal.wrongPhase(entry, next.phase) }
        frame[Storage.status] = next
        if next.phase != before.phase {
            frame.emit(PhaseChanged(from: before.phase, to: next.phase, reason: next.reason))
        }
    }
}
