import Primitives
import TestSupport
import Testing

@testable import Markets

private func streams(_ seed: UInt64) -> PriceStreams {
    PriceStreams(seed: seed, name: "price/WETH")
}

private func process(
    _ bars: [PriceBar],
    every: UInt64 = 3_600,
    grid: UInt64? = nil,
    volatility: Double? = nil,
    seed: UInt64 = 1
) throws -> PriceProcess {
    try PriceProcess(
        bars: bars,
        every: every,
        grid: grid,
        volatility: volatility,
        streams: streams(seed)
    )
}

/// Bars at random: trends, wicks, bars without a range, gaps between close and next open.
private func bars(_ count: Int, _ numbers: inout TestNumbers) -> [PriceBar] {
    var price = 100.0
    return (0..<count).map { _ in
        func move(_ most: Double) -> Double { Double.random(in: 0...most, using: &numbers) }
        let open = numbers.below(3) == 0 ? price * (1 + move(0.02)) : price
        price = numbers.below(9) == 0 ? open : open * (0.97 + move(0.06))
        let wick = numbers.below(4) == 0 ? 0 : numbers.below(30) == 0 ? 0.999 : 0.03
        return PriceBar(
            open: open,
            high: max(open, price) * (1 + move(wick)),
            low: min(open, price) * (1 - move(wick)),
            close: price
        )
    }
}

/// What somebody sees who looks at every multiple of `step` within each bar, in milliseconds.
private func seen(
    _ price: inout PriceProcess,
    _ count: Int,
    every: UInt64,
    step: UInt64
) -> [[Double]] {
    var prices = (0..<count).map { _ in [Double]() }
    var time: UInt64 = 0
    while time < UInt64(count) * every * 1_000 {
        prices[Int(time / 1_000 / every)].append(price.price(atMillisecond: time))
        time += step
    }
    return prices
}

@Suite struct `A price by bars` {
    /// Blocks of 12 s in bars of a minute, of 13 s in bars of five minutes, of 1 s, of an hour in a
    /// day: at least four in each.
    @Test(arguments: [(60, 12), (60, 15), (300, 13), (3_600, 1), (86_400, 3_600), (900, 7)])
    func `shows all four prices of each to blocks at equal distances`(
        _ every: UInt64,
        _ block: UInt64
    ) throws {
        for seed in Soak.seeds("bars", of: 1_000) {
            var numbers = TestNumbers(seed: seed)
            let bars = bars(40, &numbers)
            var price = try process(bars, every: every, grid: block * 1_000, seed: seed)
            let seen = seen(&price, bars.count, every: every, step: block * 1_000)
            for (index, (bar, prices)) in zip(bars, seen).enumerated() {
                let label = "\(Soak.label("bars")), seed \(seed), bar \(index)"
                #expect(prices.first == bar.open, "\(label)")
                #expect(prices.max() == bar.high, "\(label)")
                #expect(prices.min() == bar.low, "\(label)")
                #expect(prices.last == bar.close, "\(label)")
            }
            let end = UInt64(bars.count) * every
            #expect(price.price(atSecond: end) == bars.last?.close)
            #expect(price.price(atSecond: .max) == bars.last?.close)
        }
    }

    /// Without a grid the anchors lie on milliseconds.
    @Test func `has all four prices of each on its milliseconds without equal distances`() throws {
        for seed in Soak.seeds("bars on milliseconds", of: 400) {
            var numbers = TestNumbers(seed: seed)
            let bars = bars(12, &numbers)
            var price = try process(bars, every: 2, grid: nil, seed: seed)
            let seen = seen(&price, bars.count, every: 2, step: 1)
            for (bar, prices) in zip(bars, seen) {
                #expect(prices.first == bar.open && prices.last == bar.close)
                #expect(prices.max() == bar.high && prices.min() == bar.low)
            }
        }
    }

    @Test func `stays within each bar for whoever looks now and then`() throws {
        for seed in Soak.seeds("bars now and then", of: 1_000) {
            var numbers = TestNumbers(seed: seed)
            let bars = bars(50, &numbers)
            // Three points of the grid in a bar are too few for four prices.
            var price = try process(bars, every: 60, grid: 20_000, seed: seed)
            var time: UInt64 = 0
            while time < 3_000_000 {
                let value = price.price(atMillisecond: time)
                let bar = bars[Int(time / 60_000)]
                #expect(value >= bar.low && value <= bar.high)
                time += UInt64(1 + numbers.below(90_000))
            }
        }
    }

    @Test func `has its high first as often as its low`() throws {
        let bar = PriceBar(open: 100, high: 110, low: 90, close: 100)
        var isHighFirst = Moments()
        for seed in 0..<UInt64(Soak.count(of: 400_000)) {
            var price = try process([bar], every: 120, grid: 12_000, seed: seed)
            let prices = seen(&price, 1, every: 120, step: 12_000)[0]
            let high = try #require(prices.firstIndex(of: 110))
            let low = try #require(prices.firstIndex(of: 90))
            isHighFirst.add(high < low ? 1 : 0)
        }
        #expect(isHighFirst.mean("high first").agrees(with: 0.5))
    }

    /// Where the range is far away and a volatility is given, nothing is reflected, and the middle
    /// of a bridge of length T between two anchors has the variance σ²T ÷ 4.
    @Test func `moves by a bridge from price to price`() throws {
        let bar = PriceBar(open: 100, high: 100, low: 100, close: 100)
        let wide = PriceBar(open: 100, high: 1e6, low: 1e-2, close: 100)
        var flat = try process([bar], grid: 1_000, volatility: 5)
        for second in UInt64(1)...3_600 { #expect(flat.price(atSecond: second) == 100) }
        // Four points: anchors at 0, 1, 2 and 3 quarters of an hour.
        var logs = Moments()
        for seed in 0..<UInt64(Soak.count(of: 2_000_000)) {
            var price = try process([wide], grid: 900_000, volatility: 1, seed: seed)
            let middle = price.price(atSecond: 450)
            let next = price.price(atSecond: 900)
            let line = (RealFunctions.log(next) + RealFunctions.log(100)) / 2
            logs.add(RealFunctions.log(middle) - line)
        }
        let variance = 900 / PriceProcess.secondsPerYear / 4
        #expect(logs.mean("bridge").agrees(with: 0))
        #expect(logs.variance("bridge").agrees(with: variance))
        #expect(logs.variance("5 % off").distance(from: variance * 1.1) > 3)
    }

    @Test func `has the same anchors however often it is looked at, and whatever the noise`() throws
    {
        var numbers = TestNumbers(seed: 4)
        let bars = bars(30, &numbers)
        var often = try process(bars, grid: 12_000)
        var rarely = try process(bars, grid: 12_000, volatility: 0.3)
        let all = seen(&often, bars.count, every: 3_600, step: 12_000)
        for number in [3, 4, 17, 29] {
            let index = try #require(all[number].firstIndex(of: bars[number].high))
            let time = UInt64(number) * 3_600 + UInt64(index) * 12
            #expect(rarely.price(atSecond: time) == bars[number].high)
        }
    }

    @Test func `is refused where it has no price`() {
        let bar = PriceBar(open: 1, high: 2, low: 1, close: 2)
        #expect(throws: InvalidPriceProcess.noPoints) { try process([]) }
        #expect(throws: InvalidPriceProcess.zeroInterval) { try process([bar], every: 0) }
        #expect(throws: InvalidPriceProcess.tooLong) { try process([bar, bar], every: 1 << 40) }
        #expect(throws: InvalidPriceProcess.badVolatility(-1)) {
            try process([bar], volatility: -1)
        }
        for bad in [
            PriceBar(open: 1, high: 2, low: 0, close: 2),
            PriceBar(open: 1, high: 1.5, low: 1, close: 2),
            PriceBar(open: 1, high: 2, low: 1.5, close: 2),
            PriceBar(open: 1, high: .infinity, low: 1, close: 2),
            PriceBar(open: .nan, high: 2, low: 1, close: 2),
        ] {
            #expect(throws: InvalidPriceProcess.badBar(index: 1)) { try process([bar, bad]) }
        }
    }

    @Test func `stays positive and finite at the widest that a file can say`() throws {
        let wide = PriceBar(open: 1e12, high: 1e12, low: 1e-9, close: 1e-9)
        var price = try process([wide, wide, wide], grid: 12_000, volatility: 10)
        for second in stride(from: UInt64(0), to: 10_800, by: 3) {
            let value = price.price(atSecond: second)
            #expect(value >= 1e-9 && value <= 1e12)
        }
    }
}
