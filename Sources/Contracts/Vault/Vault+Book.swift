import Execution
import Primitives
import WideMath

extension Vault {
    /// What the vault holds, valued at the oracles.
    struct Book {
        /// One asset of the vault.
        struct Position {
            let token: Address
            let unit: UInt256
            let answer: UInt256
            /// What the token said at first that the vault holds.
            let held: TokenAmount
            /// What counts of it as the vault's: neither claimed by others nor still locked.
            var balance: TokenAmount
            /// Its value in quote units, rounded down.
            var value: TokenAmount
        }

        private(set) var positions: [Position]
        /// The value of everything, in quote units, each position rounded down.
        private(set) var nav: TokenAmount
        /// The same with each position rounded up: what deposits buy into.
        let navUp: TokenAmount

        /// Reads balances and oracles; reverts if an answer cannot be believed.
        init(_ frame: borrowing Frame) throws(Fault) {
            let count = frame[Storage.assetCount]
            let quoteUnit = frame[Storage.oracles[frame[Storage.assets[0]]]].unit
            let unlocking = frame[Storage.fees].unlocking
            var positions: [Position] = []
            var nav = TokenAmount.zero
            var navUp = TokenAmount.zero
            for number in 0..<count {
                frame.charge(ComputeCharge.vaultPosition)
                let token = frame[Storage.assets[number]]
                let terms = frame[Storage.oracles[token]]
                let answer = try Vault.answer(token, terms, frame)
                let held = try Vault.held(token, frame)
                let balance = try Vault.balance(token, of: held, unlocking: unlocking, frame)
                var values: [TokenAmount] = []
                for rounding in [Rounding.down, .up] {
                    values.append(
                        try VaultMath.value(
                            of: balance,
                            answer: answer,
                            assetUnit: terms.unit,
                            quoteUnit: quoteUnit,
                            rounding: rounding
                        )
                    )
                }
                nav = try nav + values[0]
                navUp = try navUp + values[1]
                positions.append(
                    Position(
                        token: token,
                        unit: terms.unit,
                        answer: answer,
                        held: held,
                        balance: balance,
                        value: values[0]
                    )
                )
            }
            self.positions = positions
            self.nav = nav
            self.navUp = navUp
        }

        /// The quote token's unit.
        var quoteUnit: UInt256 { positions.first?.unit ?? .one }
        /// What is held of the quote token.
        var idle: TokenAmount { positions.first?.balance ?? .zero }
        /// The value of everything but the quote token.
        var invested: TokenAmount { get throws(Fault) { try nav - idle } }

        /// The position in a token; reverts for a token that is none of the vault's.
        func position(_ token: Address) throws(Fault) -> Position {
            for position in positions where position.token == token { return position }
            throw Refusal.unknownAsset(token)
        }

        /// The value of an amount of a position's token.
        func value(
            of amount: TokenAmount,
            _ position: Position,
            rounding: Rounding = .down
        ) throws(Fault) -> TokenAmount {
            try VaultMath.value(
                of: amount,
                answer: position.answer,
                assetUnit: position.unit,
                quoteUnit: quoteUnit,
                rounding: rounding
            )
        }

        /// The amount of a position's token that a value is worth.
        func amount(
            worth value: TokenAmount,
            _ position: Position,
            rounding: Rounding
        ) throws(Fault) -> TokenAmount {
            try VaultMath.amount(
                worth: value,
                answer: position.answer,
                assetUnit: position.unit,
                quoteUnit: quoteUnit,
                rounding: rounding
            )
        }

        /// The same answers with the balances that there are now, in a call that has locked gains:
        /// what came in since then is what the call traded for.
        ///
        /// Reverts where a trade took of what others may claim or of gains that are still locked:
        /// they count as nothing, so that no limit would miss them.
        func reread(_ frame: borrowing Frame) throws(Fault) -> Book {
            let unlocking = frame[Storage.fees].unlocking
            var book = self
            book.nav = .zero
            for index in positions.indices {
                frame.charge(ComputeCharge.vaultJudged)
                let position = positions[index]
                let held = try Vault.held(position.token, frame)
                let others = try Vault.others(position.token, unlocking: unlocking, frame)
                guard held >= min(others, position.held) else {
                    throw Refusal.notEnough(others, held)
                }
                let balance = held > others ? try held - others : .zero
                book.positions[index].balance = balance
                book.positions[index].value = try value(of: balance, position)
                book.nav = try book.nav + book.positions[index].value
            }
            return book
        }

        /// The book after quote tokens were paid out.
        func paying(quote amount: TokenAmount) throws(Fault) -> Book {
            var book = self
            guard var first = positions.first else { return book }
            first.balance = try first.balance - amount
            first.value = try first.value - amount
            book.positions[0] = first
            book.nav = try nav - amount
            return book
        }
    }

    /// What the vault may count of a balance: less claims and locked gains.
    static func balance(
        _ token: Address,
        of held: TokenAmount,
        unlocking: UInt64,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        let owed = frame[Storage.owed[token]]
        let free = held > owed ? try held - owed : .zero
        guard unlocking > 0 else { return free }
        // What came in since the vault last looked is a gain that has not begun to unlock.
        let known = min(free, frame[Storage.booked[token]])
        let locked = try locked(token, frame)
        return known > locked ? try known - locked : .zero
    }

    /// What is in the vault of a token and does not count as its own: claims and locked gains.
    static func others(
        _ token: Address,
        unlocking: UInt64,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        let owed = frame[Storage.owed[token]]
        return unlocking > 0 ? try owed + locked(token, frame) : owed
    }

    private static func locked(
        _ token: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> TokenAmount {
        TokenAmount(try frame[Storage.gains[token]].locked(at: frame.timestamp))
    }

    /// The vault's balance less what others may claim; nothing where the token says less.
    static func free(_ token: Address, _ frame: borrowing Frame) throws(Fault) -> TokenAmount {
        let held = try held(token, frame)
        let owed = frame[Storage.owed[token]]
        return held > owed ? try held - owed : .zero
    }

    /// What a token says that the vault holds.
    static func held(_ token: Address, _ frame: borrowing Frame) throws(Fault) -> TokenAmount {
        try frame.staticCall(token, ERC20.balanceOf, frame.address).amount()
    }
}
