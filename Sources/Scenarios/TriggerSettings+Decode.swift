import Primitives

extension TriggerSettings {
    /// Decodes `vault.trigger`.
    init(_ section: Section) throws(ScenarioError) {
        if let event = try section.readIfPresent(TriggerKeys.event) {
            try section.refuse(
                [TriggerKeys.threshold, TriggerKeys.measure, TriggerKeys.period]
                    + [TriggerKeys.tradeBack],
                "an event has no other condition",
                "remove it, or the event"
            )
            self.init(event: event)
            return
        }
        let threshold = try section.readIfPresent(TriggerKeys.threshold)
        let period = try section.readIfPresent(TriggerKeys.period)
        guard threshold != nil || period != nil else {
            throw section.element.error(
                "nothing triggers a rebalance",
                "write threshold: 5 %, or period: 30 d, or both, or event: change"
            )
        }
        let tradeBack = try section.read(TriggerKeys.tradeBack)
        guard tradeBack.count <= threshold?.count ?? 0 else {
            throw try section.child(TriggerKeys.tradeBack).error(
                "\(Canonical.ratio(tradeBack)) is above the threshold",
                "trade back to at most \(Canonical.ratio(threshold ?? BasisPoints(0)))"
            )
        }
        self.init(
            threshold: threshold,
            measure: try section.read(TriggerKeys.measure),
            period: period,
            tradeBack: tradeBack
        )
    }

    /// The keys and values of the section.
    var lines: [String] {
        if let event { return ["event: \(event.rawValue)"] }
        let given = [
            threshold.map { "threshold: \(Canonical.ratio($0))" },
            period.map { "period: \(Canonical.duration($0))" },
        ]
        return given.compactMap { $0 } + [
            "measure: \(measure.rawValue)", "trade_back: \(Canonical.ratio(tradeBack))",
        ]
    }
}
