import Scenarios

/// Which events of a scenario are on, looked at between blocks.
///
/// An event begins in the first slot that opens at its time or later; one with a condition in the
/// slot after the block that showed it, once in a run. It ends in the first slot that opens its
/// duration after that, or later.
struct Timeline: Sendable {
    /// Where an event stands.
    private enum State: Hashable, Sendable {
        case waiting
        /// On since a millisecond of the run.
        case on(since: UInt64)
        /// It was on from one millisecond to another.
        case over(since: UInt64, until: UInt64)
    }

    private let events: [Event]
    /// The number of each event's condition among the scenario's, where it has one.
    private let conditions: [Int?]
    private var states: [State]

    /// A timeline before the first block.
    init(_ scenario: Scenario) {
        events = scenario.events
        let all = scenario.conditions
        conditions = scenario.events.map { event in
            guard case .condition(let condition) = event.trigger else { return nil }
            return all.firstIndex(of: condition)
        }
        states = Array(repeating: .waiting, count: events.count)
    }

    /// Whether nothing ever happens.
    var isEmpty: Bool { events.isEmpty }

    /// Goes on to a slot that opens at a millisecond of the run, for the block of a number, given
    /// which conditions held at the end of the one before.
    ///
    /// Gives the numbers of the events that begin and those that end.
    mutating func open(
        at now: UInt64,
        block: UInt64,
        _ holds: [Bool]
    ) -> (begun: [Int], ended: [Int]) {
        var begun: [Int] = []
        var ended: [Int] = []
        for index in events.indices {
            if case .waiting = states[index], isDue(index, now, block, holds) {
                states[index] = .on(since: now)
                begun.append(index)
            }
            if case .on(let since) = states[index], let duration = events[index].duration,
                now - since >= duration * 1_000
            {
                states[index] = .over(since: since, until: now)
                ended.append(index)
            }
        }
        return (begun, ended)
    }

    /// The events that are on, and the part of their time that is over, from 0 to 1; of those
    /// without an end 0.
    func active(at now: UInt64) -> [(event: Event, part: Double)] {
        var active: [(event: Event, part: Double)] = []
        for (event, state) in zip(events, states) {
            guard case .on(let since) = state else { continue }
            let part = event.duration.map { Double(now - since) / (Double($0) * 1_000) } ?? 0
            active.append((event, part))
        }
        return active
    }

    private func isDue(
        _ index: Int,
        _ now: UInt64,
        _ block: UInt64,
        _ holds: [Bool]
    ) -> Bool {
        switch events[index].trigger {
        case .time(let second): return now >= second * 1_000
        case .block(let number): return block >= number
        case .condition: return conditions[index].map { holds[$0] } ?? false
        case .event(let other, let moment, let delay):
            let start: UInt64
            switch (states[other], moment) {
            case (.on(let since), .begins), (.over(let since, _), .begins): start = since
            case (.over(_, let until), .ends): start = until
            default: return false
            }
            return now - start >= delay * 1_000
        }
    }
}
