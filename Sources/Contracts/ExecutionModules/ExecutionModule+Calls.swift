import Execution
import Primitives
import WideMath

/// How a running vault asks its execution module.
///
/// A module is another's contract, so nothing it says is believed beyond its range; one that
/// reverts passes its reason on.
extension ExecutionModule {
    /// What slice number `index` may trade, `elapsed` seconds after the opening.
    static func slice(
        _ index: UInt64,
        of module: Address,
        elapsed: UInt64,
        _ frame: borrowing Frame
    ) throws(Fault) -> Slice {
        let returned = try frame.staticCall(
            module,
            Function.slice,
            words: [UInt256(index), UInt256(elapsed)]
        )
        let (part, count, opensAt) = (
            try returned.word(0), try returned.word(1), try returned.word(2)
        )
        guard part <= FixedPoint.one, let slices = count.asUInt64, let opening = opensAt.asUInt64
        else { throw Refusal.badSlice(part: part, count: count, opensAt: opensAt) }
        return Slice(part: part, count: slices, opensAt: opening)
    }

    /// The auction price of an asset as a factor of the oracle price, in parts of 10¹⁸: above
    /// zero and below 2¹²⁸.
    static func factor(
        of asset: Address,
        by module: Address,
        elapsed: UInt64,
        selling: Bool,
        _ frame: borrowing Frame
    ) throws(Fault) -> UInt256 {
        let factor = try frame.staticCall(
            module,
            Function.factor,
            words: [asset.word, UInt256(elapsed), selling.word]
        ).word()
        guard !factor.isZero, factor.high == 0 else { throw Refusal.badFactor(factor) }
        return factor
    }

    /// The seconds after the opening when what is unfinished is given up.
    static func duration(
        of module: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> UInt64 {
        let duration = try frame.staticCall(module, Function.duration).word()
        guard let seconds = duration.asUInt64 else { throw Refusal.badDuration(duration) }
        return seconds
    }
}

/// How anybody asks a module off-chain.
extension ExecutionModule {
    /// What a slice may trade; nothing if the module reverts or says what cannot be believed.
    public static func slice(
        _ index: UInt64,
        of module: Address,
        elapsed: UInt64,
        on machine: Machine
    ) -> Slice? {
        let result = machine.simulate(
            module,
            from: .zero,
            data: ABI.encodeCall(
                selector: Function.slice.value,
                words: [UInt256(index), UInt256(elapsed)]
            )
        )
        guard result.failure == nil, let part = result.word(0), part <= FixedPoint.one,
            let slices = result.word(1)?.asUInt64, let opening = result.word(2)?.asUInt64
        else { return nil }
        return Slice(part: part, count: slices, opensAt: opening)
    }
}
