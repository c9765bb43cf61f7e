import Execution
import Primitives
import WideMath

/// How a running vault asks its strategy.
///
/// A strategy is another's contract, so nothing it says is believed: an answer that does not
/// decode reverts without data as Solidity's decoder does, weights that are no weights revert with
/// `BadWeights(count, sum)`, and a strategy that reverts passes its reason on.
extension Strategy {
    /// The weights that a strategy wants held, one for each of `count` assets.
    static func targets(
        of strategy: Address,
        count: Int,
        _ frame: borrowing Frame
    ) throws(Fault) -> [UInt256] {
        let weights = try frame.staticCall(strategy, Function.targets).array(0)
        try Weights.check(weights, count: count)
        return weights
    }

    /// A strategy's judgement of a vault whose assets have these values, in quote units.
    ///
    /// `lastRebalance` is in seconds since 1970-01-01 UTC, zero if there was none.
    static func assess(
        _ strategy: Address,
        values: [UInt256],
        lastRebalance: UInt64,
        _ frame: borrowing Frame
    ) throws(Fault) -> Assessment {
        let returned = try frame.staticCall(
            strategy,
            Function.assess,
            words: [64, UInt256(lastRebalance), UInt256(UInt64(values.count))] + values
        )
        let isDue = try returned.word(0)
        guard isDue <= .one else { throw .revert(.empty) }
        let goals = try returned.array(3)
        try Weights.check(goals, count: values.count)
        return Assessment(
            isDue: !isDue.isZero,
            deviation: try returned.word(1),
            trigger: try returned.word(2),
            goals: goals
        )
    }
}

/// How anybody asks a strategy off-chain.
extension Strategy {
    /// The weights that a strategy wants held, one for each of `count` assets; nothing if it
    /// reverts or says what cannot be believed.
    public static func targets(
        of strategy: Address,
        count: Int,
        on machine: Machine
    ) -> [UInt256]? {
        let data = ABI.encodeCall(selector: Function.targets.value, words: [])
        let result = machine.simulate(strategy, from: .zero, data: data)
        // The array's offset and count, then its elements.
        guard let weights = result.words(from: 2, count: count), result.word(0) == 32,
            (try? Weights.check(weights, count: count)) != nil
        else { return nil }
        return weights
    }

    /// A strategy's judgement; nothing if it reverts or says what cannot be believed.
    public static func assess(
        _ strategy: Address,
        values: [UInt256],
        lastRebalance: UInt64,
        on machine: Machine
    ) -> Assessment? {
        var words: [UInt256] = []
        words.reserveCapacity(3 + values.count)
        words.append(64)
        words.append(UInt256(lastRebalance))
        words.append(UInt256(UInt64(values.count)))
        words.append(contentsOf: values)
        let result = machine.simulate(
            strategy,
            from: .zero,
            data: ABI.encodeCall(selector: Function.assess.value, words: words)
        )
        // Whether it is due, two numbers, and the goals' offset, count and elements.
        guard let goals = result.words(from: 5, count: values.count),
            let isDue = result.word(0), let deviation = result.word(1),
            let trigger = result.word(2), result.word(3) == 128,
            (try? Weights.check(goals, count: values.count)) != nil
        else { return nil }
        return Assessment(
            isDue: !isDue.isZero,
            deviation: deviation,
            trigger: trigger,
            goals: goals
        )
    }
}
