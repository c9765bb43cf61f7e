import Primitives
import WideMath

/// A whole number of seconds.
struct DurationForm: Form {
    /// The seconds that are allowed.
    let bounds: ClosedRange<UInt64>

    /// The longest time any key takes: a hundred years.
    static let longest: UInt64 = 36_525 * 86_400

    var expected: String { Measure.duration.expected }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> UInt64 {
        let (number, unit, text) = try Measure.duration.read(element)
        let factor: UInt64 = ["min": 60, "h": 3_600, "d": 86_400][unit] ?? 1
        guard let seconds = number.integer(times: factor) else {
            throw element.error(
                "\(Wording.quoted(text)) is not a whole number of seconds",
                "write it as \(Measure.duration.example)"
            )
        }
        guard let value = seconds.asUInt64, bounds.contains(value) else {
            throw Measure.outside(
                text,
                Canonical.duration(bounds.lowerBound),
                Canonical.duration(bounds.upperBound),
                element
            )
        }
        return value
    }
}

/// A whole number of basis points.
struct RatioForm: Form {
    /// The basis points that are allowed.
    let bounds: ClosedRange<UInt64>

    var expected: String { Measure.ratio.expected }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> BasisPoints {
        let (number, unit, text) = try Measure.ratio.read(element)
        guard let points = number.integer(tenTo: unit == "%" ? 2 : 0) else {
            throw element.error(
                "\(Wording.quoted(text)) is finer than 1 bp",
                "1 bp is 0.01 %; round to that"
            )
        }
        guard let value = points.asUInt64, bounds.contains(value) else {
            throw Measure.outside(
                text,
                Canonical.ratio(BasisPoints(bounds.lowerBound)),
                Canonical.ratio(BasisPoints(bounds.upperBound)),
                element
            )
        }
        return BasisPoints(value)
    }
}

/// A whole number of wei.
struct WeiForm: Form {
    /// The wei that are allowed.
    let bounds: ClosedRange<UInt64>

    /// Fees a unit of gas: up to 10⁶ gwei, a thousand times what any block has seen.
    static let fee = WeiForm(bounds: 0...1_000_000_000_000_000)

    var expected: String { Measure.wei.expected }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Wei {
        let (number, unit, text) = try Measure.wei.read(element)
        guard let wei = number.integer(tenTo: ["gwei": 9, "ETH": 18][unit] ?? 0) else {
            throw element.error(
                "\(Wording.quoted(text)) is not a whole number of wei",
                "1 gwei is 1_000_000_000 wei; round to that"
            )
        }
        guard let value = wei.asUInt64, bounds.contains(value) else {
            throw Measure.outside(
                text,
                Canonical.fee(Wei(UInt256(bounds.lowerBound))),
                Canonical.fee(Wei(UInt256(bounds.upperBound))),
                element
            )
        }
        return Wei(wei)
    }
}

/// A whole number, without a unit or of blocks.
struct CountForm: Form {
    /// The numbers that are allowed.
    let bounds: ClosedRange<UInt64>
    /// Whether it counts blocks.
    var inBlocks = false

    var expected: String {
        inBlocks
            ? Measure.blocks.expected : "a whole number, for example \(min(42, bounds.upperBound))"
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> UInt64 {
        let number: DecimalNumber
        let text: String
        if inBlocks {
            (number, _, text) = try Measure.blocks.read(element)
        } else {
            text = try element.text(expected)
            guard let plain = DecimalNumber(text) else {
                throw element.error("\(Wording.quoted(text)) is not a whole number", range)
            }
            number = plain
        }
        guard let integer = number.integer(), number.places == 0 else {
            throw element.error("\(Wording.quoted(text)) is not a whole number", range)
        }
        guard let value = integer.asUInt64, bounds.contains(value) else {
            throw element.error("\(Wording.quoted(text)) is out of bounds", range)
        }
        return value
    }

    private var range: String {
        "write \(Canonical.grouped(bounds.lowerBound)) to \(Canonical.grouped(bounds.upperBound))"
            + (inBlocks ? " blocks" : "")
    }
}

/// A number that becomes a `Double`: a price, a rate, a multiple or a spread.
struct NumberForm: Form {
    /// The unit behind it, if it has one.
    let measure: Measure?
    /// What is allowed, in the unit as it is written.
    let bounds: ClosedRange<Double>
    /// The power of ten from the unit as written to the value.
    var exponent = 0
    /// What it is, where there is no unit.
    var name = "a number"

    /// A price in US dollars.
    static let price = NumberForm(measure: nil, bounds: 1e-9...1e12, name: "a price in US dollars")
    /// A volatility, a fraction a square-root year.
    static let volatility = NumberForm(measure: .volatility, bounds: 0...1_000, exponent: -2)

    var expected: String { measure?.expected ?? "\(name), for example 1.5" }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Double {
        let number: DecimalNumber
        let text: String
        if let measure {
            (number, _, text) = try measure.read(element)
        } else {
            text = try element.text(expected)
            guard let plain = DecimalNumber(text) else {
                throw element.error("\(Wording.quoted(text)) is not \(name)", "write \(expected)")
            }
            number = plain
        }
        guard bounds.contains(number.double()) else {
            let unit = measure?.units.first.map { $0 == "x" ? $0 : " \($0)" } ?? ""
            throw Measure.outside(
                text,
                Canonical.number(bounds.lowerBound) + unit,
                Canonical.number(bounds.upperBound) + unit,
                element
            )
        }
        return number.double(tenTo: exponent)
    }
}
