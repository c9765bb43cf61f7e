import Primitives

/// A price that passes through the open, high, low and close of bars.
///
/// Each bar has four anchors. Where its interval holds at least four points of the grid, which is
/// that of the blocks, the open comes at the first of them, the close at the last, the high and the
/// low at two others drawn from the seed: who looks at every point of the grid sees all four, to
/// the last bit. Without a grid, or with fewer points, the anchors lie on whole milliseconds: the
/// open at the beginning of the interval, the close a millisecond before its end; who looks now and
/// then sees what the path is at that time, within the bar's low and high.
///
/// From one anchor to the next the logarithm is a Brownian bridge (`LogBridge` has its law),
/// reflected at the bar's low and high. Its variance is the bar's own, ln(high ÷ low)² ÷ (4 ln 2)
/// in the whole interval (Parkinson, "The Extreme Value Method for Estimating the Variance of the
/// Rate of Return", 1980), unless a volatility is given. Before the open's point the price is the
/// open, after the close's the close until the next bar; the next open may be another price. After
/// the last bar its close stays.
///
/// A bar's anchors are two draws, whether anybody looks at the bar or not.
struct BarPath: Sendable {
    private let bars: [PriceBar]
    /// The length of a bar in milliseconds.
    private let interval: UInt64
    /// Milliseconds between two points of the grid; 1 where there is none.
    private let grid: UInt64
    /// The noise's variance a millisecond; nothing: each bar's own.
    private let variance: Double?
    private var stream: RandomStream

    /// The number of the bar, whose anchors follow; none before the first.
    private var index = -1
    private var times = InlineArray<4, UInt64>(repeating: 0)
    private var prices = InlineArray<4, Double>(repeating: 1)
    private var logs = InlineArray<4, Double>(repeating: 0)
    private var logLow = 0.0
    private var logHigh = 0.0
    private var variancePerMillisecond = 0.0
    /// The number of the anchor behind.
    private var segment = 0
    /// The time of the last draw, and the deviation from the straight line then.
    private var drawn: UInt64 = 0
    private var deviation = 0.0

    /// A path at the open of the first bar; there is one, all are sound, the interval is at least
    /// a second, both times are in milliseconds.
    init(
        bars: [PriceBar],
        every interval: UInt64,
        grid: UInt64?,
        volatility: Double?,
        stream: RandomStream
    ) {
        self.bars = bars
        self.interval = interval
        self.grid = max(grid ?? 1, 1)
        variance = volatility.map { $0 * $0 / PriceProcess.secondsPerYear / 1_000 }
        self.stream = stream
    }

    /// The price at a millisecond since the start, which is after the last one.
    mutating func sample(at millisecond: UInt64, _ noise: inout NormalSource) -> Double {
        let number = millisecond / interval
        guard number < UInt64(bars.count) else { return bars[bars.count - 1].close }
        while index < Int(number) { enter(index + 1, isSeen: index + 1 == Int(number)) }
        if millisecond <= times[0] { return prices[0] }
        if millisecond >= times[3] { return prices[3] }
        while millisecond >= times[segment + 1] { begin(segment + 1) }
        if millisecond == times[segment] { return prices[segment] }
        let begun = times[segment]
        let ends = times[segment + 1]
        let left = Double(ends - drawn)
        let rest = Double(ends - millisecond)
        let spread =
            (variancePerMillisecond * Double(millisecond - drawn) * rest / left).squareRoot()
        deviation = deviation * rest / left + spread * noise.normal()
        drawn = millisecond
        let part = Double(millisecond - begun) / Double(ends - begun)
        let line = logs[segment] + (logs[segment + 1] - logs[segment]) * part
        let price = RealFunctions.exp(reflected(line + deviation))
        let bar = bars[index]
        // The exponential of a rounded logarithm may be a last place off.
        return min(max(price, bar.low), bar.high)
    }

    /// A logarithm folded into what the bar has, as between two mirrors.
    private func reflected(_ log: Double) -> Double {
        let width = logHigh - logLow
        guard width > 0 else { return logLow }
        var rest = (log - logLow).truncatingRemainder(dividingBy: 2 * width)
        if rest < 0 { rest += 2 * width }
        return logLow + (rest > width ? 2 * width - rest : rest)
    }

    /// Starts the bridge from an anchor on.
    private mutating func begin(_ anchor: Int) {
        segment = anchor
        drawn = times[anchor]
        deviation = 0
    }

    /// Draws the next bar's anchors; of a bar that nobody looks at nothing else is worked out.
    private mutating func enter(_ number: Int, isSeen: Bool) {
        index = number
        let (first, second) = (stream.unit(), stream.unit())
        guard isSeen else { return }
        let bar = bars[number]
        let points = anchorPoints(of: UInt64(number))
        let between = points.count - 2
        // Two different points of those between: a unit is below one, so no index is too large.
        let high = Int(first * Double(between))
        var low = Int(second * Double(between - 1))
        if low >= high { low += 1 }
        let highTime = points.first + UInt64(high + 1) * points.step
        let lowTime = points.first + UInt64(low + 1) * points.step
        let isHighFirst = high < low
        times = [
            points.first, min(highTime, lowTime), max(highTime, lowTime),
            points.first + UInt64(points.count - 1) * points.step,
        ]
        prices = [
            bar.open, isHighFirst ? bar.high : bar.low, isHighFirst ? bar.low : bar.high,
            bar.close,
        ]
        for anchor in 0..<4 { logs[anchor] = RealFunctions.log(prices[anchor]) }
        logLow = RealFunctions.log(bar.low)
        logHigh = RealFunctions.log(bar.high)
        let range = logHigh - logLow
        variancePerMillisecond =
            variance ?? range * range / (4 * RealFunctions.log(2)) / Double(interval)
        begin(0)
    }

    /// Where a bar's anchors may lie: the grid's points in its interval where there are four, else
    /// whole milliseconds.
    private func anchorPoints(of number: UInt64) -> (first: UInt64, step: UInt64, count: Int) {
        let start = number * interval
        let end = start + interval
        let first = (start + grid - 1) / grid * grid
        let last = (end - 1) / grid * grid
        if last >= first, (last - first) / grid >= 3 {
            return (first, grid, Int((last - first) / grid) + 1)
        }
        return (start, 1, Int(interval))
    }
}
