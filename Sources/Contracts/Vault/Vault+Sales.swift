import Execution
import Primitives
import WideMath

extension Vault {
    /// How quote tokens are raised for who withdraws: the idle ones first, then bounded sales.
    ///
    /// Every asset is sold in proportion to its value through its own venue, within the guards of
    /// any trade. What the sales cost against the oracles is the withdrawer's: those who stay lose
    /// nothing.
    struct Sales {
        /// One sale of an asset for quote tokens.
        struct Sale {
            let route: Route
            let fill: Fill
        }

        /// The value that leaves the vault at the oracles.
        private(set) var gross: TokenAmount
        /// The quote tokens that are paid out.
        private(set) var net: TokenAmount
        private var sales: [Sale] = []

        /// What is sold.
        var tokens: [Address] { sales.map(\.route.tokenIn) }

        /// Sales of exactly a value: what the trades bring is what is paid, at most the value.
        init(
            worth value: TokenAmount,
            _ book: Book,
            _ frame: borrowing Frame
        ) throws(Fault) {
            gross = value
            net = min(value, book.idle)
            let wanted = try value - net
            if wanted.isZero { return }
            // Of values rounded up, so that the amounts together are worth no more than wanted.
            let invested = try book.navUp - book.idle
            for position in book.positions.dropFirst() where !position.value.isZero {
                try frame.checkGas()
                // Rounded down: those who stay keep the rest.
                let amount = try position.balance.scaled(
                    by: wanted.raw,
                    over: invested.raw,
                    rounding: .down
                )
                if amount.isZero { continue }
                let route = try Route(selling: position.token, amount, book, frame)
                // An amount too small to bring anything stays; its value is the withdrawer's loss.
                guard let fill = try Fill(selling: route, book, frame) else { continue }
                net = try net + min(fill.out, try book.value(of: amount, position))
                sales.append(Sale(route: route, fill: fill))
            }
            // Values are rounded down before they are added up: together the sales may be worth a
            // unit an asset more than what is wanted.
            net = min(net, value)
        }

        /// Sales that bring exactly an amount: their cost is added to the value that leaves.
        ///
        /// What one position cannot bring, those after it make up for.
        init(
            paying assets: TokenAmount,
            _ book: Book,
            _ frame: borrowing Frame
        ) throws(Fault) {
            net = assets
            gross = min(assets, book.idle)
            var wanted = try assets - gross
            var left = try book.invested
            guard wanted <= left else { throw Refusal.notEnough(assets, book.nav) }
            for position in book.positions.dropFirst()
            where !position.value.isZero && !wanted.isZero {
                try frame.checkGas()
                // Rounded up, so that the parts cover the whole; the last one is all that is left.
                let part = try wanted.scaled(
                    by: position.value.raw,
                    over: left.raw,
                    rounding: .up
                )
                left = try left - position.value
                guard let sale = try Self.sale(of: position, bringing: part, book, frame)
                else { continue }
                let cost = try book.value(of: sale.route.amountIn, position, rounding: .up)
                let brought = min(wanted, sale.fill.out)
                gross = try gross + max(cost, brought)
                wanted = try wanted - brought
                sales.append(sale)
            }
            guard wanted.isZero else { throw Refusal.notEnough(assets, try assets - wanted) }
        }

        /// A sale that brings an amount, or what all of the position does if that is less; nothing
        /// where it is too small to bring anything.
        private static func sale(
            of position: Book.Position,
            bringing amount: TokenAmount,
            _ book: Book,
            _ frame: borrowing Frame
        ) throws(Fault) -> Sale? {
            let pool = try Pool(frame[Storage.trading[position.token]].venue, frame)
            let side = try pool.side(selling: position.token)
            var amountIn = position.balance
            // A pool that holds no more than the amount is asked for what all of it brings.
            if amount.raw < side.reserveOut {
                let exact = try ConstantProduct.amountIn(
                    amountOut: amount.raw,
                    reserveIn: side.reserveIn,
                    reserveOut: side.reserveOut,
                    fee: pool.fee
                )
                amountIn = min(amountIn, TokenAmount(exact))
            }
            let route = try Route(selling: position.token, amountIn, book, frame)
            guard let fill = try Fill(selling: route, book, frame) else { return nil }
            return Sale(route: route, fill: fill)
        }

        /// Makes the trades, and looks whether what they give has come.
        func carryOut(_ frame: borrowing Frame) throws(Fault) {
            if sales.isEmpty { return }
            let quote = frame[Storage.assets[0]]
            var expected = try Vault.free(quote, frame)
            for sale in sales {
                try sale.fill.carryOut(sale.route, frame)
                expected = try expected + sale.fill.out
            }
            let came = try Vault.free(quote, frame)
            guard came >= expected else { throw Refusal.paidShort(quote, came, expected) }
        }
    }
}
