/// The keys of an event.
enum EventKeys {
    static let name = Key("name", NameForm(), .optional, "What other events call it.")
    static let at = Key(
        "at",
        EventTimeForm(),
        .optional,
        "When it begins: a time from the start, a clock time, a date or a block."
    )
    static let when = Key("when", ConditionForm(), .optional, "The condition that begins it.")
    static let after = Key(
        "after",
        TextForm(lengthMax: 64),
        .optional,
        "The event that it begins with, or after whose end."
    )
    static let moment = Key(
        "moment",
        ChoiceForm<Event.Moment>(),
        .optional,
        "Which moment of that event counts; without it, its begin."
    )
    static let delay = Key(
        "delay",
        DurationForm(bounds: 0...DurationForm.longest),
        .optional,
        "How long after that it begins."
    )
    static let duration = Key(
        "for",
        DurationForm(bounds: 1...DurationForm.longest),
        .optional,
        "How long it lasts; without it, until the run ends."
    )

    static let gasDemand = Key(
        "gas_demand",
        NumberForm(measure: .multiple, bounds: 0...1_000),
        .optional,
        "The base fee that the role block_space holds, times this."
    )
    static let depth = Key(
        "depth",
        NumberForm(measure: .multiple, bounds: 0...1),
        .optional,
        "The share of their liquidity that providers leave in, as 0.1x."
    )
    static let pool = Key(
        "pool",
        SeveralForm(item: PoolForm()),
        .optional,
        "The pools whose providers leave; without it, all."
    )
    static let flow = Key(
        "flow",
        NumberForm(measure: .multiple, bounds: 0...1_000),
        .optional,
        "How many times as often traders trade."
    )
    static let sells = Key(
        "sells",
        RatioForm(bounds: 0...10_000),
        .optional,
        "The share of traders' trades that sells the pool's first token."
    )
    static let agent = Key(
        "agent",
        SeveralForm(item: TextForm(lengthMax: 32)),
        .optional,
        "The traders that are meant; without it, all."
    )
    static let missedSlots = Key(
        "missed_slots",
        RatioForm(bounds: 0...9_900),
        .optional,
        "The share of slots that have no block."
    )
    static let blockTime = Key(
        "block_time",
        NumberForm(measure: .multiple, bounds: 0.1...100),
        .optional,
        "How many times as long slots last."
    )

    static let offline = fault("offline", "The agents that neither look nor send.")
    static let late = fault("late", "The agents whose transactions arrive late, by as much.")
    static let by = Key(
        "by",
        CountForm(bounds: 1...10_000, inBlocks: true),
        .optional,
        "How many blocks late."
    )
    static let nonceGap = fault("nonce_gap", "The agents that skip a nonce.")
    static let underPriced = fault(
        "under_priced",
        "The agents that offer less than the base fee."
    )
    static let frozen = fault("frozen", "The reporters that leave their oracles as they are.")
    static let wrong = fault("wrong", "The reporters that answer with the price times a factor.")
    static let factor = Key(
        "factor",
        NumberForm(measure: .multiple, bounds: 0.001...1_000),
        .optional,
        "That factor."
    )
    static let deviating = fault(
        "deviating",
        "The reporters whose answers leave the price steadily."
    )
    static let reaches = Key(
        "reaches",
        NumberForm(measure: .multiple, bounds: 0.001...1_000),
        .optional,
        "The multiple of the price that they reach at the end."
    )
    static let relayDown = Key(
        "relay_down",
        ChoiceForm<Yes>(),
        .optional,
        "Whether what goes by a private relay is lost."
    )
    static let paused = Key(
        "paused",
        SeveralForm(item: PoolForm()),
        .optional,
        "The pools in which nothing can be done."
    )
    static let blocked = Key(
        "blocked",
        SeveralForm(item: AssetForm()),
        .optional,
        "The tokens that nobody can move."
    )

    private static func fault(
        _ name: String,
        _ about: String
    ) -> Key<SeveralForm<TextForm>> {
        Key(name, SeveralForm(item: TextForm(lengthMax: 32)), .optional, about)
    }

    /// The only word for what is either written or not.
    enum Yes: String, CaseIterable, Sendable { case yes = "true" }

    static let effects: [any KeyDescription] = [
        gasDemand, depth, pool, flow, sells, agent, missedSlots, blockTime, offline, late, by,
        nonceGap, underPriced, frozen, wrong, factor, deviating, reaches, relayDown, paused,
        blocked,
    ]

    static let table = KeyTable(
        title: "an event",
        keys: [name, at, when, after, moment, delay, duration] + effects
    )
}

/// When an event begins: `6 h` from the start, `06:00` on its first day, a date, or `block 100`.
struct EventTimeForm: Form {
    /// What was written.
    enum Value {
        /// Seconds from the start.
        case elapsed(UInt64)
        /// Seconds since midnight.
        case clock(UInt64)
        /// Seconds since 1970.
        case date(UInt64)
        /// The number of a block.
        case block(UInt64)
    }

    private static let word = "block "

    var expected: String {
        "6 h from the start, the time 06:00, a date such as 2020-03-12T06:00:00Z, or block 100"
    }

    var schema: Schema {
        let duration = Schema.Pattern.quantity(Measure.duration.units)
        let clock = "[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
        let block = "\(Self.word)\(Schema.Pattern.whole)"
        return Schema.quantity("\(duration)|\(clock)|\(Schema.Pattern.date)|\(block)")
            .examples("6 h or 06:00 or block 100")
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Value {
        let text = try element.text(expected)
        if text.hasPrefix(Self.word) {
            let number = element.inner(text.dropFirst(Self.word.count))
            return .block(try CountForm(bounds: 1...1_000_000_000).read(number, context))
        }
        if let date = DateForm.seconds(text) { return .date(date) }
        if text.contains(":") {
            guard let clock = Self.clock(text) else {
                throw element.error(
                    "\(Wording.quoted(text)) is no time of a day",
                    "write \(expected)"
                )
            }
            return .clock(clock)
        }
        return .elapsed(
            try DurationForm(bounds: 0...DurationForm.longest).read(element, context)
        )
    }

    /// Reads `06:00` or `06:00:30`.
    private static func clock(_ text: String) -> UInt64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 }) else {
            return nil
        }
        var seconds: UInt64 = 0
        for (part, most) in zip(parts, [23, 59, 59] as [UInt64]) {
            guard let number = DecimalNumber(part), let value = number.integer()?.asUInt64,
                value <= most
            else { return nil }
            seconds = seconds * 60 + value
        }
        return parts.count == 2 ? seconds * 60 : seconds
    }
}
