import Markets
import Primitives
import Scenarios

extension Scenario {
    /// The outside price of each asset, in the order of the file, each with a stream of its own.
    func priceProcesses() throws(WorldError) -> [PriceProcess] {
        try checkReplays()
        var processes: [PriceProcess] = []
        for asset in assets {
            let stream = RandomStream(seed: seed, name: "price/\(asset.name)")
            do throws(InvalidPriceProcess) {
                switch asset.price {
                case .constant(let price): processes.append(try PriceProcess(constant: price))
                case .replay(let replay):
                    processes.append(
                        try PriceProcess(
                            points: replay.points,
                            every: replay.every,
                            volatility: replay.volatility,
                            stream: stream
                        )
                    )
                case .gbm(let price):
                    processes.append(
                        try PriceProcess(
                            start: price.start,
                            drift: price.drift,
                            volatility: price.volatility,
                            stream: stream
                        )
                    )
                }
            } catch {
                throw WorldError(description: "assets.\(asset.name).price: \(error)")
            }
        }
        return processes
    }

    /// Refuses typed-in prices that end before the last of a number of Poisson blocks, whose time
    /// no file can know; of all other runs decoding knows the end.
    private func checkReplays() throws(WorldError) {
        guard case .poisson = chain.blockTime, case .blocks(let count) = run.duration else {
            return
        }
        var end: UInt64?
        for asset in assets {
            guard case .replay(let replay) = asset.price else { continue }
            let seconds = end ?? BlockClock.end(of: self, after: count)
            end = seconds
            let intervals = (seconds + replay.every - 1) / replay.every
            if replay.points.count <= intervals {
                throw WorldError(
                    description: "assets.\(asset.name).price: \(replay.points.count) prices "
                        + "\(replay.every) s apart end before the run, whose last block comes "
                        + "after \(seconds) s; give \(intervals + 1) prices or shorten the run"
                )
            }
        }
    }
}
