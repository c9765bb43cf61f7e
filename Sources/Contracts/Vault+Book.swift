import Execution
import Primitives
import WideMath

extension Vault {
    /// What the vault holds, valued at the oracles.
    struct Book {
        /// One asset of the vault.
        struct Position {
            let token: Address
            let target: BasisPoints
            let unit: UInt256
            let answer: UInt256
            let value: TokenAmount
        }

        let positions: [Position]
        /// The value of everything, in quote units.
        let nav: TokenAmount

        /// Reads balances and oracles; reverts if an answer is too old or zero.
        init(_ frame: borrowing Frame, rounding: Rounding = .down) throws(Fault) {
            let count = frame[Storage.assetCount]
            let quoteUnit = frame[Storage.units[frame[Storage.assets[0]]]]
            var positions: [Position] = []
            var nav = TokenAmount.zero
            for number in 0..<count {
                let token = frame[Storage.assets[number]]
                let unit = frame[Storage.units[token]]
                let balance = try frame.staticCall(
                    token,
                    ERC20.balanceOf,
                    frame.address
                ).amount()
                let answer = try Self.answer(token, frame)
                let value = try VaultMath.value(
                    of: balance,
                    answer: answer,
                    assetUnit: unit,
                    quoteUnit: quoteUnit,
                    rounding: rounding
                )
                nav = try nav + value
                positions.append(
                    Position(
                        token: token,
                        target: frame[Storage.targets[token]],
                        unit: unit,
                        answer: answer,
                        value: value
                    )
                )
            }
            self.positions = positions
            self.nav = nav
        }

        /// Σ|value − target · NAV|, in quote units times 10,000.
        var totalDeviation: UInt256 {
            get throws(Fault) {
                var total = UInt256.zero
                for position in positions {
                    total =
                        try total
                        + VaultMath.deviation(
                            value: position.value,
                            target: position.target,
                            nav: nav
                        )
                }
                return total
            }
        }

        /// The largest deviation of a weight from its target, in quote units times 10,000.
        var largestDeviation: UInt256 {
            get throws(Fault) {
                var largest = UInt256.zero
                for position in positions {
                    largest = max(
                        largest,
                        try VaultMath.deviation(
                            value: position.value,
                            target: position.target,
                            nav: nav
                        )
                    )
                }
                return largest
            }
        }

        /// The position in a token; reverts for a token that is none of the vault's.
        func position(_ token: Address) throws(Fault) -> Position {
            for position in positions where position.token == token { return position }
            throw Refusal.unknownAsset(token)
        }

        private static func answer(
            _ token: Address,
            _ frame: borrowing Frame
        ) throws(Fault) -> UInt256 {
            let feed = frame[Storage.feeds[token]]
            if feed == .zero { return PriceFeed.answerUnit }
            let round = try frame.staticCall(feed, PriceFeed.latestRoundData)
            let answer = try round.word(1)
            let updatedAt = try round.word(3).limb0
            guard !answer.isZero, answer.high == 0 else { throw Refusal.badAnswer(answer) }
            let limit = frame[Storage.oracleAge]
            let age = frame.timestamp > updatedAt ? frame.timestamp - updatedAt : 0
            guard age <= limit else { throw Refusal.staleOracle(age: age, limit: limit) }
            return answer
        }
    }
}
