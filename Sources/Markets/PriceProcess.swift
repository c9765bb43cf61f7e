import Primitives

/// An outside price through time: constant, through typed-in points, or geometric Brownian motion.
///
/// Asked at times that do not go back, it draws as it goes and keeps nothing: a call takes constant
/// time.
///
///     var eth = try PriceProcess(
///         points: [194.97, 136, 95.87], every: 43_200, volatility: 1.5,
///         stream: RandomStream(seed: 7, name: "markets.WETH"))
///     let price = eth.price(atSecond: 13)
public struct PriceProcess: Sendable {
    /// The seconds in a year of 365 days, to which a volatility refers.
    public static let secondsPerYear = 31_536_000.0

    /// How it moves.
    private enum Motion {
        case bridge(LogBridge)
        case geometric(GeometricBrownianMotion)
    }

    private var motion: Motion
    private var millisecond: UInt64 = 0
    private var current: Double

    /// Makes a process that is at `points[i]` exactly at second `i · interval`.
    ///
    /// From each point to the next goes a random bridge; at the last it stays.
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
        motion = .bridge(
            LogBridge(points: points, every: interval, volatility: volatility, stream: stream)
        )
        current = first
    }

    /// Makes a geometric Brownian motion: `dS = drift·S·dt + volatility·S·dW`, both over a year of
    /// 365 days, so that the mean grows with `drift` and the logarithm with
    /// `drift − volatility² ÷ 2`.
    public init(
        start: Double,
        drift: Double,
        volatility: Double,
        stream: RandomStream
    ) throws(InvalidPriceProcess) {
        guard start > 0, start.isFinite else { throw .badPrice(index: 0, price: start) }
        guard drift.isFinite else { throw .badDrift(drift) }
        guard volatility >= 0, volatility.isFinite else { throw .badVolatility(volatility) }
        motion = .geometric(
            GeometricBrownianMotion(
                start: start,
                drift: drift,
                volatility: volatility,
                stream: stream
            )
        )
        current = start
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

    /// The price at a second since the start; a time before the last one asked for gives the price
    /// of the last one.
    public mutating func price(atSecond second: UInt64) -> Double {
        let (millisecond, overflow) = second.multipliedReportingOverflow(by: 1_000)
        return price(atMillisecond: overflow ? .max : millisecond)
    }

    /// The same at a millisecond since the start; at whole seconds it is the very same number.
    public mutating func price(atMillisecond millisecond: UInt64) -> Double {
        guard millisecond > self.millisecond else { return current }
        let elapsed = millisecond - self.millisecond
        self.millisecond = millisecond
        switch motion {
        case .bridge(var bridge):
            current = bridge.sample(at: millisecond)
            motion = .bridge(bridge)
        case .geometric(var walk):
            current = walk.advance(by: elapsed)
            motion = .geometric(walk)
        }
        return current
    }
}
