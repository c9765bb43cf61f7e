/// What a price did in one interval: its first, highest, lowest and last value.
public struct PriceBar: Hashable, Sendable {
    /// The price when the interval begins.
    public var open: Double
    /// The highest price.
    public var high: Double
    /// The lowest price.
    public var low: Double
    /// The price when the interval ends.
    public var close: Double

    /// Makes a bar.
    public init(open: Double, high: Double, low: Double, close: Double) {
        self.open = open
        self.high = high
        self.low = low
        self.close = close
    }

    /// Whether all four are positive and finite and lie between the low and the high.
    public var isSound: Bool {
        low > 0 && high < .infinity && low <= min(open, close) && high >= max(open, close)
    }
}
