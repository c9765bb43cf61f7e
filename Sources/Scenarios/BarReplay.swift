import Primitives

/// Bars on a clock: the price has the open, high, low and close of each.
public struct BarReplay: Sendable, Hashable {
    /// The bars, the first beginning at the start of the run; at least one, and enough to reach its
    /// end.
    public var bars: [PriceBar]
    /// The length of a bar in seconds.
    public var every: UInt64
    /// The volatility of the path between these prices, as a fraction a square-root year; nothing:
    /// each bar's own.
    public var volatility: Double?

    /// Makes a replay.
    public init(bars: [PriceBar], every: UInt64, volatility: Double? = nil) {
        self.bars = bars
        self.every = every
        self.volatility = volatility
    }
}

/// The keys of typed-in bars.
enum BarReplayKeys {
    static let bars = Key(
        "bars",
        ListForm(item: BarForm(), count: 1...100_000),
        "The bars, the first beginning at the start."
    )
    static let every = Key(
        "every",
        DurationForm(bounds: 1...DurationForm.longest),
        "The length of a bar."
    )
    static let volatility = Key(
        "volatility",
        NumberForm.volatility,
        .optional,
        "How restless the price is within a bar, over a year."
    )

    static let table = KeyTable(title: "a price by bars", keys: [bars, every, volatility])
}

/// A bar: `[open, high, low, close]`.
struct BarForm: Form {
    var expected: String { "[open, high, low, close], for example [194.6, 196, 193, 193.3]" }

    var schema: Schema { .list(of: NumberForm.price.schema, count: 4...4) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> PriceBar {
        let items = try element.items(expected)
        guard items.count == 4 else {
            throw element.error("has \(items.count) prices", "write \(expected)")
        }
        var prices: [Double] = []
        for item in items { prices.append(try NumberForm.price.read(item, context)) }
        let bar = PriceBar(open: prices[0], high: prices[1], low: prices[2], close: prices[3])
        if let fault = Self.fault(of: bar) {
            throw element.error(fault, "write \(expected)")
        }
        return bar
    }

    /// What is wrong with the order of a bar's prices.
    static func fault(of bar: PriceBar) -> String? {
        if bar.high < max(bar.open, bar.close) { return "the high is below the open or the close" }
        if bar.low > min(bar.open, bar.close) { return "the low is above the open or the close" }
        return nil
    }

    /// The bar as it is written.
    static func text(_ bar: PriceBar) -> String {
        let prices = [bar.open, bar.high, bar.low, bar.close].map { Canonical.number($0) }
        return "[\(prices.joined(separator: ", "))]"
    }
}

extension BarReplay {
    init(_ section: Section) throws(ScenarioError) {
        self.init(
            bars: try section.read(BarReplayKeys.bars),
            every: try section.read(BarReplayKeys.every),
            volatility: try section.readIfPresent(BarReplayKeys.volatility)
        )
    }

    /// The keys and values of the section.
    var lines: [String] {
        ["bars: ["] + bars.map { "  \(BarForm.text($0))," } + ["]"]
            + ["every: \(Canonical.duration(every))"] + Self.lines(volatility: volatility)
    }

    /// The line of a volatility, where there is one.
    static func lines(volatility: Double?) -> [String] {
        volatility.map { ["volatility: \(Canonical.number($0, tenTo: 2)) %"] } ?? []
    }
}
