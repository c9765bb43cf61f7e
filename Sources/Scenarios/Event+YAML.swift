extension Event {
    /// The keys and values of the event; `events` are those of the scenario.
    func lines(among events: [Event]) -> [String] {
        var lines = name.map { ["name: \(Canonical.name($0))"] } ?? []
        switch trigger {
        case .time(let seconds): lines.append("at: \(Canonical.duration(seconds))")
        case .block(let number): lines.append("at: block \(Canonical.grouped(number))")
        case .condition(let condition): lines.append("when: \(Canonical.quoted(condition.text))")
        case .event(let number, let moment, let delay):
            lines.append("after: \(Canonical.quoted(events[number].name ?? ""))")
            lines += ["moment: \(moment.rawValue)", "delay: \(Canonical.duration(delay))"]
        }
        if let duration { lines.append("for: \(Canonical.duration(duration))") }
        return lines + effects.flatMap(\.lines)
    }
}

extension Effect {
    /// The keys and values.
    fileprivate var lines: [String] {
        func names(_ key: String, _ names: [String]) -> String {
            "\(key): [\(names.map(Canonical.name).joined(separator: ", "))]"
        }
        func times(_ key: String, _ factor: Double) -> String {
            "\(key): \(Canonical.number(factor))x"
        }
        switch self {
        case .gasDemand(let factor): return [times("gas_demand", factor)]
        case .depth(let share, let pools): return [times("depth", share), names("pool", pools)]
        case .flow(let factor, let sells, let agents):
            let share = sells.map { ["sells: \(Canonical.number($0, tenTo: 2)) %"] } ?? []
            return [times("flow", factor)] + share + [names("agent", agents)]
        case .missedSlots(let share):
            return ["missed_slots: \(Canonical.number(share, tenTo: 2)) %"]
        case .blockTime(let factor): return [times("block_time", factor)]
        case .offline(let agents): return [names("offline", agents)]
        case .late(let agents, let blocks):
            return [names("late", agents), "by: \(Canonical.blocks(blocks))"]
        case .nonceGap(let agents): return [names("nonce_gap", agents)]
        case .underPriced(let agents): return [names("under_priced", agents)]
        case .frozen(let agents): return [names("frozen", agents)]
        case .wrong(let agents, let factor):
            return [names("wrong", agents), times("factor", factor)]
        case .deviating(let agents, let reaches):
            return [names("deviating", agents), times("reaches", reaches)]
        case .relayDown: return ["relay_down: true"]
        case .paused(let pools): return [names("paused", pools)]
        case .blocked(let assets): return [names("blocked", assets)]
        }
    }
}
