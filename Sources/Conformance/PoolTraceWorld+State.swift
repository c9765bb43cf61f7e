import Contracts
import Execution
import Ledger
import Primitives
import WideMath

extension PoolTraceWorld {
    /// Compares the state of every pair and token with that of the real contracts.
    func compare(
        _ expected: PoolTraceFile.State,
        holders: [String]
    ) throws(CaseFailure) {
        guard expected.pairs.count == pairs.count else {
            throw .malformed(field: "state.pairs", expected: "\(pairs.count) pairs")
        }
        guard expected.tokens.count == tokens.count else {
            throw .malformed(field: "state.tokens", expected: "\(tokens.count) tokens")
        }
        for (address, pair) in zip(pairs, expected.pairs) {
            try compare(pair, at: address)
            // The zero address holds what the first mint locks away.
            try compareBalances(pair.lp, token: address, holders + [labels.text(address), "zero"])
        }
        let holdersOfTokens = holders + pairs.map { labels.text($0) }
        for (address, balances) in zip(tokens, expected.tokens) {
            try compareBalances(balances, token: address, holdersOfTokens)
        }
    }

    private func compare(
        _ expected: PoolTraceFile.Pair,
        at address: Address
    ) throws(CaseFailure) {
        let reserves = Reserves(word: stored(address, Pair.Storage.reserves.location))
        let supply = ShareLedger.totalSupply(of: address, on: machine).raw
        let values: [(name: String, actual: UInt256, expected: UInt256)] = [
            ("reserve0", UInt256(low: reserves.reserve0), expected.reserve0.value),
            ("reserve1", UInt256(low: reserves.reserve1), expected.reserve1.value),
            (
                "blockTimestampLast", UInt256(UInt64(reserves.blockTimestampLast)),
                UInt256(expected.blockTimestampLast)
            ),
            ("totalSupply", supply, expected.totalSupply.value),
            (
                "price0CumulativeLast", stored(address, Pair.Storage.price0Cumulative.location),
                expected.price0CumulativeLast.value
            ),
            (
                "price1CumulativeLast", stored(address, Pair.Storage.price1Cumulative.location),
                expected.price1CumulativeLast.value
            ),
            ("kLast", stored(address, Pair.Storage.kLast.location), expected.kLast.value),
        ]
        for value in values where value.actual != value.expected {
            throw .different(
                what: "\(labels.text(address)).\(value.name)",
                expected: value.expected.description,
                actual: value.actual.description
            )
        }
    }

    private func compareBalances(
        _ expected: [String: DecimalWord],
        token: Address,
        _ holders: [String]
    ) throws(CaseFailure) {
        for holder in holders where expected[holder] == nil {
            throw .missing(field: "state: the balance of \(holder) in \(labels.text(token))")
        }
        for (label, balance) in expected {
            let holder = try labels.address(label)
            let actual = ShareLedger.balance(of: holder, token: token, on: machine).raw
            if actual != balance.value {
                throw .different(
                    what: "the balance of \(label) in \(labels.text(token))",
                    expected: balance.value.description,
                    actual: actual.description
                )
            }
        }
    }

    private func stored<Value: Word>(_ address: Address, _ place: Location<Value>) -> UInt256 {
        machine.state.peek(machine.state.account(address), place.key)
    }
}
