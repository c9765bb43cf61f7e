import Primitives

/// The keys of `vault.execution.auction`.
enum AuctionKeys {
    static let curve = Key(
        "curve",
        ChoiceForm<AuctionSettings.Curve>(),
        .fallback("linear"),
        "How the price moves with time."
    )
    static let start = Key(
        "start",
        RatioForm(bounds: 1...20_000),
        .fallback("101 %"),
        "The price at the opening, of the oracle's."
    )
    static let floor = Key(
        "floor",
        RatioForm(bounds: 1...20_000),
        .fallback("95 %"),
        "The least price; not above the start."
    )
    static let step = Key(
        "step",
        DurationForm(bounds: 1...DurationForm.longest),
        .fallback("1 min"),
        "How long a step takes."
    )
    static let slope = Key(
        "slope",
        RatioForm(bounds: 1...10_000),
        .optional,
        "How much a linear price falls with each step."
    )
    static let scale = Key(
        "scale",
        RatioForm(bounds: 1...10_000),
        .optional,
        "The scale of an exponential or logarithmic price."
    )
    static let coefficient = Key(
        "coefficient",
        NumberForm(measure: nil, bounds: 0...100),
        .optional,
        "The coefficient of an exponential or logarithmic price."
    )
    static let raise = Key(
        "raise",
        RatioForm(bounds: 0...10_000),
        .fallback("0 %"),
        "How much all goals rise when they are met and quote tokens are left."
    )

    static let table = KeyTable(
        title: "an auction",
        keys: [curve, start, floor, step, slope, scale, coefficient, raise]
    )
}

extension AuctionSettings {
    /// Decodes `vault.execution.auction`.
    init(_ section: Section) throws(ScenarioError) {
        self.init(
            curve: try section.read(AuctionKeys.curve),
            start: try section.read(AuctionKeys.start),
            floor: try section.read(AuctionKeys.floor),
            step: try section.read(AuctionKeys.step)
        )
        guard floor <= start else {
            throw try section.child(AuctionKeys.floor).error(
                "\(Canonical.ratio(floor)) is above the start",
                "give a floor of at most \(Canonical.ratio(start))"
            )
        }
        if curve == .linear {
            slope = try section.required(AuctionKeys.slope, "a linear price")
        } else {
            try section.refuse([AuctionKeys.slope], "only a linear price has one", "remove it")
        }
        if curve.isCurved {
            scale = try section.required(AuctionKeys.scale, "a curved price")
            coefficient = try section.required(AuctionKeys.coefficient, "a curved price")
        } else {
            try section.refuse(
                [AuctionKeys.scale, AuctionKeys.coefficient],
                "only an exponential or logarithmic price has one",
                "remove it"
            )
        }
        raise = try section.read(AuctionKeys.raise)
    }

    /// The keys and values of the section.
    var lines: [String] {
        var lines = [
            "curve: \(curve.rawValue)", "start: \(Canonical.ratio(start))",
            "floor: \(Canonical.ratio(floor))", "step: \(Canonical.duration(step))",
        ]
        if curve == .linear { lines.append("slope: \(Canonical.ratio(slope))") }
        if curve.isCurved {
            lines.append("scale: \(Canonical.ratio(scale))")
            lines.append("coefficient: \(Canonical.number(coefficient))")
        }
        return lines + ["raise: \(Canonical.ratio(raise))"]
    }
}
