import Markets
import Primitives

/// The prices of an asset over the last so many seconds, block by block.
struct PriceTrail: Sendable {
    /// The asset's number.
    let asset: Int
    /// How far it goes back, in seconds.
    let window: UInt64

    /// One price, when it was, and the square of the logarithmic change that led to it.
    private struct Step: Sendable {
        let millisecond: UInt64
        let price: Double
        let square: Double
    }

    private var steps: [Step] = []
    /// Where the oldest step that counts stands.
    private var first = 0
    /// The sum of the squares of all steps behind the first.
    private var sum = 0.0

    init(asset: Int, window: UInt64) {
        self.asset = asset
        self.window = window
    }

    /// Adds a price, and forgets what is too old.
    mutating func add(_ price: Double, at millisecond: UInt64) {
        var square = 0.0
        if let last = steps.last {
            let change = RealFunctions.log(price / last.price)
            square = change * change
        }
        steps.append(Step(millisecond: millisecond, price: price, square: square))
        sum += square
        while first + 1 < steps.count, millisecond - steps[first].millisecond > window * 1_000 {
            first += 1
            sum -= steps[first].square
        }
        guard first >= 1_024, first * 2 > steps.count else { return }
        steps.removeFirst(first)
        first = 0
        // What rounding has left behind goes too.
        sum = steps.dropFirst().reduce(0) { $0 + $1.square }
    }

    /// The change of the price over the window, as a fraction.
    var move: Double {
        guard let last = steps.last else { return 0 }
        return last.price / steps[first].price - 1
    }

    /// The realised volatility over the window: the root of the sum of squared logarithmic changes
    /// a year; zero where only one price is known.
    var volatility: Double {
        guard let last = steps.last else { return 0 }
        let seconds = Double(last.millisecond - steps[first].millisecond) / 1_000
        return seconds > 0 ? (max(sum, 0) / seconds * PriceProcess.secondsPerYear).squareRoot() : 0
    }
}
