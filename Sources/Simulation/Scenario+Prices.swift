import Markets
import Primitives
import Scenarios

extension Scenario {
    /// The outside price of each asset, in the order of the file, each with streams of its own.
    func priceProcesses() throws(WorldError) -> [PriceProcess] {
        try checkTypedInPrices()
        var processes: [PriceProcess] = []
        for asset in assets {
            do throws(InvalidPriceProcess) {
                processes.append(try process(of: asset))
            } catch {
                throw WorldError(description: "assets.\(asset.name).price: \(error)")
            }
        }
        try correlate(&processes)
        return processes
    }

    /// Whole seconds, rounded up, from the start to the last block.
    ///
    /// Complexity: O(1); with a number of Poisson blocks, in proportion to it.
    public var secondsToEnd: UInt64 {
        switch (chain.blockTime, run.duration) {
        case (.poisson, .seconds(let seconds)): seconds
        case (.poisson, .blocks(let count)): BlockClock.end(of: self, after: count)
        // At most 10⁹ blocks of an hour: far from the bounds of 64 bits.
        case (.fixed(let seconds), _): blocksExpected * seconds
        }
    }

    private func streams(_ asset: Asset) -> PriceStreams {
        PriceStreams(seed: seed, name: "price/\(asset.name)")
    }

    private func process(of asset: Asset) throws(InvalidPriceProcess) -> PriceProcess {
        let streams = streams(asset)
        switch asset.price {
        case .constant(let price): return try PriceProcess(constant: price)
        case .replay(let replay):
            return try PriceProcess(
                points: replay.points,
                every: replay.every,
                volatility: replay.volatility,
                stream: streams.noise
            )
        case .bars(let replay): return try PriceProcess(replay, grid: grid, streams)
        case .file(let file):
            // A file that nobody read has no bars, which is refused as such.
            let replay = file.replay ?? BarReplay(bars: [], every: 1)
            return try PriceProcess(replay, grid: grid, streams)
        case .gbm(let price): return try PriceProcess(price, streams)
        case .peg(let price):
            return try PriceProcess(
                pegged: PegLaw(
                    peg: price.peg,
                    volatility: price.volatility,
                    halfLife: Double(price.halfLife),
                    depeg: price.depeg.map {
                        PegLaw.Depeg(
                            ratePerYear: $0.rate,
                            level: $0.level,
                            duration: Double($0.lasts)
                        )
                    }
                ),
                streams: streams
            )
        }
    }

    /// The time between two blocks in milliseconds, where it is always the same.
    private var grid: UInt64? {
        guard case .fixed(let seconds) = chain.blockTime else { return nil }
        return seconds * 1_000
    }

    /// Mixes the noise of correlated assets, in the order of the matrix.
    private func correlate(_ processes: inout [PriceProcess]) throws(WorldError) {
        guard let correlation else { return }
        let factor: [[Double]]
        do throws(InvalidCorrelation) {
            factor = try CorrelationMatrix(correlation.matrix).factor
        } catch {
            throw WorldError(description: "correlation.matrix: \(error)")
        }
        var noise: [RandomStream] = []
        for (name, weights) in zip(correlation.assets, factor) {
            guard let index = assets.firstIndex(where: { $0.name == name }) else {
                throw WorldError(description: "correlation.assets: no asset \"\(name)\"")
            }
            noise.append(streams(assets[index]).noise)
            processes[index].correlate(with: noise, weights: weights)
        }
    }

    /// Refuses typed-in prices that end before the last of a number of Poisson blocks, whose time
    /// no file can know; of all other runs decoding knows the end.
    private func checkTypedInPrices() throws(WorldError) {
        guard case .poisson = chain.blockTime, case .blocks = run.duration else { return }
        let isTypedIn = assets.contains { asset in
            switch asset.price {
            case .replay, .bars: true
            case .constant, .file, .gbm, .peg: false
            }
        }
        guard isTypedIn else { return }
        let end = secondsToEnd
        for asset in assets {
            guard let shortage = asset.price.shortage(before: end) else { continue }
            throw WorldError(
                description: "assets.\(asset.name).price: \(shortage.given) end before the run, "
                    + "whose last block comes after \(end) s; \(shortage.remedy)"
            )
        }
    }
}

extension PriceProcess {
    fileprivate init(
        _ replay: BarReplay,
        grid: UInt64?,
        _ streams: PriceStreams
    ) throws(InvalidPriceProcess) {
        try self.init(
            bars: replay.bars,
            every: replay.every,
            grid: grid,
            volatility: replay.volatility,
            streams: streams
        )
    }

    fileprivate init(
        _ price: GeometricPrice,
        _ streams: PriceStreams
    ) throws(InvalidPriceProcess) {
        let jumps = price.jumps.map {
            JumpLaw(
                ratePerYear: $0.rate,
                mean: $0.mean,
                deviation: $0.deviation,
                excitation: $0.excitation,
                decay: Double($0.decay)
            )
        }
        if !price.regimes.isEmpty {
            try self.init(
                start: price.start,
                regimes: price.regimes.map {
                    Regime(drift: $0.drift, volatility: $0.volatility, duration: Double($0.lasts))
                },
                jumps: jumps,
                streams: streams
            )
        } else if let jumps {
            try self.init(
                start: price.start,
                drift: price.drift,
                volatility: price.volatility,
                jumps: jumps,
                streams: streams
            )
        } else {
            try self.init(
                start: price.start,
                drift: price.drift,
                volatility: price.volatility,
                stream: streams.noise
            )
        }
    }
}
