import Primitives

/// A price: one number, or points that are replayed.
struct PriceForm: Form {
    var expected: String {
        "a price in US dollars, for example 1, or { replay: [194.6, 193.3], every: 1 h }"
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> PricePath {
        if element.node.mapping == nil {
            _ = try element.text(expected)
            return .constant(try NumberForm.price.read(element, context))
        }
        let section = try Section(element, ReplayKeys.table, context)
        return .replay(
            PriceReplay(
                points: try section.read(ReplayKeys.replay),
                every: try section.read(ReplayKeys.every),
                volatility: try section.read(ReplayKeys.volatility)
            )
        )
    }
}

/// A base fee: one figure, or steps.
struct BaseFeeForm: Form {
    var expected: String {
        "a base fee, for example 20 gwei, or { steps: [77.9 gwei, 84.8 gwei], every: 24 h }"
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> BaseFeePath {
        if element.node.mapping == nil {
            _ = try element.text(expected)
            return .constant(try WeiForm.fee.read(element, context))
        }
        let section = try Section(element, BaseFeeKeys.table, context)
        return .steps(
            values: try section.read(BaseFeeKeys.steps),
            every: try section.read(BaseFeeKeys.every)
        )
    }
}

/// The most an agent pays a unit of gas: `2x` the base fee, or `300 gwei`.
struct MaxFeeForm: Form {
    var expected: String { "a multiple of the base fee or a fee, for example 2x or 300 gwei" }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> MaxFee {
        let both = Measure(
            name: "a maximum fee",
            units: Measure.multiple.units + Measure.wei.units,
            example: "2x or 300 gwei"
        )
        if try both.read(element).unit == "x" {
            let form = NumberForm(measure: .multiple, bounds: 1...1_000)
            return .multiple(try form.read(element, context))
        }
        return .fixed(try WeiForm.fee.read(element, context))
    }
}

/// The length of a run: `48 h` or `200 blocks`.
struct RunDurationForm: Form {
    /// The most blocks.
    static let blocksMax: UInt64 = 1_000_000_000

    var expected: String { "a length, for example 48 h or 200 blocks" }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> RunDuration {
        let both = Measure(
            name: "the length of a run",
            units: Measure.duration.units + Measure.blocks.units,
            example: "48 h or 200 blocks"
        )
        if Measure.blocks.units.contains(try both.read(element).unit) {
            let form = CountForm(bounds: 1...Self.blocksMax, inBlocks: true)
            return .blocks(try form.read(element, context))
        }
        return .seconds(
            try DurationForm(bounds: 1...DurationForm.longest).read(element, context)
        )
    }
}
