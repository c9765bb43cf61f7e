import Execution
import Primitives
import WideMath

extension Vault {
    /// A pair that the vault may trade with, as it is now.
    struct Pool {
        /// One direction of trade.
        struct Side {
            let tokenOut: Address
            let reserveIn: UInt256
            let reserveOut: UInt256
            /// Whether token0 goes in.
            let isForward: Bool
        }

        let pair: Address
        let token0: Address
        let token1: Address
        let fee: BasisPoints
        private let reserve0: UInt256
        private let reserve1: UInt256

        /// Reads a pair; reverts for one that is no venue of the vault.
        init(_ pair: Address, _ frame: borrowing Frame) throws(Fault) {
            frame.charge(ComputeCharge.vaultHop)
            let venue = frame[Storage.venues[pair]]
            guard !venue.isZero else { throw Refusal.unknownVenue(pair) }
            self.pair = pair
            fee = BasisPoints(venue.limb0 - 1)
            token0 = Address(word: try frame.staticCall(pair, Pair.Function.token0).word())
            token1 = Address(word: try frame.staticCall(pair, Pair.Function.token1).word())
            let reserves = try frame.staticCall(pair, Pair.Function.getReserves)
            reserve0 = try reserves.word(0)
            reserve1 = try reserves.word(1)
        }

        /// The direction in which a token is sold; reverts for a token of another pair.
        func side(selling token: Address) throws(Fault) -> Side {
            if token == token0 {
                return Side(
                    tokenOut: token1,
                    reserveIn: reserve0,
                    reserveOut: reserve1,
                    isForward: true
                )
            }
            guard token == token1 else { throw Refusal.unknownAsset(token) }
            return Side(
                tokenOut: token0,
                reserveIn: reserve1,
                reserveOut: reserve0,
                isForward: false
            )
        }

        // MARK: Guards

        /// The pool is deep enough, near the oracles, and the trade small beside it.
        func require(
            _ amountIn: UInt256,
            _ side: Side,
            _ limits: Limits,
            _ book: Book,
            _ frame: borrowing Frame
        ) throws(Fault) {
            try requireImpact(amountIn, side, limits.impact)
            let values = try self.values(book)
            try requireDepth(values, frame[Storage.depthMin])
            guard limits.poolDeviation.count > 0, values.count == 2 else { return }
            // Pool price over oracle price is value out over value in, of the reserves.
            let distance =
                values[0] > values[1] ? try values[0] - values[1] : try values[1] - values[0]
            let lesser = min(values[0], values[1])
            guard
                try distance.raw * BasisPoints.whole.word <= lesser.raw * limits.poolDeviation.word
            else {
                throw Refusal.poolDeviates(pair, values[0], values[1], limits.poolDeviation)
            }
        }

        /// The part of the price that the trade moves, φa ÷ (X + φa), is at most the limit.
        private func requireImpact(
            _ amountIn: UInt256,
            _ side: Side,
            _ limit: BasisPoints
        ) throws(Fault) {
            guard limit.count > 0 else { return }
            let share = InputShare(after: fee)
            let moved = try amountIn * share.kept
            let whole = try side.reserveIn * share.whole + moved
            guard try moved * BasisPoints.whole.word <= whole * limit.word else {
                // Basis points rounded up; for the message only.
                let points = try mulDiv(moved, BasisPoints.whole.word, whole, rounding: .up)
                throw Refusal.impactTooHigh(pair, points, limit)
            }
        }

        /// The value that moves the price by a hundredth, (√1.01 − 1) of a reserve, rounded down.
        private func requireDepth(
            _ values: [TokenAmount],
            _ least: TokenAmount
        ) throws(Fault) {
            guard !least.isZero, let reserve = values.min() else { return }
            let depth = try reserve.scaled(
                by: 4_987_562,
                over: 1_000_000_000,
                rounding: .down
            )
            guard depth >= least else { throw Refusal.tooShallow(pair, depth, least) }
        }

        /// The reserves' values at the oracles, of the tokens that the vault knows.
        private func values(_ book: Book) throws(Fault) -> [TokenAmount] {
            var values: [TokenAmount] = []
            for (token, reserve) in [(token0, reserve0), (token1, reserve1)] {
                guard let position = try? book.position(token) else { continue }
                values.append(try book.value(of: TokenAmount(reserve), position))
            }
            return values
        }
    }
}
