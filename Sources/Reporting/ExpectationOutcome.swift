import Measures
import Primitives
import Scenarios
import WideMath

/// Whether a run ended as an expectation says.
public struct ExpectationOutcome: Sendable {
    /// What was expected.
    public let expectation: Expectation
    /// The measure as the summary has it; `null` where it has none.
    public let value: JSON
    /// Whether it is as expected; never without a value.
    public let pass: Bool
    /// How far a number is from its bound, or why there is none to compare; empty where it passed.
    public let miss: String
    /// How far the value is above its bound, in the measure's unit; nothing where there is none.
    let excess: Double?

    /// Compares what is expected with a summary.
    init(_ expectation: Expectation, in summary: JSON) {
        self.expectation = expectation
        let measure = expectation.measure
        let value = summary[measure.path]
        self.value = value ?? .null
        let relation = expectation.relation
        switch expectation.bound {
        case .whole(let bound):
            guard let whole = value?.whole else { break }
            pass = relation.holds(whole, bound)
            excess = whole.asDouble - bound.asDouble
            miss = pass ? "" : Self.distance(whole, bound, measure)
            return
        case .number(let bound):
            guard let number = value?.number else { break }
            pass = relation.holds(number, bound)
            excess = number - bound
            miss = pass ? "" : Self.text(number - bound, measure)
            return
        case .part(let bound):
            guard let part = value?.whole else { break }
            guard let whole = summary[bound.whole]?.whole, !whole.magnitude.isZero,
                !whole.isNegative
            else {
                pass = false
                excess = nil
                miss = "\(bound.whole) is not above zero, so nothing is a part of it"
                return
            }
            let ratio = Self.products(part, whole, bound.points)
            pass = relation.holds(ratio.left, ratio.right)
            excess = part.asDouble - whole.asDouble * bound.points.asDouble / 10_000
            let points = part.asDouble / whole.asDouble * 10_000 - bound.points.asDouble
            miss = pass ? "" : Self.signed(points, decimals: 2) + " bp"
            return
        }
        pass = false
        excess = nil
        miss = measure.absence
    }

    /// What a line of `always` was compared with.
    var reading: AlwaysMeasures.Reading {
        AlwaysMeasures.Reading(
            value: value.whole?.asDouble ?? value.number,
            excess: excess,
            holds: pass
        )
    }

    /// The expectation's item in `summary.json`.
    var json: JSON {
        var members: [(String, JSON)] = []
        if let variant = expectation.variant { members.append(("variant", .string(variant))) }
        members += [("text", .string(expectation.text)), ("value", value), ("pass", .bool(pass))]
        return .object(members)
    }

    /// A product of two whole numbers in 512 bits, with its sign.
    private struct Product: Comparable {
        let isNegative: Bool
        let magnitude: UInt512

        init(_ number: SignedWhole, times factor: UInt256) {
            isNegative = number.isNegative
            magnitude = UInt512(product: number.magnitude, factor)
        }

        static func < (left: Product, right: Product) -> Bool {
            if left.isNegative != right.isNegative { return left.isNegative }
            return left.isNegative
                ? right.magnitude < left.magnitude : left.magnitude < right.magnitude
        }
    }

    /// Part ÷ whole against points ÷ 10,000, both sides times what they are divided by.
    private static func products(
        _ part: SignedWhole,
        _ whole: SignedWhole,
        _ points: SignedWhole
    ) -> (left: Product, right: Product) {
        (Product(part, times: 10_000), Product(points, times: whole.magnitude))
    }

    private static func distance(
        _ value: SignedWhole,
        _ bound: SignedWhole,
        _ measure: SummaryMeasure
    ) -> String {
        let text = text(value.asDouble - bound.asDouble, measure)
        guard text.prefix(while: { $0 != " " }).allSatisfy({ "+0.,".contains($0) }) else {
            return text
        }
        let isSame = value.isNegative == bound.isNegative
        let sizes = [value.magnitude, bound.magnitude].sorted()
        let units = isSame ? sizes[1].wrappingSubtract(sizes[0]) : sizes[1].wrappingAdd(sizes[0])
        let sign = value < bound ? "-" : "+"
        return value == bound ? "nothing" : "\(sign)\(units) of the smallest unit"
    }

    /// A number of a measure's own unit with its sign.
    static func text(_ value: Double, _ measure: SummaryMeasure) -> String {
        switch measure.kind {
        case .count: signed(value, decimals: 0)
        case .ratio: signed(value * 100, decimals: 2) + " %"
        case .ether: signed(value / 1e18, decimals: 4) + " ETH"
        case .amount(let token, let decimals):
            signed(value / RealFunctions.pow(10, Double(decimals)), decimals: 2) + " \(token)"
        case .value(let token): signed(value, decimals: 2) + " \(token)"
        }
    }

    private static func signed(_ value: Double, decimals: Int) -> String {
        (value < 0 ? "" : "+") + Figures.grouped(value, decimals: decimals)
    }

    /// The value as the terminal's table has it.
    public var shown: String {
        let measure = expectation.measure
        if let whole = value.whole {
            switch measure.kind {
            case .count: return Figures.grouped(whole.asDouble, decimals: 0)
            case .ether, .amount: return Self.unsigned(whole.asDouble, measure)
            case .ratio, .value: break
            }
        }
        return value.number.map { Self.unsigned($0, measure) } ?? "unknown"
    }

    /// A number as the terminal's tables have it.
    static func unsigned(_ value: Double, _ measure: SummaryMeasure) -> String {
        let text = text(value, measure)
        return text.first == "+" ? String(text.dropFirst()) : text
    }
}

extension JSON {
    /// The value at the end of a path of keys, an item of a list being named by its `name`.
    subscript(path: String) -> JSON? {
        path.split(separator: ".").reduce(self as JSON?) { value, key in
            switch value {
            case .object(let members): members.first { $0.0 == key }?.1
            case .array(let items):
                items.first { item in
                    if case .string(let name) = item["name"] { name == key } else { false }
                }
            default: nil
            }
        }
    }

    /// A whole number, which large ones write as text.
    var whole: SignedWhole? {
        switch self {
        case .int(let value): SignedWhole(UInt256(value))
        case .string(let text): SignedWhole(text)
        default: nil
        }
    }

    /// A number in floating point.
    var number: Double? {
        switch self {
        case .double(let value): value.isFinite ? value : nil
        case .int(let value): Double(value)
        case .string(let text): Double(text)
        default: nil
        }
    }
}
