import Primitives

/// The length of a run: `48 h` or `200 blocks`.
struct RunDurationForm: Form {
    /// The most blocks.
    static let blocksMax: UInt64 = 1_000_000_000
    private static let both = Measure(
        name: "the length of a run",
        units: Measure.duration.units + Measure.blocks.units,
        example: "48 h or 200 blocks"
    )

    var expected: String { "a length, for example 48 h or 200 blocks" }

    var schema: Schema { Self.both.schema }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> RunDuration {
        if Measure.blocks.units.contains(try Self.both.read(element).unit) {
            let form = CountForm(bounds: 1...Self.blocksMax, inBlocks: true)
            return .blocks(try form.read(element, context))
        }
        return .seconds(
            try DurationForm(bounds: 1...DurationForm.longest).read(element, context)
        )
    }
}
