import Primitives

/// Something that happens during a run: when it begins, how long it lasts and what it does.
public struct Event: Sendable, Hashable {
    /// What begins it.
    public enum Trigger: Sendable, Hashable {
        /// So many seconds after the start of the run.
        case time(UInt64)
        /// From this block on.
        case block(UInt64)
        /// A condition, as soon as it holds at the end of a block.
        case condition(Condition)
        /// Another event, by its number in the scenario, and so many seconds.
        case event(Int, Moment, delay: UInt64)
    }

    /// A moment of another event.
    public enum Moment: String, Sendable, Hashable, CaseIterable {
        case begins
        case ends
    }

    /// Its name, if others refer to it.
    public var name: String?
    /// What begins it.
    public var trigger: Trigger
    /// For how many seconds it lasts; nothing for the rest of the run.
    public var duration: UInt64?
    /// What it does, in the order of `EventKeys`.
    public var effects: [Effect]

    /// Makes an event.
    public init(
        name: String? = nil,
        trigger: Trigger,
        duration: UInt64? = nil,
        effects: [Effect]
    ) {
        self.name = name
        self.trigger = trigger
        self.duration = duration
        self.effects = effects
    }
}

/// What an event does as long as it lasts. Agents, pools and assets go by their names.
public enum Effect: Sendable, Hashable {
    /// The base fee that everybody else's demand leads to, times this.
    case gasDemand(Double)
    /// Providers of these pools leave this share of what they gave in it.
    case depth(Double, pools: [String])
    /// These traders trade so many times as often, and this share of their trades sells the pool's
    /// base token; nothing leaves that as it is.
    case flow(Double, sells: Double?, agents: [String])
    /// This share of the slots has no block.
    case missedSlots(Double)
    /// Slots last so many times as long.
    case blockTime(Double)
    /// These agents neither look nor send.
    case offline([String])
    /// What these agents send arrives so many blocks late.
    case late([String], blocks: UInt64)
    /// These agents skip a nonce.
    case nonceGap([String])
    /// These agents offer less than the base fee.
    case underPriced([String])
    /// These reporters leave their oracles as they are.
    case frozen([String])
    /// These reporters answer with the price times this.
    case wrong([String], factor: Double)
    /// These reporters' answers leave the price, steadily, and reach it times this at the end.
    case deviating([String], reaches: Double)
    /// What is sent by a private relay, bundles too, is lost.
    case relayDown
    /// Nobody can trade in these pools, nor add liquidity or withdraw it.
    case paused([String])
    /// Nobody can move these tokens.
    case blocked([String])
}
