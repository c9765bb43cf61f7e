import Measures
import Scenarios

/// Whether a line of `always` held at the end of every block.
public struct AlwaysOutcome: Sendable {
    /// The variant whose run it is about; nothing for the run itself.
    public let variant: String?
    /// The condition, and what became of it.
    public let watched: AlwaysMeasures.Watched

    /// Whether it held throughout.
    public var pass: Bool { watched.failed == 0 }

    /// The line as it is written.
    public var text: String { (variant.map { "\($0): " } ?? "") + watched.condition.text }

    /// Its item in `summary.json`.
    var json: JSON {
        var members: [(String, JSON)] = []
        if let variant { members.append(("variant", .string(variant))) }
        members += [
            ("text", .string(watched.condition.text)),
            ("worst", watched.worst.map { .double($0) } ?? .null),
            ("failed_blocks", .int(watched.failed)),
            ("first_failed", watched.firstFailed.map { .int($0) } ?? .null),
            ("pass", .bool(pass)),
        ]
        return .object(members)
    }

    /// The worst reading as the terminal's table has it.
    var shown: String { watched.worst.map { shown($0) } ?? "unknown" }

    /// How far the worst reading is from the bound, with its sign.
    var miss: String {
        guard let worst = watched.worst else { return "nothing to show" }
        let distance = worst - watched.condition.bound
        return (distance < 0 ? "" : "+") + shown(distance)
    }

    /// When it did not hold.
    var blocks: String {
        guard let first = watched.firstFailed else { return "" }
        return "\(Figures.grouped(watched.failed)), first \(Figures.grouped(first))"
    }

    private func shown(_ value: Double) -> String {
        switch watched.condition.gauge {
        case .move, .volatility, .gap, .drawdown, .deviation:
            Figures.grouped(value * 100, decimals: 2) + " %"
        case .baseFee: Figures.grouped(value / 1e9, decimals: 2) + " gwei"
        case .waiting: Figures.grouped(value, decimals: 0)
        case .price, .depth, .liquidity, .spot, .nav, .navAtMarket, .sharePrice:
            Figures.grouped(value, decimals: 2)
        }
    }
}
