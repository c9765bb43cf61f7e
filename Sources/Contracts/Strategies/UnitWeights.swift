import Execution
import Primitives
import WideMath

/// An index by units: so many of each token in one unit of the index, as index tokens define it.
///
/// The weight of an asset is what its units are worth, unitᵢ × answerᵢ ÷ assetUnitᵢ: what is held
/// in proportion to the units has those weights at every price, so that price moves alone never
/// make a rebalance due. Only a change of units does, which an owner makes and which is a signal
/// too; an event trigger fits. The zero feed is the quote token's. How old answers may be is for
/// the vault to judge, which values its assets with feeds of its own.
public enum UnitWeights: WeightStrategy {
    /// The name its code declares.
    public static let name = "UnitWeights"
    /// What every strategy here has, the owner, feeds and asset units.
    public static let slotCount: UInt32 = 7

    /// The layout after that of every strategy, whose weights are the units here: smallest units
    /// of each token in one unit of the index.
    public enum Storage {
        /// Who may set units.
        public static let owner = Slot<Address>(4)
        /// The oracles in the vault's asset order; zero for the quote token.
        public static let feeds = DynamicArray<Address>(5)
        /// Ten to the decimals of each asset.
        public static let assetUnits = DynamicArray<UInt256>(6)
    }

    /// The selectors beyond those of every strategy.
    public enum Function {
        /// `setUnits(uint256[])`: as many as before, each below 2¹¹², not all zero.
        public static let setUnits = Selector(0x1843_2cde, "setUnits(uint256[])")
        /// `units() view returns (uint256[])`.
        public static let units = Selector(0x976a_8435, "units()")
        /// `owner()`.
        public static let owner = Ownable.owner

        /// All of them.
        public static let all = [setUnits, units, owner]
    }

    /// Units were set.
    public struct UnitsSet: Event {
        /// The units in the vault's asset order.
        public let units: [UInt256]
        /// `UnitsSet(uint256[])`.
        public static let topic = eventTopic("UnitsSet(uint256[])")
        /// The array.
        public func write(to log: borrowing LogWriter) { log.data(array: units) }
    }

    /// One asset of an index.
    public struct Component: Hashable, Sendable {
        /// Smallest units of the token in one unit of the index.
        public let units: UInt256
        /// Its oracle; zero for the quote token.
        public let feed: Address
        /// Ten to the token's decimals.
        public let assetUnit: UInt256

        /// Makes a component.
        public init(units: UInt256, feed: Address, assetUnit: UInt256) {
            self.units = units
            self.feed = feed
            self.assetUnit = assetUnit
        }
    }

    /// What the units are worth now, in parts of 10¹⁸ that each are rounded down.
    public static func targets(_ frame: borrowing Frame) throws(Fault) -> [UInt256] {
        let units = try Weights.stored(frame)
        var worths: [UInt256] = []
        var sum = UInt256.zero
        for (number, amount) in units.enumerated() {
            let position = UInt64(number)
            let answer = try PriceFeed.latest(of: frame[Storage.feeds[position]], frame).answer
            // An answer has at most 128 bits: the factor needs 188.
            let worth = try mulDiv(
                amount,
                try answer * FixedPoint.one,
                frame[Storage.assetUnits[position]],
                rounding: .down
            )
            worths.append(worth)
            sum = try sum + worth
        }
        guard !sum.isZero else { throw Strategy.Refusal.badWeights(count: units.count, sum: sum) }
        var weights: [UInt256] = []
        for worth in worths {
            weights.append(try mulDiv(worth, FixedPoint.one, sum, rounding: .down))
        }
        return weights
    }

    /// Dispatches what not every strategy has.
    public static func answer(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        switch selector {
        case Function.setUnits.value:
            try Ownable.requireOwner(Storage.owner, frame)
            let units = try Weights.replaceByArgument(bits: 112, frame)
            frame.emit(UnitsSet(units: units))
            markSignal(frame)
            return frame.output()
        case Function.units.value: return frame.output(array: try Weights.stored(frame))
        case Function.owner.value: return frame.output(frame[Storage.owner])
        default: throw .revert(.empty)
        }
    }

    /// Puts an index in the vault's asset order at an address, as a genesis block does.
    public static func place(
        at address: Address,
        components: [Component],
        trigger: Trigger,
        owner: Address,
        signaller: Address = .zero,
        on machine: Machine
    ) {
        place(
            at: address,
            trigger: trigger,
            signaller: signaller,
            weights: components.map(\.units),
            on: machine
        )
        machine.write(Storage.owner, of: address, owner)
        machine.write(Storage.feeds, of: address, components.map(\.feed))
        machine.write(Storage.assetUnits, of: address, components.map(\.assetUnit))
    }
}
