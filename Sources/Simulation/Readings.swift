import Primitives
import Scenarios
import WideMath

/// What the gauges of a scenario show, block after block: those of its conditions and of `always`.
struct Readings: Sendable {
    private let gauges: [Gauge]
    private let conditions: [(condition: Condition, gauge: Int)]
    private var trails: [PriceTrail] = []
    /// The trail of each gauge that looks back.
    private var trailOfGauge: [Int?] = []
    private var sharePriceMax = 0.0
    /// Smallest units of each pool's quote token in a whole one, and of the vault's.
    private let scales: [Double]
    private let quoteScale: Double
    /// The numbers of each pool's assets.
    private let pools: [(base: Int, quote: Int)]

    /// Gauges before the first block.
    init(_ world: World) {
        let gauges = world.scenario.gauges
        conditions = world.scenario.conditions.map { condition in
            (condition, gauges.firstIndex(of: condition.gauge) ?? 0)
        }
        self.gauges = gauges
        scales = world.pools.map { $0.quote.unit.asDouble }
        quoteScale = world.vault?.quote.unit.asDouble ?? 1
        for gauge in gauges {
            switch gauge {
            case .move(let asset, let window), .volatility(let asset, let window):
                if let known = trails.firstIndex(where: { $0.asset == asset && $0.window == window }
                ) {
                    trailOfGauge.append(known)
                } else {
                    trails.append(PriceTrail(asset: asset, window: window))
                    trailOfGauge.append(trails.count - 1)
                }
            default: trailOfGauge.append(nil)
            }
        }
        pools = world.pools.map { ($0.base.index, $0.quote.index) }
    }

    /// Reads every gauge at the end of a block, at a millisecond of the run.
    mutating func read(
        _ observation: Observation,
        baseFee: Wei,
        waiting: Int,
        at now: UInt64
    ) -> [Double?] {
        if gauges.isEmpty { return [] }
        for index in trails.indices {
            trails[index].add(observation.prices[trails[index].asset], at: now)
        }
        if let vault = observation.vault {
            sharePriceMax = max(sharePriceMax, vault.sharePrice)
        }
        return gauges.indices.map { index in
            reading(index, observation, baseFee: baseFee, waiting: waiting)
        }
    }

    /// Which conditions hold, given what the gauges show.
    func holds(_ readings: [Double?]) -> [Bool] {
        conditions.map { $0.condition.holds(readings[$0.gauge]) }
    }

    private func reading(
        _ index: Int,
        _ observation: Observation,
        baseFee: Wei,
        waiting: Int
    ) -> Double? {
        switch gauges[index] {
        case .price(let asset): return observation.prices[asset]
        case .move: return trailOfGauge[index].map { trails[$0].move }
        case .volatility: return trailOfGauge[index].map { trails[$0].volatility }
        case .depth(let pool, let move):
            return observation.pools[pool].depth(Double(move.count) / 10_000) / scales[pool]
        case .liquidity(let pool):
            return observation.pools[pool].reserveQuote.raw.asDouble / scales[pool]
        case .spot(let pool): return observation.pools[pool].spot
        case .gap(let pool):
            let (base, quote) = pools[pool]
            let outside = observation.prices[base] / observation.prices[quote]
            return abs(observation.pools[pool].spot / outside - 1)
        case .nav: return observation.vault.map { $0.nav.raw.asDouble / quoteScale }
        case .navAtMarket: return observation.vault?.navAtMarket
        case .sharePrice: return observation.vault?.sharePrice
        case .drawdown:
            return observation.vault.map {
                sharePriceMax > 0 ? 1 - $0.sharePrice / sharePriceMax : 0
            }
        case .deviation: return observation.vault?.deviations.max()
        case .baseFee: return baseFee.raw.asDouble
        case .waiting: return Double(waiting)
        }
    }
}

extension Observation.Pool {
    /// The quote amount that moves the price by a fraction, without the fee, in smallest units: the
    /// reserve times √(1 + move) − 1, which is below zero where the price falls.
    public func depth(_ move: Double) -> Double {
        reserveQuote.raw.asDouble * ((1 + move).squareRoot() - 1)
    }
}
