import Execution
import Primitives
import WideMath

/// The example of a predictive engine: it leans toward assets that are above their average price
/// and away from those below.
///
/// The average of each answer is exponential over `periods` observations, eₙ = eₙ₋₁ +
/// (answer − eₙ₋₁) · 2 ÷ (periods + 1), and anyone may observe, at most once an `interval`. An
/// asset's score is its answer's distance from the average in basis points, held to half the
/// `tilt` on either side; before the first observation, and for the quote token, it is nothing.
/// With base weights bᵢ that sum to B and scores uᵢ counted from the lower end, 0 to `tilt`,
///
///     weightᵢ = bᵢ · (10,000·B + uᵢ·B − Σ bⱼ·uⱼ)
///
/// so that the weights sum to exactly 10,000·B² whatever the scores, and no asset is further than
/// `tilt` basis points of its own base weight from it. Whole numbers only; nothing is learnt.
public enum Momentum: WeightStrategy {
    /// The name its code declares.
    public static let name = "Momentum"
    /// What every strategy here has, feeds, averages and a time.
    public static let slotCount: UInt32 = 7

    /// The layout after that of every strategy, whose weights are the base weights here.
    public enum Storage {
        /// The oracles in the vault's asset order; zero for the quote token.
        public static let feeds = DynamicArray<Address>(4)
        /// The average of each oracle's answers, times 10¹⁸.
        public static let averages = DynamicArray<UInt256>(5)
        /// When the last observation was, in seconds since 1970-01-01 UTC; zero before the first.
        public static let observedAt = Slot<UInt64>(6)
    }

    /// What placing it fixes.
    public enum Constants {
        /// The least time between two observations, in seconds.
        public static let interval = Constant<UInt64>(0)
        /// How many observations the average reaches over.
        public static let periods = Constant<UInt64>(1)
        /// How far a weight may be from its base, in basis points of it.
        public static let tilt = Constant<BasisPoints>(2)
    }

    /// The selectors beyond those of every strategy.
    public enum Function {
        /// `observe()`: takes every oracle's answer into its average.
        public static let observe = Selector(0x14fc_78fc, "observe()")

        /// All of them.
        public static let all = [observe]
    }

    /// The oracles' answers were taken into the averages.
    public struct Observed: Event {
        /// When, in seconds since 1970-01-01 UTC.
        public let observedAt: UInt64
        /// `Observed(uint256)`.
        public static let topic = eventTopic("Observed(uint256)")
        /// One word.
        public func write(to log: borrowing LogWriter) { log.data(observedAt) }
    }

    /// The base weights, tilted by what the oracles say now.
    public static func targets(_ frame: borrowing Frame) throws(Fault) -> [UInt256] {
        let base = try Weights.stored(frame)
        let tilt = min(frame[Constants.tilt], .whole)
        var scores: [UInt256] = []
        for number in base.indices {
            let position = UInt64(number)
            scores.append(
                try score(
                    of: try PriceFeed.latest(of: frame[Storage.feeds[position]], frame).answer,
                    average: frame[Storage.averages[position]],
                    tilt: tilt
                )
            )
        }
        return try tilted(base, by: scores)
    }

    /// Dispatches what not every strategy has.
    public static func answer(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        guard selector == Function.observe.value else { throw .revert(.empty) }
        try observe(frame)
        return frame.output()
    }

    /// Takes every oracle's answer into its average; the first observation is its own average.
    private static func observe(_ frame: borrowing Frame) throws(Fault) {
        let last = frame[Storage.observedAt]
        let interval = frame[Constants.interval]
        let isFirst = last == 0
        guard isFirst || frame.timestamp >= last && frame.timestamp - last >= interval else {
            throw .revert(
                .error(
                    signature: "TooSoon(uint256,uint256,uint256)",
                    arguments: [UInt256(frame.timestamp), UInt256(last), UInt256(interval)]
                )
            )
        }
        for number in 0..<frame[Storage.feeds.count] {
            try frame.checkGas()
            let answer = try PriceFeed.latest(of: frame[Storage.feeds[number]], frame).answer
            let sample = try answer * FixedPoint.one
            let average = frame[Storage.averages[number]]
            frame[Storage.averages[number]] =
                isFirst
                ? sample
                : try moved(average, toward: sample, periods: frame[Constants.periods])
        }
        frame[Storage.observedAt] = frame.timestamp
        frame.emit(Observed(observedAt: frame.timestamp))
    }

    /// Puts base weights in the vault's asset order at an address, as a genesis block does.
    ///
    /// There is a feed for each weight. Base weights below 2²⁴ keep the targets below 2⁶⁴.
    public static func place(
        at address: Address,
        weights: [UInt256],
        feeds: [Address],
        interval: UInt64,
        periods: UInt64,
        tilt: BasisPoints,
        trigger: Trigger,
        signaller: Address = .zero,
        on machine: Machine
    ) {
        place(at: address, trigger: trigger, signaller: signaller, weights: weights, on: machine)
        machine.write(Storage.feeds, of: address, feeds)
        machine.write(Constants.interval.location, of: address, interval)
        machine.write(Constants.periods.location, of: address, periods)
        machine.write(Constants.tilt.location, of: address, tilt)
    }
}

extension Momentum {
    /// Whether the time has come for a new observation, at the block that is next.
    public static func isDue(_ address: Address, on machine: Machine) -> Bool {
        let last = machine.read(Storage.observedAt, of: address)
        let now = machine.block.timestamp
        let interval = machine.read(Constants.interval.location, of: address)
        return last == 0 || now > last && now - last >= interval
    }
}

// MARK: Formulas

extension Momentum {
    /// An average after one more sample, (average·(periods − 1) + 2·sample) ÷ (periods + 1),
    /// rounded down; no periods count as one, whose average is the sample.
    static func moved(
        _ average: UInt256,
        toward sample: UInt256,
        periods: UInt64
    ) throws(Fault) -> UInt256 {
        let periods = UInt256(max(periods, 1))
        let sum = try average * (periods - .one) + sample * 2
        return try divide(sum, by: try periods + .one, rounding: .down)
    }

    /// How far an answer is above its average, counted in basis points from half the tilt below
    /// it and held between 0 and the tilt; half the tilt where there is no average.
    static func score(
        of answer: UInt256,
        average: UInt256,
        tilt: BasisPoints
    ) throws(Fault) -> UInt256 {
        let half = UInt256(tilt.count / 2)
        if average.isZero { return half }
        let sample = try answer * FixedPoint.one
        let isAbove = sample > average
        let distance = try mulDiv(
            isAbove ? try sample - average : try average - sample,
            BasisPoints.whole.word,
            average,
            rounding: .down
        )
        let held = min(distance, half)
        return isAbove ? try half + held : try half - held
    }

    /// Base weights by scores of 0 to 10,000; the sum is 10,000 times the square of theirs.
    static func tilted(
        _ base: [UInt256],
        by scores: [UInt256]
    ) throws(Fault) -> [UInt256] {
        var sum = UInt256.zero
        var mean = UInt256.zero
        for (weight, score) in zip(base, scores) {
            sum = try sum + weight
            mean = try mean + weight * score
        }
        var weights: [UInt256] = []
        for (weight, score) in zip(base, scores) {
            weights.append(try weight * (sum * (BasisPoints.whole.word + score) - mean))
        }
        return weights
    }
}
