import Primitives
import Scenarios
import WideMath

/// What happens on the way, in words.
extension Explanation {
    /// The events, each with when it begins and what it does.
    var events: [Row] {
        scenario.events.map { event in
            let length = event.duration.map { " for \(Canonical.duration($0))" } ?? ""
            let name = event.name.map { "\($0), " } ?? ""
            let deeds = event.effects.map { Self.words($0) }
            return Row(text: name + beginning(of: event) + length + ": " + Self.list(deeds))
        }
    }

    private func beginning(of event: Event) -> String {
        switch event.trigger {
        case .time(let seconds): "after \(Canonical.duration(seconds))"
        case .block(let number): "from block \(Canonical.grouped(number)) on"
        case .condition(let condition): "when \(condition.text)"
        case .event(let number, let moment, let delay):
            (delay == 0 ? "when" : "\(Canonical.duration(delay)) after")
                + " \(scenario.events[number].name ?? "another event") \(moment.rawValue)"
        }
    }

    private static func words(_ effect: Effect) -> String {
        func times(_ factor: Double) -> String { "\(Canonical.number(factor)) times" }
        switch effect {
        case .gasDemand(let factor): return "\(times(factor)) the base fee"
        case .depth(let share, let pools):
            return "providers of \(list(pools, or: "pool")) leave \(Canonical.number(share))x in it"
        case .flow(let factor, let sells, let agents):
            let side = sells.map { ", \(Canonical.number($0, tenTo: 2)) % of them sales" } ?? ""
            return "\(list(agents, or: "agent")) trade \(times(factor)) as often\(side)"
        case .missedSlots(let share):
            return "\(Canonical.number(share, tenTo: 2)) % of slots have no block"
        case .blockTime(let factor): return "slots last \(times(factor)) as long"
        case .offline(let agents): return "\(list(agents, or: "agent")) offline"
        case .late(let agents, let blocks):
            return "\(list(agents, or: "agent")) \(Canonical.blocks(blocks)) late"
        case .nonceGap(let agents): return "\(list(agents, or: "agent")) skip a nonce"
        case .underPriced(let agents):
            return "\(list(agents, or: "agent")) offer less than the base fee"
        case .frozen(let agents): return "\(list(agents, or: "agent")) report nothing"
        case .wrong(let agents, let factor):
            return "\(list(agents, or: "agent")) report \(times(factor)) the price"
        case .deviating(let agents, let factor):
            return "\(list(agents, or: "agent")) drift to \(times(factor)) the price"
        case .relayDown: return "private relays lose what is sent"
        case .paused(let pools): return "\(list(pools, or: "pool")) paused"
        case .blocked(let assets): return "\(list(assets, or: "asset")) cannot be moved"
        }
    }
}
