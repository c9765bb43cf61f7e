import Measures
import Scenarios

/// Whether a line of `always` held at the end of every block.
public struct AlwaysOutcome: Sendable {
    /// The variant whose run it is about; nothing for the run itself.
    public let variant: String?
    /// The line, and what became of it.
    public let watched: AlwaysMeasures.Watched

    /// Whether it held throughout; never where nothing was there to judge it by.
    public var pass: Bool { watched.failed == 0 && watched.worst != nil }

    /// The line as it is written.
    public var text: String { (variant.map { "\($0): " } ?? "") + watched.line.text }

    /// Its item in `summary.json`.
    var json: JSON {
        var members: [(String, JSON)] = []
        if let variant { members.append(("variant", .string(variant))) }
        members += [
            ("text", .string(watched.line.text)),
            ("worst", watched.worst?.value.map { .double($0) } ?? .null),
            ("failed_blocks", .int(watched.failed)),
            ("first_failed", watched.firstFailed.map { .int($0) } ?? .null),
            ("pass", .bool(pass)),
        ]
        return .object(members)
    }

    /// The worst reading as the terminal's table has it.
    var shown: String { watched.worst?.value.map { shown($0) } ?? "unknown" }

    /// How far the worst reading is from the bound, with its sign.
    var miss: String {
        guard let distance = watched.worst?.excess else { return "nothing to show" }
        return (distance < 0 ? "" : "+") + shown(distance)
    }

    /// When it did not hold.
    var blocks: String {
        guard let first = watched.firstFailed else { return "" }
        return "\(Figures.grouped(watched.failed)), first \(Figures.grouped(first))"
    }

    private func shown(_ value: Double) -> String {
        switch watched.line {
        case .measure(let expectation): ExpectationOutcome.unsigned(value, expectation.measure)
        case .condition(let condition): shown(value, condition.gauge)
        }
    }

    private func shown(_ value: Double, _ gauge: Gauge) -> String {
        switch gauge {
        case .move, .volatility, .gap, .drawdown, .deviation, .fees:
            Figures.grouped(value * 100, decimals: 2) + " %"
        case .baseFee: Figures.grouped(value / 1e9, decimals: 2) + " gwei"
        case .waiting: Figures.grouped(value, decimals: 0)
        case .price, .depth, .liquidity, .spot, .nav, .navAtMarket, .sharePrice:
            Figures.grouped(value, decimals: 2)
        }
    }
}
