import Execution
import Primitives
import WideMath

extension Vault {
    /// A way of selling one asset for another: through one pool, or hop by hop through several.
    struct Route {
        /// One pool on the way.
        struct Hop {
            let pool: Pool
            let side: Pool.Side
            let amountOutMin: TokenAmount
        }

        let tokenIn: Address
        let amountIn: TokenAmount
        private(set) var hops: [Hop] = []

        /// A keeper's route: a trade and those that carry on with what it gives.
        init(
            _ trades: ArraySlice<Trade>,
            spare: TokenAmount,
            _ frame: borrowing Frame
        ) throws(Fault) {
            tokenIn = trades.first?.tokenIn ?? .zero
            let amount = trades.first?.amountIn ?? .zero
            amountIn = amount == Trade.spare ? spare : amount
            for trade in trades { try add(trade, frame) }
        }

        /// Sells an asset for quote tokens through its own venue.
        init(
            selling token: Address,
            _ amount: TokenAmount,
            _ book: Book,
            _ frame: borrowing Frame
        ) throws(Fault) {
            tokenIn = token
            amountIn = amount
            let venue = frame[Storage.trading[token]].venue
            let trade = Trade(pair: venue, tokenIn: token, amountIn: amount, amountOutMin: .zero)
            try add(trade, frame)
            guard tokenOut == book.positions.first?.token else {
                throw Refusal.unknownAsset(tokenOut)
            }
        }

        /// What the route ends in.
        var tokenOut: Address { hops.last?.side.tokenOut ?? .zero }

        /// Goes on through another pool with what the last one gives.
        private mutating func add(_ trade: Trade, _ frame: borrowing Frame) throws(Fault) {
            guard hops.isEmpty || trade.tokenIn == tokenOut else {
                throw Refusal.unknownAsset(trade.tokenIn)
            }
            let pool = try Pool(trade.pair, frame)
            let side = try pool.side(selling: trade.tokenIn)
            hops.append(Hop(pool: pool, side: side, amountOutMin: trade.amountOutMin))
        }
    }

    /// What a route gives at the pools as they are, once every guard has agreed.
    struct Fill {
        /// What each hop gives.
        let outs: [UInt256]
        /// The value sold, at the oracles.
        let valueIn: TokenAmount
        /// What comes out at the end.
        var out: TokenAmount { TokenAmount(outs.last ?? .zero) }

        /// Prices a keeper's route; `slack` is what the value may fall short of the slippage guard.
        init(
            _ route: Route,
            _ book: Book,
            slack: TokenAmount = .zero,
            _ frame: borrowing Frame
        ) throws(Fault) {
            let limits = frame[Storage.limits]
            let sold = try book.position(route.tokenIn)
            let bought = try book.position(route.tokenOut)
            var outs: [UInt256] = []
            var amount = route.amountIn.raw
            for hop in route.hops {
                try hop.pool.require(amount, hop.side, limits, book, frame)
                amount = try ConstantProduct.amountOut(
                    amountIn: amount,
                    reserveIn: hop.side.reserveIn,
                    reserveOut: hop.side.reserveOut,
                    fee: hop.pool.fee
                )
                guard amount >= hop.amountOutMin.raw else {
                    throw Refusal.belowMinimum(out: amount, minimum: hop.amountOutMin.raw)
                }
                outs.append(amount)
            }
            self.outs = outs
            valueIn = try book.value(of: route.amountIn, sold)
            let valueOut = try book.value(of: TokenAmount(amount), bought)
            let least = try VaultMath.leastValueOut(for: valueIn, slippage: limits.slippage)
            guard try valueOut + slack >= least else {
                throw Refusal.slippageExceeded(
                    valueIn: valueIn,
                    valueOut: valueOut,
                    least: least
                )
            }
        }

        /// Prices a sale for who withdraws; nothing where it is too small to bring anything.
        ///
        /// A unit of slack for the roundings of outputs and values: without it dust that anybody
        /// can send, worth a few units, would stop all withdrawals that sell.
        init?(selling route: Route, _ book: Book, _ frame: borrowing Frame) throws(Fault) {
            guard let hop = route.hops.first else { return nil }
            let out = try ConstantProduct.amountOut(
                amountIn: route.amountIn.raw,
                reserveIn: hop.side.reserveIn,
                reserveOut: hop.side.reserveOut,
                fee: hop.pool.fee
            )
            if out.isZero { return nil }
            try self.init(route, book, slack: TokenAmount(.one), frame)
        }

        /// Sends the tokens in and asks each pair for what it gives, straight to the next one.
        func carryOut(_ route: Route, _ frame: borrowing Frame) throws(Fault) {
            guard let first = route.hops.first else { return }
            try Vault.pay(route.tokenIn, first.pool.pair, route.amountIn, frame)
            var tokenIn = route.tokenIn
            var amountIn = route.amountIn
            for (index, hop) in route.hops.enumerated() {
                frame.charge(ComputeCharge.vaultSwap)
                let isLast = index + 1 == route.hops.count
                try Pair.askToSwap(
                    hop.pool.pair,
                    out: outs[index],
                    ofToken1: hop.side.isForward,
                    to: isLast ? frame.address : route.hops[index + 1].pool.pair,
                    frame
                )
                let amountOut = TokenAmount(outs[index])
                frame.emit(
                    Traded(
                        pair: hop.pool.pair,
                        tokenIn: tokenIn,
                        tokenOut: hop.side.tokenOut,
                        amountIn: amountIn,
                        amountOut: amountOut
                    )
                )
                tokenIn = hop.side.tokenOut
                amountIn = amountOut
            }
        }
    }
}
