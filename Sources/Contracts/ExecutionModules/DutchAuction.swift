import Execution
import Primitives
import WideMath

/// One auction an asset, whose price moves in the bidders' favour until one takes it.
///
/// It knows no slices: keepers do not trade. Its immutable is the duration in seconds.
public enum DutchAuction: Contract {
    /// The name its code declares.
    public static let name = "DutchAuction"
    /// The curves.
    public static let slotCount: UInt32 = 1

    /// The contract's layout.
    public enum Storage {
        /// The three words of an asset's curve.
        public static let curves = DoubleMapping<Address, UInt64, UInt256>(0)
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case ExecutionModule.Function.slice.value:
            return frame.output(words: [.zero, .zero, .zero])
        case ExecutionModule.Function.factor.value:
            let input = try frame.arguments(3)
            let curve = try curve(of: input.address(0), frame)
            return frame.output(
                try curve.factor(after: input[1], selling: !input[2].isZero)
            )
        case ExecutionModule.Function.duration.value:
            return frame.output(frame.immutable)
        default:
            throw .revert(.empty)
        }
    }

    private static func curve(
        of asset: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> PriceCurve {
        // The third word has the bucket, which no curve is without.
        let third = frame[Storage.curves[asset, 2]]
        guard !third.isZero else { throw ExecutionModule.Refusal.noCurve(asset) }
        return PriceCurve(frame[Storage.curves[asset, 0]], frame[Storage.curves[asset, 1]], third)
    }

    /// Puts the module at an address, as a genesis block does; `duration` is in seconds.
    public static func place(
        at address: Address,
        curves: [(asset: Address, curve: PriceCurve)],
        duration: UInt64,
        on machine: Machine
    ) {
        machine.place(Self.self, at: address, immutable: UInt256(duration))
        for (asset, curve) in curves {
            for (number, word) in curve.words.enumerated() {
                machine.write(Storage.curves[asset, UInt64(number)], of: address, word)
            }
        }
    }
}
