import Execution
import Primitives
import WideMath

/// Weights as parts of their sum: how they are held to that, and how they are kept.
enum Weights {
    /// How many bits a weight that a vault believes may have; sums of them fit in a word.
    static let bits = 128

    /// The sum of weights that are as many as the assets, not all zero and not too large.
    ///
    /// Reverts with `BadWeights(count, sum)` otherwise; a sum beyond a word shows as the largest.
    @discardableResult
    static func check(
        _ weights: [UInt256],
        count: Int,
        bits: Int = Self.bits
    ) throws(Fault) -> UInt256 {
        var sum = UInt256.zero
        var areSmall = true
        for weight in weights {
            areSmall = areSmall && weight.bitWidth <= bits
            let next = sum.addingReportingOverflow(weight)
            sum = next.overflow ? .max : next.partialValue
        }
        guard weights.count == count, areSmall, !sum.isZero else {
            throw Strategy.Refusal.badWeights(count: weights.count, sum: sum)
        }
        return sum
    }

    /// The weights in a strategy's storage.
    static func stored(_ frame: borrowing Frame) throws(Fault) -> [UInt256] {
        let array = Strategy.Storage.weights
        let count = frame[array.count]
        var weights: [UInt256] = []
        // At most 64 at once: a number in storage reserves nothing without bounds.
        weights.reserveCapacity(Int(min(count, 64)))
        for number in 0..<count {
            try frame.checkGas()
            weights.append(frame[array[number]])
        }
        return weights
    }

    /// Replaces them by the array of words that is the only argument of a call, and gives it.
    ///
    /// Their number stays: it is that of the vault's assets.
    static func replaceByArgument(
        bits: Int,
        _ frame: borrowing Frame
    ) throws(Fault) -> [UInt256] {
        let array = Strategy.Storage.weights
        let input = try frame.arguments(1)
        let elements = try input.array(0, wordsPerElement: 1)
        var weights: [UInt256] = []
        for number in 0..<elements.count {
            weights.append(try input.word(atByte: elements.start + 32 * number))
        }
        try check(weights, count: Int(clamping: frame[array.count]), bits: bits)
        for (number, weight) in weights.enumerated() {
            frame[array[UInt64(number)]] = weight
        }
        return weights
    }
}
