import WideMath

/// A kind of quantity: its name, its units and an example of each way to write it.
struct Measure: Sendable {
    /// What it is: `a duration`.
    let name: String
    /// The units that fit.
    let units: [String]
    /// How it is written, such as `13 s`; an alternative after `or`.
    let example: String

    /// A length of time.
    static let duration = Measure(
        name: "a duration",
        units: ["s", "min", "h", "d"],
        example: "13 s"
    )
    /// A short time, within the slot of a block.
    static let moment = Measure(
        name: "a short time",
        units: ["ms", "s"],
        example: "250 ms"
    )
    /// A ratio.
    static let ratio = Measure(name: "a ratio", units: ["%", "bp"], example: "5 % or 500 bp")
    /// An amount of wei, most often a unit of gas.
    static let wei = Measure(
        name: "an amount of ether",
        units: ["wei", "gwei", "ETH"],
        example: "20 gwei"
    )
    /// A number of blocks.
    static let blocks = Measure(
        name: "a number of blocks",
        units: ["blocks", "block"],
        example: "10 blocks"
    )
    /// A mean rate.
    static let rate = Measure(name: "a rate", units: ["per block"], example: "0.4 per block")
    /// A multiple.
    static let multiple = Measure(name: "a multiple", units: ["x"], example: "2x")
    /// A volatility, over a year.
    static let volatility = Measure(name: "a volatility", units: ["%"], example: "80 %")

    /// What should stand there.
    var expected: String { "\(name), for example \(example)" }

    /// The number and unit of a scalar.
    func read(
        _ element: Element
    ) throws(ScenarioError) -> (number: DecimalNumber, unit: String, text: String) {
        let text = try element.text(expected)
        let quoted = Wording.quoted(text)
        guard let parts = DecimalNumber.leading(text) else {
            let isNegative =
                text.first == "-" && DecimalNumber.leading(String(text.dropFirst())) != nil
            throw element.error(
                isNegative ? "\(quoted) is negative" : "\(quoted) is not \(name)",
                "write it as \(example)"
            )
        }
        if units.contains(parts.unit) { return (parts.number, parts.unit, text) }
        let fitting = Wording.choice(units.filter { $0 != "block" })
        if parts.unit.isEmpty {
            throw element.error(
                "\(quoted) has no unit",
                "the unit of \(name) is \(fitting), for example \(example)"
            )
        }
        throw element.error(
            "\(Wording.quoted(parts.unit)) is not a unit of \(name)",
            "use \(fitting), for example \(example)"
        )
    }

    /// An error that says between what bounds the value should be.
    static func outside(
        _ text: String,
        _ low: String,
        _ high: String,
        _ element: Element
    ) -> ScenarioError {
        element.error("\(Wording.quoted(text)) is out of bounds", "write \(low) to \(high)")
    }
}
