import Foundation
import Primitives
import Scenarios
import Testing

/// What decoding the sample of prices says with one piece of text replaced.
private func outcome(_ old: String, _ new: String) -> String {
    precondition(priceSample.contains(old), "the sample has no \(old)")
    return outcome(priceSample.replacing(old, with: new, maxReplacements: 1))
}

@Suite struct `A price of any kind` {
    @Test func `decodes, and is the same when it is written back`() throws {
        let scenario = try Scenario.decode(priceSample, file: "s.yaml")
        let again = try Scenario.decode(scenario.resolvedYAML, file: "resolved.yaml")
        #expect(again == scenario)
        #expect(again.resolvedYAML == scenario.resolvedYAML)
    }

    @Test func `has the figures of its file`() throws {
        let scenario = try Scenario.decode(priceSample, file: "s.yaml")
        let prices = scenario.assets.map(\.price)
        #expect(
            prices[0]
                == .gbm(
                    GeometricPrice(
                        start: 2_000,
                        volatility: 0.6,
                        jumps: PriceJumps(
                            rate: 12,
                            mean: -0.05,
                            deviation: 0.08,
                            excitation: 0.6,
                            decay: 7_200
                        )
                    )
                )
        )
        #expect(
            prices[1]
                == .gbm(
                    GeometricPrice(
                        start: 2_000,
                        jumps: PriceJumps(rate: 182.5, mean: 0.015, deviation: 0.02),
                        regimes: [
                            PriceRegime(name: "calm", volatility: 0.5, lasts: 1_728_000),
                            PriceRegime(name: "crash", drift: -5, volatility: 3, lasts: 21_600),
                        ]
                    )
                )
        )
        #expect(
            prices[2]
                == .peg(
                    PeggedPrice(
                        peg: 1,
                        volatility: 0.01,
                        halfLife: 21_600,
                        depeg: PeggedPrice.Depeg(rate: 1, level: 0.9, lasts: 172_800)
                    )
                )
        )
        #expect(
            prices[3]
                == .bars(
                    BarReplay(
                        bars: [
                            PriceBar(open: 200, high: 210, low: 190, close: 205),
                            PriceBar(open: 205, high: 206, low: 150, close: 160),
                        ],
                        every: 3_600
                    )
                )
        )
        #expect(
            prices[4]
                == .file(
                    FileReplay(
                        path: "data/ETHUSDT_1h.csv",
                        from: 1_583_798_400,
                        volatility: 0.8
                    )
                )
        )
        #expect(prices.map(\.start) == [2_000, 2_000, 1, 200, nil, 200, 1])
        #expect(
            scenario.correlation
                == Correlation(
                    assets: ["JUMPS", "TIDES", "BARS"],
                    matrix: [[1, 0.8, -0.2], [0.8, 1, 0], [-0.2, 0, 1]]
                )
        )
    }

    @Test func `from a file begins with the chain if nothing else is said`() throws {
        let text = priceSample.replacing(", from: 2020-03-10T00:00:00Z", with: "")
        let scenario = try Scenario.decode(text, file: "s.yaml")
        guard case .file(let file) = scenario.assets[4].price else {
            Issue.record("\(scenario.assets[4].price)")
            return
        }
        #expect(file.from == 1_583_971_200)
    }

    @Test(arguments: PriceRefusal.all)
    func `is refused with`(_ refusal: Refusal) {
        #expect(outcome(refusal.old, refusal.new) == "s.yaml:" + refusal.text)
    }
}

/// Changes to the sample of prices and what each is refused with, behind the file's name.
private enum PriceRefusal {
    static let all: [Refusal] = jumps + regimes + pegs + bars + files + correlations

    private static let jumps: [Refusal] = [
        Refusal(
            "rate: 12 per year",
            "rate: 12",
            "11: assets.JUMPS.price.jumps.rate: \"12\" has no unit; the unit of how often it "
                + "happens is per year, per day or per hour, for example 12 per year or 0.5 per day"
        ),
        Refusal(
            "rate: 12 per year",
            "rate: 51 per hour",
            "11: assets.JUMPS.price.jumps.rate: \"51 per hour\" is out of bounds; write 0 per "
                + "year to 438_000 per year"
        ),
        Refusal(
            "mean: -5 %",
            "mean: -100 %",
            "11: assets.JUMPS.price.jumps.mean: \"-100 %\" is out of bounds; write -99 % to 1_000 %"
        ),
        Refusal(
            "deviation: 8 %",
            "deviation: 201 %",
            "11: assets.JUMPS.price.jumps.deviation: \"201 %\" is out of bounds; write 0 % to 200 %"
        ),
        Refusal(
            "excitation: 60 %",
            "excitation: 100 %",
            "11: assets.JUMPS.price.jumps.excitation: \"100 %\" is out of bounds; write 0 % to 95 %"
        ),
        Refusal(
            "decay: 2 h",
            "delay: 2 h",
            "11: assets.JUMPS.price.jumps.delay: unknown key; did you mean \"decay\"?"
        ),
        Refusal(
            ", deviation: 8 %",
            "",
            "11: assets.JUMPS.price.jumps: deviation is missing; write deviation: and a deviation, "
                + "for example 8 %"
        ),
    ]

    private static let regimes: [Refusal] = [
        Refusal(
            "name: crash",
            "name: calm",
            "18: assets.TIDES.price.regimes[1].name: another regime is called \"calm\", in line "
                + "17; give each regime its own name"
        ),
        Refusal(
            "        - { name: crash, volatility: 300 %, drift: -500 %, lasts: 6 h }\n",
            "",
            "16: assets.TIDES.price.regimes: is a list of 1; give 2 to 20"
        ),
        Refusal(
            "lasts: 6 h",
            "lasts: 0 s",
            "18: assets.TIDES.price.regimes[1].lasts: \"0 s\" is out of bounds; write 1 s to "
                + "876_600 h"
        ),
        Refusal(
            "      regimes:",
            "      drift: 5 %\n      regimes:",
            "16: assets.TIDES.price.drift: does not go with regimes; each regime has its own; "
                + "remove it"
        ),
    ]

    private static let pegs: [Refusal] = [
        Refusal(
            "peg: 1\n",
            "peg: 0\n",
            "23: assets.PEG.price.peg: \"0\" is out of bounds; write 0.000000001 to "
                + "1_000_000_000_000"
        ),
        Refusal(
            "half_life: 6 h",
            "half_life: 0 h",
            "25: assets.PEG.price.half_life: \"0 h\" is out of bounds; write 1 s to 876_600 h"
        ),
        Refusal(
            "to: 0.90",
            "to: 90 %",
            "26: assets.PEG.price.depeg.to: \"90 %\" is not a price in US dollars; write a price "
                + "in US dollars, for example 1.5"
        ),
    ]

    private static let bars: [Refusal] = [
        Refusal(
            "[205, 206, 150, 160]",
            "[205, 206, 150]",
            "29: assets.BARS.price.bars[1]: has 3 prices; write [open, high, low, close], for "
                + "example [194.6, 196, 193, 193.3]"
        ),
        Refusal(
            "[205, 206, 150, 160]",
            "[205, 204, 150, 160]",
            "29: assets.BARS.price.bars[1]: the high is below the open or the close; write [open, "
                + "high, low, close], for example [194.6, 196, 193, 193.3]"
        ),
        Refusal(
            "[205, 206, 150, 160]",
            "[205, 206, 161, 160]",
            "29: assets.BARS.price.bars[1]: the low is above the open or the close; write [open, "
                + "high, low, close], for example [194.6, 196, 193, 193.3]"
        ),
        Refusal(
            "[[200, 210, 190, 205], [205, 206, 150, 160]]",
            "[[200, 210, 190, 205]]",
            "29: assets.BARS.price: 1 bars of 1 h end before the run, which is 2 h long; give 2 "
                + "bars or shorten the run"
        ),
    ]

    private static let files: [Refusal] = [
        Refusal(
            "data/ETHUSDT_1h.csv",
            "data/ETHUSDT_1h",
            "32: assets.FILE.price.replay: \"data/ETHUSDT_1h\" is not the path of a CSV file; "
                + "write the path of a CSV file, for example ETHUSDT_1h.csv, or a list of prices"
        ),
        Refusal(
            "from: 2020-03-10T00:00:00Z",
            "every: 1 h",
            "32: assets.FILE.price.every: unknown key; the keys of a price from a file are: "
                + "replay, from, sha256, volatility"
        ),
        Refusal(
            "from: 2020-03-10T00:00:00Z",
            "from: 2020-03-10",
            "32: assets.FILE.price.from: \"2020-03-10\" is not a date and time from 1970 to 2199; "
                + "write a date and time in UTC, for example 2020-03-12T00:00:00Z"
        ),
        Refusal(
            "from: 2020-03-10T00:00:00Z",
            "sha256: abc",
            "32: assets.FILE.price.sha256: \"abc\" is no SHA-256 hash; write 64 hexadecimal "
                + "digits, as sha256sum prints them"
        ),
    ]

    private static let correlations: [Refusal] = [
        Refusal(
            "[80 %, 100 %, 0 %]",
            "[70 %, 100 %, 0 %]",
            "39: correlation.matrix: TIDES and JUMPS go together by 70 % and 80 %; write the same "
                + "number twice"
        ),
        Refusal(
            "[80 %, 100 %, 0 %]",
            "[80 %, 99 %, 0 %]",
            "39: correlation.matrix: TIDES goes with itself by 99 %; write 100 % on the diagonal"
        ),
        Refusal(
            "[80 %, 100 %, 0 %]",
            "[80 %, 100 %]",
            "39: correlation.matrix: the row of TIDES has 2 values for 3 assets; write one for "
                + "each asset"
        ),
        Refusal(
            "[[100 %, 80 %, -20 %], [80 %, 100 %, 0 %], [-20 %, 0 %, 100 %]]",
            "[[100 %, 80 %], [80 %, 100 %]]",
            "39: correlation.matrix: has 2 rows for 3 assets; write a row for each asset"
        ),
        Refusal(
            "[[100 %, 80 %, -20 %], [80 %, 100 %, 0 %], [-20 %, 0 %, 100 %]]",
            "[[100 %, 100 %, 0 %], [100 %, 100 %, 0 %], [0 %, 0 %, 100 %]]",
            "39: correlation.matrix: no prices go together like this: the matrix is not positive "
                + "definite; its smallest pivot, that of TIDES, is 0; lower the correlations of "
                + "TIDES"
        ),
        Refusal(
            "matrix: [[100 %, 80 %,",
            "matrix: [[100 %, 101 %,",
            "39: correlation.matrix[0][1]: \"101 %\" is out of bounds; write -100 % to 100 %"
        ),
        Refusal(
            "[JUMPS, TIDES, BARS]",
            "[JUMPS, TIDES, JUMPS]",
            "38: correlation.assets: an asset is named twice; name each once"
        ),
        Refusal(
            "[JUMPS, TIDES, BARS]",
            "[JUMPS, TIDES, USDC]",
            "38: correlation.assets: the price of USDC stands still; leave it out, or give it a "
                + "price that moves"
        ),
        Refusal(
            "[JUMPS, TIDES, BARS]",
            "[JUMPS, TIDES, BAR]",
            "38: correlation.assets[2]: no asset \"BAR\"; did you mean \"BARS\"?"
        ),
    ]
}
