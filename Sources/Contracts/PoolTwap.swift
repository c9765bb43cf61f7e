import Execution
import Primitives
import WideMath

/// The time-weighted price of an asset in one pool, from the pool's cumulative prices.
///
/// It keeps two observations of the cumulative price, at least a `window` apart, so that once a
/// window has passed one is always at least a window old, however often it is told to observe.
/// The answer is the average from the younger such observation to now: to lift it by a part e over
/// L blocks, the price of one block must go up by the factor 1 + L·e.
///
/// Source: Uniswap v2-periphery, `examples/ExampleOracleSimple.sol` and
/// `libraries/UniswapV2OracleLibrary.sol`, which it differs from in that the average ends now.
public enum PoolTwap: Contract {
    /// The name its code declares.
    public static let name = "PoolTwap"
    /// Two observations.
    public static let slotCount: UInt32 = 4

    /// The contract's layout.
    public enum Storage {
        /// When the newer observation was, in seconds since 1970-01-01 UTC; zero if there is none.
        public static let newerTime = Slot<UInt64>(0)
        /// The cumulative price then.
        public static let newerCumulative = Slot<UInt256>(1)
        /// When the older observation was; zero if there is none.
        public static let olderTime = Slot<UInt64>(2)
        /// The cumulative price then.
        public static let olderCumulative = Slot<UInt256>(3)
    }

    /// What placing it fixes.
    public enum Constants {
        /// The pool.
        public static let pair = Constant<Address>(0)
        /// Whether the asset is the pool's token0, and the quote token its token1.
        public static let isToken0 = Constant<Bool>(1)
        /// Ten to the asset's decimals.
        public static let assetUnit = Constant<UInt256>(2)
        /// Ten to the quote token's decimals.
        public static let quoteUnit = Constant<UInt256>(3)
        /// The least time that an answer averages over, in seconds.
        public static let window = Constant<UInt64>(4)
    }

    /// The selectors.
    public enum Function {
        /// `observe() returns (bool)`: anyone; whether the time had come for a new observation.
        public static let observe = Selector(0x14fc_78fc, "observe()")
        /// `consult() view returns (uint256 answer, uint256 span)`: quote tokens for one whole
        /// asset, with 8 decimals, rounded down, and the seconds that they average over.
        public static let consult = Selector(0x7eed_a703, "consult()")

        /// All of them.
        public static let all = [observe, consult]
    }

    /// The pool's cumulative price was noted.
    public struct Observed: Event {
        /// Σ of price of the asset in the quote token × seconds, UQ112x112, wrapping.
        public let cumulative: UInt256
        /// When, in seconds since 1970-01-01 UTC.
        public let observedAt: UInt64
        /// `Observed(uint256,uint256)`.
        public static let topic = eventTopic("Observed(uint256,uint256)")
        /// Two words.
        public func write(to log: borrowing LogWriter) {
            log.data(cumulative)
            log.data(observedAt)
        }
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case Function.observe.value:
            return frame.output(try observe(frame))
        case Function.consult.value:
            let (answer, span) = try consult(frame)
            return frame.output(words: [answer, UInt256(span)])
        default:
            throw .revert(.empty)
        }
    }

    /// Notes the cumulative price if the newer observation is at least a window old, and makes
    /// that the older.
    private static func observe(_ frame: borrowing Frame) throws(Fault) -> Bool {
        let last = frame[Storage.newerTime]
        if last != 0 {
            guard age(last, frame) >= frame[Constants.window] else { return false }
            frame[Storage.olderTime] = last
            frame[Storage.olderCumulative] = frame[Storage.newerCumulative]
        }
        let cumulative = try cumulativePrice(frame)
        frame[Storage.newerTime] = frame.timestamp
        frame[Storage.newerCumulative] = cumulative
        frame.emit(Observed(cumulative: cumulative, observedAt: frame.timestamp))
        return true
    }

    /// The average since the newest observation that is at least a window old.
    private static func consult(
        _ frame: borrowing Frame
    ) throws(Fault) -> (answer: UInt256, span: UInt64) {
        let window = frame[Constants.window]
        let newerAge = age(frame[Storage.newerTime], frame)
        let isOld = newerAge >= window
        let span = isOld ? newerAge : max(newerAge, age(frame[Storage.olderTime], frame))
        guard span > 0, span >= window else {
            throw .revert(
                .error(
                    signature: "TooYoung(uint256,uint256)",
                    arguments: [UInt256(span), UInt256(window)]
                )
            )
        }
        let start = frame[isOld ? Storage.newerCumulative : Storage.olderCumulative]
        // Cumulative prices wrap; their difference is right as long as the span is below 2³² s.
        let difference = try cumulativePrice(frame).wrappingSubtract(start)
        return (
            try answer(
                sum: difference,
                span: span,
                assetUnit: frame[Constants.assetUnit],
                quoteUnit: frame[Constants.quoteUnit]
            ), span
        )
    }

    /// How long ago an observation was, in seconds; none at all, at zero, is of no age.
    private static func age(_ time: UInt64, _ frame: borrowing Frame) -> UInt64 {
        time != 0 && frame.timestamp > time ? frame.timestamp - time : 0
    }

    /// Puts an oracle for an asset of a pool at an address, as a genesis block does.
    ///
    /// The window is in seconds. It has observed nothing yet.
    public static func place(
        at address: Address,
        pair: Address,
        asset: Address,
        assetUnit: UInt256,
        quoteUnit: UInt256,
        window: UInt64,
        on machine: Machine
    ) {
        machine.place(Self.self, at: address)
        machine.write(Constants.pair.location, of: address, pair)
        let token0 = machine.read(Pair.Storage.token0, of: pair)
        machine.write(Constants.isToken0.location, of: address, token0 == asset)
        machine.write(Constants.assetUnit.location, of: address, assetUnit)
        machine.write(Constants.quoteUnit.location, of: address, quoteUnit)
        machine.write(Constants.window.location, of: address, window)
    }
}
