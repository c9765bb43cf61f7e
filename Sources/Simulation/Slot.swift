import Agents
import BlockBuilding

/// The time between two blocks, in which agents act one after another.
struct Slot {
    /// When it opens and closes, in milliseconds since the start of the run.
    let opens: UInt64
    let closes: UInt64

    /// How long before the block searchers look, unless a scenario says otherwise.
    private static let lead: UInt64 = 1_000
    /// Between two answers of those who bid against each other.
    private static let round: UInt64 = 100

    /// Lets every agent act at its time, those who search after the others; then those who bid
    /// against each other, again and again until the slot closes.
    ///
    /// Each look is noted in `looks`, if anybody wants to know.
    func act(
        _ agents: inout [any Agent],
        of kinds: [AgentKind],
        at seats: [Seat],
        _ view: borrowing BlockView,
        _ outbox: inout Outbox,
        noting looks: inout [AgentTurn]?
    ) {
        let times = agents.indices.map { time(of: kinds[$0], at: seats[$0]) }
        var order = Array(agents.indices)
        order.sort {
            (times[$0], kinds[$0].isSearcher ? 1 : 0, $0)
                < (times[$1], kinds[$1].isSearcher ? 1 : 0, $1)
        }
        for index in order where !seats[index].strain.isOffline {
            outbox.take(seats[index], at: times[index])
            looks?.append(AgentTurn(seats[index], times[index], outbox))
            agents[index].act(view, &outbox)
        }
        let bidders = order.filter { kinds[$0].isBidder && !seats[$0].strain.isOffline }
        guard bidders.count > 1, var now = bidders.map({ times[$0] }).max() else { return }
        while closes - now >= Self.round {
            now += Self.round
            for index in bidders {
                outbox.take(seats[index], at: now)
                looks?.append(AgentTurn(seats[index], now, outbox))
                agents[index].act(view, &outbox)
            }
        }
    }

    private func time(of kind: AgentKind, at seat: Seat) -> UInt64 {
        let length = closes - opens
        let into =
            seat.actsAt ?? (kind.isSearcher ? length - min(length, Self.lead) : 0)
        return opens + min(into, length)
    }
}
