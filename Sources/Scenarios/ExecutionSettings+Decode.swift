/// The keys of `vault.execution`.
enum ExecutionKeys {
    static let slices = Key(
        "slices",
        CountForm(bounds: 1...10_000),
        .fallback("1"),
        "How many slices a rebalance has; one trades at once."
    )
    static let every = Key(
        "every",
        DurationForm(bounds: 0...DurationForm.longest),
        .fallback("1 min"),
        "The time from one slice to the next."
    )
    static let giveUp = Key(
        "give_up",
        DurationForm(bounds: 0...DurationForm.longest),
        .fallback("1 h"),
        "The time after which what is unfinished is given up."
    )
    static let pace = Key(
        "pace",
        ChoiceForm<ExecutionSettings.Pace>(),
        .fallback("even"),
        "How much a slice trades: an equal part, or what each asset's trade_max admits."
    )
    static let auction = Key(
        "auction",
        SectionForm(table: AuctionKeys.table),
        .optional,
        "Sells and buys by Dutch auction, so that there are no slices."
    )

    static let table = KeyTable(
        title: "the execution",
        keys: [slices, every, giveUp, pace, auction]
    )
}

extension ExecutionSettings {
    /// Decodes `vault.execution`.
    init(_ section: Section) throws(ScenarioError) {
        self.init(
            slices: try section.read(ExecutionKeys.slices),
            every: try section.read(ExecutionKeys.every),
            giveUp: try section.read(ExecutionKeys.giveUp)
        )
        pace = try section.read(ExecutionKeys.pace)
        guard let auction = try section.readIfPresent(ExecutionKeys.auction) else { return }
        guard slices == 1, pace == .even else {
            throw try section.child(ExecutionKeys.auction).error(
                "an auction has no slices",
                "remove slices and pace, or the auction"
            )
        }
        self.auction = try AuctionSettings(auction)
    }

    /// The keys and values of the section.
    var lines: [String] {
        var lines = [
            "slices: \(Canonical.grouped(slices))", "every: \(Canonical.duration(every))",
            "give_up: \(Canonical.duration(giveUp))", "pace: \(pace.rawValue)",
        ]
        if let auction { lines += ["auction:"] + auction.lines.map { "  " + $0 } }
        return lines
    }
}
