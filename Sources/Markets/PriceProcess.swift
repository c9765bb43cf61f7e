import Primitives

/// An outside price through time: constant, replayed from points or bars, or at random.
///
/// Asked at times that do not go back, it draws as it goes and keeps nothing: a call takes constant
/// time, and time for each jump, change of regime and bar that it passes over.
///
///     var eth = try PriceProcess(
///         points: [194.97, 136, 95.87], every: 43_200, volatility: 1.5,
///         stream: RandomStream(seed: 7, name: "markets.WETH"))
///     let price = eth.price(atSecond: 13)
public struct PriceProcess: Sendable {
    /// The seconds in a year of 365 days, to which a volatility refers.
    public static let secondsPerYear = 31_536_000.0

    /// Some thirty thousand years: more than any scenario lasts that has bars.
    private static let secondsMax: UInt64 = 1 << 40

    /// How it moves.
    private enum Motion {
        case still
        case bridge(LogBridge)
        case bars(BarPath)
        case geometric(GeometricBrownianMotion)
        case jumping(JumpDiffusion)
        case pegged(PeggedPrice)
    }

    private var motion: Motion
    private var noise: NormalSource
    private var millisecond: UInt64 = 0
    private var current: Double

    private init(_ motion: Motion, at price: Double, noise: RandomStream) {
        self.motion = motion
        self.noise = NormalSource(noise)
        current = price
    }

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
        for (index, price) in points.enumerated() { try Self.check(price, index) }
        guard interval > 0 else { throw .zeroInterval }
        try Self.check(volatility: volatility)
        let bridge = LogBridge(points: points, every: interval, volatility: volatility)
        self.init(.bridge(bridge), at: first, noise: stream)
    }

    /// Makes a process that has the open, high, low and close of each bar.
    ///
    /// The first begins now; each is `interval` seconds long. `grid` is the time between two
    /// blocks in milliseconds, where it is always the same: then blocks see all four prices of a
    /// bar that at least four of them come in. `volatility` is that of the path between these
    /// prices; without it each bar's own. See `BarPath` for what is exact.
    public init(
        bars: [PriceBar],
        every interval: UInt64,
        grid: UInt64? = nil,
        volatility: Double? = nil,
        streams: PriceStreams
    ) throws(InvalidPriceProcess) {
        guard let first = bars.first else { throw .noPoints }
        for (index, bar) in bars.enumerated() where !bar.isSound { throw .badBar(index: index) }
        guard interval > 0 else { throw .zeroInterval }
        if let volatility { try Self.check(volatility: volatility) }
        // In milliseconds the end and any point of the grid before it must fit into 64 bits.
        guard
            interval <= Self.secondsMax, grid ?? 0 <= Self.secondsMax,
            UInt64(bars.count) <= Self.secondsMax / interval
        else { throw .tooLong }
        let path = BarPath(
            bars: bars,
            every: interval * 1_000,
            grid: grid,
            volatility: volatility,
            stream: streams.anchors
        )
        self.init(.bars(path), at: first.open, noise: streams.noise)
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
        try Self.check(start, 0)
        guard drift.isFinite else { throw .badDrift(drift) }
        try Self.check(volatility: volatility)
        let walk = GeometricBrownianMotion(start: start, drift: drift, volatility: volatility)
        self.init(.geometric(walk), at: start, noise: stream)
    }

    /// Makes a motion with regimes, the first of which rules at the start, and with jumps.
    ///
    /// Jumps are compensated: whatever they are, the mean grows with the regimes' drift.
    public init(
        start: Double,
        regimes: [Regime],
        jumps: JumpLaw? = nil,
        streams: PriceStreams
    ) throws(InvalidPriceProcess) {
        try Self.check(start, 0)
        if regimes.isEmpty { throw .badRegime(index: 0) }
        for (index, regime) in regimes.enumerated() {
            guard regime.drift.isFinite else { throw .badDrift(regime.drift) }
            try Self.check(volatility: regime.volatility)
            // One alone lasts for ever.
            guard regime.duration > 0, regime.duration < .infinity || regimes.count == 1 else {
                throw .badRegime(index: index)
            }
        }
        if let jumps, !jumps.isSound { throw .badJumps(jumps) }
        let motion = JumpDiffusion(start: start, regimes: regimes, jumps: jumps, streams)
        self.init(.jumping(motion), at: start, noise: streams.noise)
    }

    /// Makes a geometric Brownian motion that jumps; the mean grows with `drift` all the same.
    public init(
        start: Double,
        drift: Double,
        volatility: Double,
        jumps: JumpLaw,
        streams: PriceStreams
    ) throws(InvalidPriceProcess) {
        try self.init(
            start: start,
            regimes: [Regime(drift: drift, volatility: volatility, duration: .infinity)],
            jumps: jumps,
            streams: streams
        )
    }

    /// Makes a price that holds to a peg, and begins on it.
    public init(pegged law: PegLaw, streams: PriceStreams) throws(InvalidPriceProcess) {
        guard law.isSound else { throw .badPeg(law) }
        let price = PeggedPrice(law, stream: streams.regimes)
        self.init(.pegged(price), at: law.peg, noise: streams.noise)
    }

    /// Makes a process that never moves.
    public init(constant price: Double) throws(InvalidPriceProcess) {
        try Self.check(price, 0)
        self.init(.still, at: price, noise: RandomStream(seed: 0, name: "constant"))
    }

    private static func check(_ price: Double, _ index: Int) throws(InvalidPriceProcess) {
        guard price > 0, price.isFinite else { throw .badPrice(index: index, price: price) }
    }

    private static func check(volatility: Double) throws(InvalidPriceProcess) {
        guard volatility >= 0, volatility.isFinite else { throw .badVolatility(volatility) }
    }

    /// Correlates its Brownian part with that of others, which are asked at the same times.
    ///
    /// Before the first price is asked for. `streams` are the noise of the matrix's processes up to
    /// this one, in its order, and `weights` this one's row of the factor. Jumps, regimes and
    /// anchors stay independent.
    public mutating func correlate(with streams: [RandomStream], weights: [Double]) {
        noise.mix(streams, weights: weights)
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
        noise.beginStep()
        switch motion {
        case .still: break
        case .bridge(var bridge):
            current = bridge.sample(at: millisecond, &noise)
            motion = .bridge(bridge)
        case .bars(var path):
            current = path.sample(at: millisecond, &noise)
            motion = .bars(path)
        case .geometric(var walk):
            current = walk.advance(by: elapsed, &noise)
            motion = .geometric(walk)
        case .jumping(var walk):
            current = walk.advance(by: elapsed, &noise)
            motion = .jumping(walk)
        case .pegged(var price):
            current = price.advance(by: elapsed, &noise)
            motion = .pegged(price)
        }
        return current
    }
}
