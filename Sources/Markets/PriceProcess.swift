import Primitives

/// An outside price that passes through typed-in points and moves at random between them.
///
/// Between two neighbouring points the logarithm of the price is a Brownian bridge, sampled forward
/// in time: given the deviation d from the straight line at t, the deviation at t + dt is normal
/// with mean d·(T − t − dt)/(T − t) and variance σ²·dt·(T − t − dt)/(T − t), where T is the time of
/// the next point (Glasserman, "Monte Carlo Methods in Financial Engineering", section 3.1). After
/// the last point the price stays there. A call takes constant time; nothing grows.
///
///     var eth = try PriceProcess(
///         points: [194.97, 136, 95.87], every: 43_200, volatility: 1.5,
///         stream: RandomStream(seed: 7, name: "markets.WETH"))
///     let price = eth.price(atSecond: 13)
public struct PriceProcess: Sendable {
    /// The seconds in a year of 365 days, to which a volatility refers.
    public static let secondsPerYear = 31_536_000.0

    private let points: [Double]
    private let interval: UInt64
    private let variancePerSecond: Double
    private var stream: RandomStream

    private var second: UInt64 = 0
    private var current: Double
    /// The index of the point behind; the bridge's state is relative to it.
    private var segment: UInt64 = 0
    private var elapsed: UInt64 = 0
    private var logBehind: Double
    private var logAhead: Double
    private var deviation = 0.0

    /// Makes a process that is at `points[i]` exactly at second `i · interval`.
    ///
    /// `volatility` is the standard deviation of the logarithm over a year of 365 days: 0.8 means
    /// 80 %. The draws do not depend on it: a seed's path keeps its shape when it is changed.
    public init(
        points: [Double],
        every interval: UInt64,
        volatility: Double,
        stream: RandomStream
    ) throws(InvalidPriceProcess) {
        guard let first = points.first else { throw .noPoints }
        for (index, price) in points.enumerated() where !(price > 0 && price.isFinite) {
            throw .badPrice(index: index, price: price)
        }
        guard interval > 0 else { throw .zeroInterval }
        guard volatility >= 0, volatility.isFinite else { throw .badVolatility(volatility) }
        self.points = points
        self.interval = interval
        variancePerSecond = volatility * volatility / Self.secondsPerYear
        self.stream = stream
        current = first
        logBehind = RealFunctions.log(first)
        logAhead = RealFunctions.log(points.count > 1 ? points[1] : first)
    }

    /// Makes a process that never moves.
    public init(constant price: Double) throws(InvalidPriceProcess) {
        try self.init(
            points: [price],
            every: 1,
            volatility: 0,
            stream: RandomStream(seed: 0, name: "constant")
        )
    }

    /// The price at a second since the start; a second before the last one asked for gives the
    /// price of the last one.
    public mutating func price(atSecond second: UInt64) -> Double {
        guard second > self.second else { return current }
        self.second = second
        current = sample(second)
        return current
    }

    private mutating func sample(_ second: UInt64) -> Double {
        let (index, into) = second.quotientAndRemainder(dividingBy: interval)
        guard index < UInt64(points.count - 1) else { return points[points.count - 1] }
        if index != segment { enter(index) }
        if into == 0 { return points[Int(index)] }
        let left = Double(interval - elapsed)
        let step = Double(into - elapsed)
        let rest = Double(interval - into)
        let spread = (variancePerSecond * step * rest / left).squareRoot()
        deviation = deviation * rest / left + spread * stream.normal()
        elapsed = into
        let line = logBehind + (logAhead - logBehind) * (Double(into) / Double(interval))
        return RealFunctions.exp(line + deviation)
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
