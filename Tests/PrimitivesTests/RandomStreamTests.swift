import Primitives
import Testing
import WideMath

@Suite struct `A random stream` {
    /// From state (1, 2, 3, 4): the output of Blackman and Vigna's `xoshiro256starstar.c`.
    @Test func `draws the reference sequence of xoshiro256**`() {
        var generator = Xoshiro256StarStar(1, 2, 3, 4)
        let expected: [UInt64] = [
            11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
            607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
        ]
        for value in expected { #expect(generator.next() == value) }
    }

    /// From state 1234567: the output of Vigna's `splitmix64.c`.
    @Test func `draws the reference sequence of SplitMix64`() {
        var generator = SplitMix64(state: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        ]
        for value in expected { #expect(generator.next() == value) }
    }

    /// The FNV authors' test vectors.
    @Test func `hashes names with FNV-1a`() {
        #expect(fnv1a("".utf8) == 0xcbf2_9ce4_8422_2325)
        #expect(fnv1a("a".utf8) == 0xaf63_dc4c_8601_ec8c)
        #expect(fnv1a("foobar".utf8) == 0x8594_4171_f739_67e8)
    }

    @Test func `is fixed by its seed and its name`() {
        var first = RandomStream(seed: 7, name: "flow")
        var again = RandomStream(seed: 7, name: "flow")
        var other = RandomStream(seed: 7, name: "flows")
        var later = RandomStream(seed: 8, name: "flow")
        let draw = first.next()
        #expect(draw == again.next())
        #expect(draw != other.next())
        #expect(draw != later.next())
    }

    /// Recorded from this code: another machine or build mode must reproduce it.
    @Test func `gives the recorded draws`() {
        var stream = RandomStream(seed: 20_200_312, name: "flow")
        #expect(stream.next() == 2_244_487_293_819_949_883)
        #expect(stream.unit() == 0.9607656035935951)
        #expect(stream.below(1_000_000) == 714_198)
        #expect(stream.normal() == -0.0013747330261906722)
        #expect(stream.normal() == -1.1685364596527086)
        #expect(stream.exponential() == 0.8303730766641989)
        #expect(stream.poisson(mean: 40) == 46)
        #expect(stream.lognormal(median: 3_000, sigma: 1.2) == 9412.974078411366)
    }

    @Test(arguments: [1, 2, 3, 7, 1 << 32, 1 << 63, 3 << 62, .max] as [UInt64])
    func `stays below its bound, without bias`(_ bound: UInt64) {
        var stream = RandomStream(seed: 1, name: "below")
        var inLowerThird = 0
        let count = 30_000
        for _ in 0..<count {
            let draw = stream.below(bound)
            #expect(draw < bound)
            if draw < bound / 3 { inLowerThird += 1 }
        }
        let expected = Double(bound / 3) / Double(bound)
        let deviation = (expected * (1 - expected) / Double(count)).squareRoot()
        // 4 standard errors: one failure in 16,000 seeds, and the seed is fixed.
        #expect((Double(inLowerThird) / Double(count) - expected).magnitude <= 4 * deviation)
    }

    @Test func `draws nothing but zero below zero`() {
        var stream = RandomStream(seed: 1, name: "zero")
        #expect(stream.below(0) == 0)
        #expect(stream.poisson(mean: 0) == 0)
        #expect(stream.poisson(mean: -3) == 0)
        #expect(stream.poisson(mean: .nan) == 0)
    }

    /// Mean, variance, skewness and excess kurtosis, within 4 standard errors each.
    @Test func `has normal moments`() {
        var stream = RandomStream(seed: 2, name: "normal")
        let count = 400_000.0
        var sums = (0.0, 0.0, 0.0, 0.0)
        for _ in 0..<Int(count) {
            let x = stream.normal()
            sums.0 += x
            sums.1 += x * x
            sums.2 += x * x * x
            sums.3 += x * x * x * x
        }
        // Variances of the raw moments: 1, 2, 15 and 96.
        #expect((sums.0 / count).magnitude < 4 * (1 / count).squareRoot())
        #expect((sums.1 / count - 1).magnitude < 4 * (2 / count).squareRoot())
        #expect((sums.2 / count).magnitude < 4 * (15 / count).squareRoot())
        #expect((sums.3 / count - 3).magnitude < 4 * (96 / count).squareRoot())
    }

    @Test(arguments: [0.1, 0.4, 3, 31.9, 32, 50, 500])
    func `has Poisson mean and variance`(_ mean: Double) {
        var stream = RandomStream(seed: 3, name: "poisson")
        let count = 40_000.0
        var sum = 0.0
        var squares = 0.0
        for _ in 0..<Int(count) {
            let draw = Double(stream.poisson(mean: mean))
            sum += draw
            squares += (draw - mean) * (draw - mean)
        }
        #expect((sum / count - mean).magnitude < 4 * (mean / count).squareRoot())
        // The fourth central moment is mean + 3·mean².
        let spread = ((mean + 2 * mean * mean) / count).squareRoot()
        #expect((squares / count - mean).magnitude < 4 * spread)
    }

    @Test func `has exponential and lognormal means`() {
        var stream = RandomStream(seed: 4, name: "positive")
        let count = 200_000.0
        var exponential = 0.0
        var belowMedian = 0.0
        for _ in 0..<Int(count) {
            exponential += stream.exponential()
            if stream.lognormal(median: 3_000, sigma: 1.2) < 3_000 { belowMedian += 1 }
        }
        #expect((exponential / count - 1).magnitude < 4 * (1 / count).squareRoot())
        #expect((belowMedian / count - 0.5).magnitude < 4 * (0.25 / count).squareRoot())
    }

    @Test func `shuffles into every order equally often`() {
        var stream = RandomStream(seed: 5, name: "shuffle")
        var counts: [[Int]: Double] = [:]
        for _ in 0..<24_000 {
            var order = [1, 2, 3, 4]
            stream.shuffle(&order)
            counts[order, default: 0] += 1
        }
        #expect(counts.count == 24)
        // Each of 24 orders: 1,000 expected, deviation 31; 4.5 of them.
        for count in counts.values { #expect((count - 1_000).magnitude < 140) }
        var none: [Int] = []
        stream.shuffle(&none)
        #expect(none.isEmpty)
    }
}
