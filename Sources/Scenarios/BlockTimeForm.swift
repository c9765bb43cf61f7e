/// The time between two blocks: `12 s`, or `poisson(12 s)`.
struct BlockTimeForm: Form {
    private static let duration = DurationForm(bounds: 1...3_600)
    private static let word = "poisson"

    var expected: String { "\(Self.duration.expected), or poisson(13 s)" }

    var schema: Schema {
        let duration = Schema.Pattern.quantity(Measure.duration.units)
        return Schema.quantity("\(duration)|\(Self.word) *\\( *\(duration)\\)")
            .examples("12 s or poisson(12 s)")
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> BlockTime {
        let text = try element.text(expected)
        guard text.hasPrefix(Self.word) else {
            return .fixed(try Self.duration.read(element, context))
        }
        let mean = text.dropFirst(Self.word.count).drop { $0 == " " }
        guard mean.first == "(", mean.last == ")" else {
            throw element.error(
                "\(Wording.quoted(text)) is not a time between blocks",
                "write 12 s, or poisson(12 s) for blocks at random with that mean"
            )
        }
        let inner = mean.dropFirst().dropLast().drop { $0 == " " }
        return .poisson(mean: try Self.duration.read(element.inner(inner), context))
    }
}
