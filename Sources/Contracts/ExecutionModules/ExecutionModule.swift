import Execution
import Primitives
import WideMath

/// What a vault asks an execution module: how a rebalance that is due is carried out.
///
/// A rebalance opens, is traded in slices by keepers or in auctions by anyone, and is given up
/// after a time. Times are seconds after the opening; factors and parts are parts of 10¹⁸.
public enum ExecutionModule {
    /// The selectors of an execution module.
    public enum Function {
        /// `slice(uint256 index, uint256 elapsed) view returns (uint256 part, uint256 slices,
        /// uint256 opensAt)`: a `Slice`; the index counts from zero.
        public static let slice = Selector(0x39bb_463b, "slice(uint256,uint256)")
        /// `factor(address asset, uint256 elapsed, bool selling) view returns (uint256)`: the
        /// price of an auction as a factor of the oracle price; `selling` is the vault's side.
        public static let factor = Selector(0xe9ad_0c65, "factor(address,uint256,bool)")
        /// `duration() view returns (uint256)`: when what is unfinished is given up.
        public static let duration = Selector(0x0fb5_a6b4, "duration()")

        /// All of them.
        public static let all = [slice, factor, duration]
    }

    /// What a keeper may trade now.
    public struct Slice: Hashable, Sendable {
        /// The part of what is left to trade, in parts of 10¹⁸.
        public let part: UInt256
        /// How many slices there are; zero trades only by auction.
        public let count: UInt64
        /// The second after the opening from which the slice may be traded.
        public let opensAt: UInt64
    }

    /// Why modules, and those who ask them, refuse: custom errors that carry the numbers.
    enum Refusal {
        /// The module trades by keepers only.
        static let noAuction = custom("NoAuction()", [])

        /// A slice that there is not.
        static func noSlice(_ index: UInt256, count: UInt256) -> Fault {
            custom("NoSlice(uint256,uint256)", [index, count])
        }

        /// An asset without a price curve.
        static func noCurve(_ asset: Address) -> Fault {
            custom("NoCurve(address)", [asset.word])
        }

        /// A slice of more than everything, or numbers beyond 64 bits.
        static func badSlice(part: UInt256, count: UInt256, opensAt: UInt256) -> Fault {
            custom("BadSlice(uint256,uint256,uint256)", [part, count, opensAt])
        }

        /// A factor of zero or of more than 128 bits.
        static func badFactor(_ factor: UInt256) -> Fault {
            custom("BadFactor(uint256)", [factor])
        }

        /// A duration beyond 64 bits.
        static func badDuration(_ duration: UInt256) -> Fault {
            custom("BadDuration(uint256)", [duration])
        }

        private static func custom(_ signature: String, _ arguments: [UInt256]) -> Fault {
            .revert(.error(signature: signature, arguments: arguments))
        }
    }
}
