import WideMath

/// A stream of random draws that belongs to one agent or process.
///
/// It is derived from the scenario's seed and the owner's name, so adding a stream moves no other.
/// Equal seed and name give equal draws on every machine: nothing here asks the C library.
///
///     var stream = RandomStream(seed: 7, name: "agents.flow")
///     let size = stream.lognormal(median: 3_000, sigma: 1.2)
public struct RandomStream: Hashable, Sendable {
    private var generator: Xoshiro256StarStar
    private var spareNormal: Double?

    /// Derives the stream that belongs to a seed and a name; see `Xoshiro256StarStar`.
    public init(seed: UInt64, name: String) {
        generator = Xoshiro256StarStar(seed: seed, name: name)
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 { generator.next() }

    /// A uniform number in [0, 1), a multiple of 2⁻⁵³.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A uniform integer below `bound`, without bias; zero if `bound` is zero.
    ///
    /// Source: Lemire, "Fast Random Integer Generation in an Interval" (2019).
    public mutating func below(_ bound: UInt64) -> UInt64 {
        if bound == 0 { return 0 }
        var product = next().multipliedFullWidth(by: bound)
        if product.low >= bound { return product.high }
        // 2⁶⁴ mod bound: draws whose low word is below it would be one too many.
        let excess = (UInt64.max - bound + 1) % bound
        while product.low < excess { product = next().multipliedFullWidth(by: bound) }
        return product.high
    }

    /// Orders the elements uniformly at random, by Fisher and Yates.
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        var left = elements.count
        while left > 1 {
            let chosen = Int(below(UInt64(left)))
            left -= 1
            elements.swapAt(left, chosen)
        }
    }
}

extension RandomStream {
    /// A draw from the standard normal distribution.
    ///
    /// Marsaglia's polar method makes two at a time; the second waits for the next call.
    public mutating func normal() -> Double {
        if let spare = spareNormal {
            spareNormal = nil
            return spare
        }
        while true {
            let x = 2 * unit() - 1
            let y = 2 * unit() - 1
            let square = x * x + y * y
            guard square > 0, square < 1 else { continue }
            let scale = (-2 * RealFunctions.log(square) / square).squareRoot()
            spareNormal = y * scale
            return x * scale
        }
    }

    /// A draw from the exponential distribution with mean one.
    public mutating func exponential() -> Double { -RealFunctions.log(1 - unit()) }

    /// A draw from the lognormal distribution; `sigma` is the deviation of its logarithm.
    public mutating func lognormal(median: Double, sigma: Double) -> Double {
        median * RealFunctions.exp(sigma * normal())
    }

    /// How many events happen where `mean` are expected.
    ///
    /// Knuth's product of uniforms, in parts of at most 32 because a sum of Poisson draws is one;
    /// takes time in proportion to the mean. A mean that is not positive gives zero, and one above
    /// a million counts as a million.
    public mutating func poisson(mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        var left = mean < 1_000_000 ? mean : 1_000_000
        var count = 0
        while left > 0 {
            let part = left < 32 ? left : 32
            left -= part
            let limit = RealFunctions.exp(-part)
            var product = unit()
            while product > limit {
                count += 1
                product *= unit()
            }
        }
        return count
    }
}

/// The standard library's algorithms may change with its version: results use the methods above.
extension RandomStream: RandomNumberGenerator {}
