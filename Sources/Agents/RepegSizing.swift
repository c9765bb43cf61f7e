import Contracts
import Primitives
import WideMath

/// The arbitrage that moves a constant-product pool to the edge of its no-arbitrage band.
///
/// With reserves X in and Y out, a share φ after the fee and an outside price p of the output in
/// units of the input, the profit φaYp ÷ (X + φa) − a is largest at a = (√(φXYp) − X) ÷ φ. It is
/// positive if φYp > X; between the two such edges no trade pays.
public enum RepegSizing {
    /// How many raw units either side of the closed form are tried with exact swaps.
    private static let window: UInt256 = 16
    /// How near the edge of the band, as a part of the price, floating point cannot tell the sides
    /// apart, or the profit there to a part in 10⁶: some 10⁻¹⁵ in the root are lost.
    private static let edge = 1e-8

    /// The trade with the largest profit in exact integers; nothing inside the band.
    ///
    /// `price` is the outside price of token 1 in raw units of token 0. Rounding makes the profit
    /// uneven by up to one raw unit of the input; within `window` units of the closed form the best
    /// is found, further away nothing gains more than that unit. The reserves stay within the 112
    /// bits of a V2 pair.
    public static func trade(
        reserve0: UInt256,
        reserve1: UInt256,
        fee: BasisPoints,
        price: RawPrice
    ) -> RepegTrade? {
        let forward = Pool(in: reserve0, out: reserve1, fee: fee, price: price)
        if let best = forward.best() { return best.trade(.zeroForOne, price) }
        let backward = Pool(in: reserve1, out: reserve0, fee: fee, price: price.inverse)
        return backward.best()?.trade(.oneForZero, price.inverse)
    }

    /// What no trade's profit exceeds, in raw units of its input; nothing inside the band.
    ///
    /// With R = √(φXYp) the profit of the closed form is (R − X)² ÷ (φX), and outputs rounded down
    /// leave no trade more: whoever wants more than that need not look for the best one. In
    /// floating point, so a part in 10⁶ is added.
    public static func profitBound(
        reserve0: UInt256,
        reserve1: UInt256,
        fee: BasisPoints,
        price: RawPrice
    ) -> (direction: RepegTrade.Direction, profit: Double)? {
        let share = InputShare(after: fee)
        let kept = share.kept.asDouble / share.whole.asDouble
        let worth = price.numerator.asDouble / price.denominator.asDouble
        let (x, y) = (reserve0.asDouble, reserve1.asDouble)
        func bound(_ reserveIn: Double, _ reserveOut: Double, _ price: Double) -> Double? {
            let way = (kept * reserveOut * price / reserveIn).squareRoot() - 1
            guard way > -Self.edge else { return nil }
            // At the very edge only the exact search knows on which side it is.
            return way < Self.edge ? .infinity : reserveIn / kept * way * way * (1 + 1e-6)
        }
        if let profit = bound(x, y, worth) { return (.zeroForOne, profit) }
        return bound(y, x, 1 / worth).map { (.oneForZero, $0) }
    }

    /// One direction of a pool, and the outside price of what comes out of it.
    private struct Pool {
        let reserveIn: UInt256
        let reserveOut: UInt256
        let fee: BasisPoints
        let share: InputShare
        let price: RawPrice

        init(
            in reserveIn: UInt256,
            out reserveOut: UInt256,
            fee: BasisPoints,
            price: RawPrice
        ) {
            self.reserveIn = reserveIn
            self.reserveOut = reserveOut
            self.fee = fee
            share = InputShare(after: fee)
            self.price = price
        }

        /// Tries the swaps around the closed form.
        ///
        /// The coarser side is walked: when a raw unit of the output is worth more than one of the
        /// input, every output with its least input, otherwise every input with its output.
        func best() -> Candidate? {
            guard let start = closedForm() else { return nil }
            let byOutput = price.numerator > price.denominator
            let centre = byOutput ? output(of: max(start, .one)) ?? .zero : start
            let first = centre.subtractingReportingOverflow(RepegSizing.window)
            var amount = max(first.overflow ? .zero : first.partialValue, .one)
            let last = centre.wrappingAdd(RepegSizing.window)
            var best: Candidate?
            while amount <= last {
                let candidate = byOutput ? buying(amount) : selling(amount)
                if let candidate, candidate.gain > best?.gain ?? .zero { best = candidate }
                amount = amount.wrappingAdd(.one)
            }
            return best
        }

        /// (√(φXYp) − X) ÷ φ, rounded down; nothing inside the band, where φYp ≤ X.
        private func closedForm() -> UInt256? {
            let reserveMax = SandwichSizing.reserveMax
            guard !reserveIn.isZero, !reserveOut.isZero, !share.kept.isZero,
                reserveIn < reserveMax, reserveOut <= reserveMax
            else { return nil }
            // The reserves have 112 bits, the share's parts 14 and the price's sides 128.
            let scale = share.kept.wrappingMultiply(price.numerator)
            let divisor = share.whole.wrappingMultiply(price.denominator)
            guard scale.wrappingMultiply(reserveOut) > divisor.wrappingMultiply(reserveIn) else {
                return nil
            }
            let product = reserveIn.wrappingMultiply(reserveOut)
            let square = product.multiplied(by: scale, dividedBy: divisor, rounding: .down)
            let root = (square ?? .max).squareRoot
            // The root exceeds the reserve, so its whole part is no less.
            let traded = root.wrappingSubtract(reserveIn)
            let room = reserveMax.wrappingSubtract(reserveIn)
            let amount = traded.multiplied(
                by: share.whole,
                dividedBy: share.kept,
                rounding: .down
            )
            return min(amount ?? room, room)
        }

        private func output(of amountIn: UInt256) -> UInt256? {
            try? ConstantProduct.amountOut(
                amountIn: amountIn,
                reserveIn: reserveIn,
                reserveOut: reserveOut,
                fee: fee
            )
        }

        private func selling(_ amountIn: UInt256) -> Candidate? {
            output(of: amountIn).flatMap { candidate(amountIn, $0) }
        }

        /// An output with the least input that buys it: ⌈X·out ÷ φ(Y − out)⌉.
        private func buying(_ amountOut: UInt256) -> Candidate? {
            guard amountOut < reserveOut else { return nil }
            let left = reserveOut.wrappingSubtract(amountOut)
            // 112 + 112 + 14 bits, and 112 + 14.
            let numerator = reserveIn.wrappingMultiply(amountOut)
            let amountIn = numerator.multiplied(
                by: share.whole,
                dividedBy: left.wrappingMultiply(share.kept),
                rounding: .up
            )
            return amountIn.flatMap { candidate($0, amountOut) }
        }

        private func candidate(_ amountIn: UInt256, _ amountOut: UInt256) -> Candidate? {
            let room = SandwichSizing.reserveMax.wrappingSubtract(reserveIn)
            guard amountIn <= room, !amountOut.isZero else { return nil }
            // Amounts have 112 bits and the price's sides 128.
            let worth = amountOut.wrappingMultiply(price.numerator)
            let cost = amountIn.wrappingMultiply(price.denominator)
            let gain = worth.subtractingReportingOverflow(cost)
            if gain.overflow { return nil }
            return Candidate(amountIn: amountIn, amountOut: amountOut, gain: gain.partialValue)
        }
    }

    /// A swap and its exact gain: raw units of the input token times the price's denominator.
    private struct Candidate {
        let amountIn: UInt256
        let amountOut: UInt256
        let gain: UInt256

        /// The trade, unless it earns less than one raw unit.
        func trade(_ direction: RepegTrade.Direction, _ price: RawPrice) -> RepegTrade? {
            guard gain >= price.denominator,
                let profit = gain.quotientAndRemainder(dividingBy: price.denominator)
            else { return nil }
            return RepegTrade(
                direction: direction,
                amountIn: amountIn,
                amountOut: amountOut,
                profit: profit.quotient
            )
        }
    }
}
