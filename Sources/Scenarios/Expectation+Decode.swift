import WideMath

extension Expectation {
    /// Decodes `expect`: lines about the run, or about a variant under its name.
    static func decodeAll(
        _ elements: [Element],
        _ scenario: Scenario
    ) throws(ScenarioError) -> [Expectation] {
        let own = SummaryMeasure.all(of: scenario)
        var expectations: [Expectation] = []
        for element in elements {
            guard element.node.mapping != nil else {
                expectations.append(try Expectation(element, nil, own))
                continue
            }
            let entry = try element.line(of: scenario.variants.map(\.name), example: example)
            guard let variant = scenario.variants.first(where: { $0.name == entry.name }) else {
                continue
            }
            expectations.append(
                try Expectation(
                    entry.value,
                    variant.name,
                    SummaryMeasure.all(ofVariant: variant.scenario)
                )
            )
        }
        return expectations
    }

    /// Decodes a line about one of some measures.
    init(
        _ element: Element,
        _ variant: String?,
        _ measures: [SummaryMeasure]
    ) throws(ScenarioError) {
        let line = try ComparisonText(element, example: Self.example)
        let path = line.subject
        guard let measure = measures.first(where: { $0.path == path }) else {
            throw element.error(
                "no measure \(Wording.quoted(path))",
                Self.remedy(for: path, among: measures.map(\.path))
            )
        }
        let (bound, canonical) = try measure.bound(line.bound)
        self.init(
            variant: variant,
            measure: measure,
            relation: line.relation,
            bound: bound,
            text: "\(path) \(line.relation.rawValue) \(canonical)"
        )
    }

    /// The measure that was meant, section by section, or those of the deepest section known.
    private static func remedy(for path: String, among known: [String]) -> String {
        let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        var meant = ""
        for name in names {
            var children: [String] = []
            for place in known where place.hasPrefix(meant) {
                let child = String(place.dropFirst(meant.count).prefix { $0 != "." })
                if !children.contains(child) { children.append(child) }
            }
            let isKnown = children.contains(name)
            guard let right = isKnown ? name : Wording.nearest(to: name, among: children) else {
                break
            }
            if known.contains(meant + right) { return "did you mean \"\(meant)\(right)\"?" }
            meant += "\(right)."
        }
        if meant.isEmpty {
            return "name a number of summary.json, for example blocks or gas.used; "
                + "docs/MEASURES.md lists them"
        }
        let inside = known.filter { $0.hasPrefix(meant) }
        return "there are \(inside.prefix(20).joined(separator: ", "))"
    }
}

extension SummaryMeasure {
    /// The units that a bound may have.
    private var units: [String] {
        let parts = whole == nil ? [] : ["%", "bp"]
        switch kind {
        case .count: return []
        case .ratio: return ["%", "bp"]
        case .ether: return Measure.wei.units
        case .amount(let token, _): return [token] + parts
        case .value(let token): return [token]
        }
    }

    /// How a bound is written.
    private var example: String {
        switch kind {
        case .count: "3"
        case .ratio: "5 % or 0.05"
        case .ether: "0.2 ETH"
        case .amount(let token, _): "5_000 \(token)" + (whole == nil ? "" : " or 40 bp")
        case .value(let token): "5_000 \(token)"
        }
    }

    /// Reads a bound, and writes it in its canonical form.
    fileprivate func bound(
        _ element: Element
    ) throws(ScenarioError) -> (Expectation.Bound, text: String) {
        let text = try element.text("a bound for \(path), for example \(example)")
        let isNegative = text.first == "-"
        let digits = isNegative ? String(text.dropFirst().drop { $0 == " " }) : text
        guard let (number, unit) = DecimalNumber.leading(digits) else {
            throw element.error(
                "\(Wording.quoted(text)) is no bound",
                "write \(path) with a bound such as \(example)"
            )
        }
        guard units.contains(unit) || unit.isEmpty && isPlain else {
            let message =
                unit.isEmpty
                ? "\(Wording.quoted(text)) has no unit"
                : "\(Wording.quoted(unit)) is not a unit of \(path)"
            throw element.error(message, "write it as \(example)")
        }
        let sign = isNegative ? "-" : ""
        func misfit() -> ScenarioError {
            element.error(
                "\(Wording.quoted(text)) is finer than \(path) is, or too large",
                "round it, for example \(example)"
            )
        }
        func whole(_ magnitude: UInt256?) throws(ScenarioError) -> SignedWhole {
            guard let magnitude, number.isWritable else { throw misfit() }
            return SignedWhole(magnitude, isNegative: isNegative)
        }
        func real(_ value: Double) throws(ScenarioError) -> Double {
            guard number.isWritable else { throw misfit() }
            return isNegative ? -value : value
        }
        switch (kind, unit) {
        case (.count, _):
            let count = try whole(number.integer())
            return (.whole(count), sign + Canonical.grouped(count.magnitude))
        case (.ether, _):
            let wei = try whole(number.integer(tenTo: ["gwei": 9, "ETH": 18][unit] ?? 0))
            return (.whole(wei), "\(sign)\(Canonical.decimal(wei.magnitude, places: 18)) ETH")
        case (.amount, "%"), (.amount, "bp"):
            let points = try whole(number.integer(tenTo: unit == "%" ? 2 : 0))
            let bound = Expectation.BasisPointsOf(points: points, whole: self.whole ?? path)
            return (.part(bound), "\(sign)\(Canonical.grouped(points.magnitude)) bp")
        case (.amount(let token, let decimals), _):
            let raw = try whole(number.integer(tenTo: decimals))
            let amount = Canonical.decimal(raw.magnitude, places: decimals)
            return (.whole(raw), "\(sign)\(amount) \(token)")
        case (.value(let token), _):
            let value = number.double()
            return (.number(try real(value)), "\(sign)\(Canonical.number(value)) \(token)")
        case (.ratio, _):
            let ratio = number.double(tenTo: unit == "%" ? -2 : unit == "bp" ? -4 : 0)
            return (.number(try real(ratio)), "\(sign)\(Canonical.number(ratio, tenTo: 2)) %")
        }
    }

    /// Whether a bound may do without a unit.
    private var isPlain: Bool {
        switch kind {
        case .count, .ratio: true
        case .ether, .amount, .value: false
        }
    }
}
