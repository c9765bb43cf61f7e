import Primitives
import TestSupport
import Testing

@testable import Markets

private let year = PriceProcess.secondsPerYear

private func streams(_ seed: UInt64) -> PriceStreams {
    PriceStreams(seed: seed, name: "price/DAI")
}

/// Tests of distributions keep their seeds: see docs/TESTING.md.
@Suite struct `A price with a peg` {
    /// Six hours, in milliseconds.
    private let halfLife: UInt64 = 21_600_000

    /// In the long run the logarithm has the variance σ² ÷ 2κ, κ = ln 2 ÷ half-life, and over one
    /// half-life the autocorrelation one half.
    @Test(arguments: [1, 5])
    func `has the moments of its law, whatever the steps`(_ steps: UInt64) throws {
        let law = PegLaw(peg: 2, volatility: 0.1, halfLife: 21_600)
        let reversion = RealFunctions.log(2) / 21_600 * year
        let variance = 0.01 / (2 * reversion)
        var logs = Moments()
        var products = Moments()
        for seed in 0..<UInt64(Soak.count(of: 2_000_000)) {
            var price = try PriceProcess(pegged: law, streams: streams(seed))
            #expect(price.price(atMillisecond: 0) == 2)
            var values: [Double] = []
            // Twelve half-lives make of the start's certainty a 4,096th.
            for step in 1...13 * steps {
                let value = price.price(atMillisecond: step * halfLife / steps)
                if step >= 12 * steps, step % steps == 0 {
                    values.append(RealFunctions.log(value / 2))
                }
            }
            logs.add(values[1])
            products.add(values[0] * values[1])
        }
        #expect(logs.mean("peg").agrees(with: 0))
        #expect(logs.variance("peg").agrees(with: variance))
        #expect(products.mean("over one half-life").agrees(with: variance / 2))
        #expect(logs.variance("5 % off").distance(from: variance * 1.05 * 1.05) > 3)
        #expect(products.mean("half the half-life").distance(from: variance / 4) > 3)
    }

    /// Off the peg for a / (a + b) of the time, a and b the rates of losing and finding it; without
    /// noise the price is then on its way to the level of the depeg.
    @Test func `is lost and found as often, and falls as far, as told`() throws {
        let law = PegLaw(
            peg: 1,
            volatility: 0,
            halfLife: 3_600,
            depeg: PegLaw.Depeg(ratePerYear: 12, level: 0.9, duration: 2 * 86_400)
        )
        var part = Moments()
        var begun = Moments()
        var logs = Moments()
        for seed in 0..<UInt64(Soak.count(of: 40_000)) {
            var price = PeggedPrice(law, stream: streams(seed).regimes)
            var noise = NormalSource(streams(seed).noise)
            var (off, starts, log) = (0.0, 0.0, 0.0)
            var wasOff = false
            let steps = 4_380.0
            for _ in 0..<Int(steps) {
                let value = price.advance(by: 7_200_000, &noise)
                if price.isOff, !wasOff { starts += 1 }
                wasOff = price.isOff
                off += price.isOff ? 1 : 0
                log += RealFunctions.log(value)
                #expect(value >= 0.9 * (1 - 1e-14) && value <= 1 + 1e-14)
            }
            part.add(off / steps)
            begun.add(starts)
            logs.add(log / steps)
        }
        // Begun on the peg: what is missing at first of the stationary part p is p·(1 − p) ÷ (b)
        // of a year, from the same formula as for regimes.
        let (lose, find) = (12.0, 365.0 / 2)
        let stationary = lose / (lose + find)
        let expected = stationary * (1 - 1 / (lose + find))
        #expect(part.mean("time off the peg").agrees(with: expected))
        #expect(part.mean("5 % off").distance(from: expected * 1.05) > 3)
        // The level is reached with a lag of half-life ÷ ln 2, which shifts but does not change the
        // mean, but for the end of the year.
        let depth = RealFunctions.log(0.9)
        #expect(logs.mean("depth").agrees(with: depth * expected))
        #expect(logs.mean("depth 10 % off").distance(from: depth * expected * 1.1) > 3)
        // Looked at every two hours, those that are over within are missed: of an exponential time
        // with the mean of two days, e^(−x) on average with x up to 1/24, twice.
        let seen = lose * (1 - stationary)
        #expect((begun.mean - seen).magnitude < 3 * begun.meanError + seen * 2 / 48)
    }

    @Test func `moves none of the noise's draws when it may be lost`() throws {
        let plain = PegLaw(peg: 1, volatility: 0.02, halfLife: 3_600)
        var never = plain
        never.depeg = PegLaw.Depeg(ratePerYear: 1e-9, level: 0.5, duration: 1)
        var one = try PriceProcess(pegged: plain, streams: streams(1))
        var other = try PriceProcess(pegged: never, streams: streams(1))
        for step in UInt64(1)...1_000 {
            let value = one.price(atMillisecond: step * 12_000)
            #expect(other.price(atMillisecond: step * 12_000) == value)
        }
    }

    @Test func `stays positive and finite for ever`() throws {
        let depeg = PegLaw.Depeg(ratePerYear: 8_760, level: 1e-9, duration: 1)
        for peg in [1e-9, 1e12] {
            for halfLife in [1.0, 3.16e9] {
                let law = PegLaw(peg: peg, volatility: 10, halfLife: halfLife, depeg: depeg)
                var price = try PriceProcess(pegged: law, streams: streams(2))
                for hour in UInt64(1)...1_000 {
                    let value = price.price(atMillisecond: hour * 3_600_000)
                    #expect(value > 0 && value < .infinity)
                }
            }
        }
    }

    @Test(arguments: [
        PegLaw(peg: 0, volatility: 0, halfLife: 1),
        PegLaw(peg: 1, volatility: -1, halfLife: 1),
        PegLaw(peg: 1, volatility: 1, halfLife: 0),
        PegLaw(
            peg: 1,
            volatility: 1,
            halfLife: 1,
            depeg: PegLaw.Depeg(ratePerYear: 1, level: 0, duration: 1)
        ),
    ])
    func `is refused where it has no price`(_ law: PegLaw) {
        #expect(throws: InvalidPriceProcess.badPeg(law)) {
            try PriceProcess(pegged: law, streams: streams(1))
        }
    }
}
