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
            let invested = try book.invested
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
        }

        /// Sales that bring exactly an amount: their cost is added to the value that leaves.
        init(
            paying assets: TokenAmount,
            _ book: Book,
            _ frame: borrowing Frame
        ) throws(Fault) {
            net = assets
            gross = min(assets, book.idle)
            var wanted = try assets - gross
            if wanted.isZero { return }
            let invested = try book.invested
            guard wanted <= invested else { throw Refusal.notEnough(assets, book.nav) }
            let total = wanted
            for position in book.positions.dropFirst()
            where !position.value.isZero && !wanted.isZero {
                try frame.checkGas()
                // Rounded up, so that the parts cover the whole.
                let part = min(
                    wanted,
                    try total.scaled(by: position.value.raw, over: invested.raw, rounding: .up)
                )
                let sale = try Self.sale(of: position, bringing: part, book, frame)
                let cost = try book.value(of: sale.route.amountIn, position, rounding: .up)
                gross = try gross + max(cost, part)
                wanted = try wanted - part
                sales.append(sale)
            }
        }

        private static func sale(
            of position: Book.Position,
            bringing amount: TokenAmount,
            _ book: Book,
            _ frame: borrowing Frame
        ) throws(Fault) -> Sale {
            let venue = frame[Storage.trading[position.token]].venue
            let pool = try Pool(venue, frame)
            let side = try pool.side(selling: position.token)
            let amountIn = TokenAmount(
                try ConstantProduct.amountIn(
                    amountOut: amount.raw,
                    reserveIn: side.reserveIn,
                    reserveOut: side.reserveOut,
                    fee: pool.fee
                )
            )
            guard amountIn <= position.balance else {
                throw Refusal.notEnough(amountIn, position.balance)
            }
            let route = try Route(selling: position.token, amountIn, book, frame)
            guard let fill = try Fill(selling: route, book, frame) else {
                throw Refusal.notEnough(amount, .zero)
            }
            return Sale(route: route, fill: fill)
        }

        /// Makes the trades.
        func carryOut(_ frame: borrowing Frame) throws(Fault) {
            for sale in sales { try sale.fill.carryOut(sale.route, frame) }
        }
    }
}
