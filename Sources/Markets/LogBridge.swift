import Primitives

/// A price that passes through points and moves at random between them.
///
/// Between two neighbouring points the logarithm of the price is a Brownian bridge, sampled forward
/// in time: given the deviation d from the straight line at t, the deviation at t + dt is normal
/// with mean d·(T − t − dt)/(T − t) and variance σ²·dt·(T − t − dt)/(T − t), where T is the time of
/// the next point (Glasserman, "Monte Carlo Methods in Financial Engineering", section 3.1). After
/// the last point the price stays there.
struct LogBridge: Sendable {
    private let points: [Double]
    /// Seconds between two points.
    private let interval: UInt64
    private let variancePerSecond: Double

    /// The index of the point behind; the bridge's state is relative to it.
    private var segment: UInt64 = 0
    /// Milliseconds since the point behind.
    private var elapsed: UInt64 = 0
    private var logBehind: Double
    private var logAhead: Double
    private var deviation = 0.0

    /// A bridge at its first point; there is one, prices are positive, the interval is not zero.
    init(points: [Double], every interval: UInt64, volatility: Double) {
        self.points = points
        self.interval = interval
        variancePerSecond = volatility * volatility / PriceProcess.secondsPerYear
        let first = points.first ?? 1
        logBehind = RealFunctions.log(first)
        logAhead = RealFunctions.log(points.count > 1 ? points[1] : first)
    }

    /// The price at a millisecond since the start, which is after the last one.
    mutating func sample(at millisecond: UInt64, _ noise: inout NormalSource) -> Double {
        let second = millisecond / 1_000
        let (index, seconds) = second.quotientAndRemainder(dividingBy: interval)
        guard index < UInt64(points.count - 1) else { return points[points.count - 1] }
        if index != segment { enter(index) }
        let into = seconds * 1_000 + millisecond % 1_000
        if into == 0 { return points[Int(index)] }
        // Whole seconds are exact here: a quotient of whole numbers that divide is never rounded.
        let left = Double(interval) - Double(elapsed) / 1_000
        let step = Double(into - elapsed) / 1_000
        let rest = Double(interval) - Double(into) / 1_000
        let spread = (variancePerSecond * step * rest / left).squareRoot()
        deviation = deviation * rest / left + spread * noise.normal()
        elapsed = into
        let part = Double(into) / 1_000 / Double(interval)
        return RealFunctions.exp(logBehind + (logAhead - logBehind) * part + deviation)
    }

    /// Starts the bridge that leaves `points[index]`, however many points were passed over.
    private mutating func enter(_ index: UInt64) {
        segment = index
        elapsed = 0
        deviation = 0
        logBehind = RealFunctions.log(points[Int(index)])
        logAhead = RealFunctions.log(points[Int(index) + 1])
    }
}
