import Agents
import Primitives
import WideMath

/// Cycles of two to four pools at 30 bp in exact integers, sized as an arbitrageur sizes them.
///
/// The file is a list; each case has the pools as pairs of reserves, in the order and direction of
/// the cycle, the closed form's input and profit in whole tokens of 18 decimals, the exact profit
/// at that input, and the best exact profit that a search of its author's found.
enum CyclicArbitrageSuite: ConformanceSuite {
    static let name = "cyclic-arbitrage"

    /// How much less than the file's best profit our own may be, in units: it found its best by
    /// trying many inputs on which the roundings of the hops fall differently.
    private static let shortfallMax: UInt256 = 3
    /// The closed form in floating point, as the project's anchor A3 asks.
    private static let tolerance = 1e-9
    /// What one token is in units of 18 decimals.
    private static let unit = 1e18

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        for (name, value) in try file.cases() {
            report.check(name) { () throws(CaseFailure) in try check(value) }
        }
    }

    private static func check(_ value: JSONValue) throws(CaseFailure) {
        let hops = try hops(value)
        let sizing: CycleSizing
        do throws(RouteError) {
            sizing = try CycleSizing(RoutePath(hops))
        } catch {
            throw .malformed(field: "pools", expected: "a cycle: \(error)")
        }
        try checkClosedForm(sizing, value)
        let least = try value.number("bestIntegerProfitFound")
        let best = sizing.best()
        try compare("our best profit", best, atLeast: least)
        guard let best, sizing.trade(amountIn: best.amountIn) == best else {
            throw .refused(what: "our best trade", reason: "its swaps give something else")
        }
        // Of all cycles through these pools this one pays, whichever way they are listed.
        let found = CycleSearch.best(from: hops[0].tokenIn, through: hops.map(\.reversed))
        try compare("the profit of the best cycle", found, atLeast: least)
    }

    /// The pools as hops between tokens numbered from 1, the last of which leads back to token 1.
    private static func hops(_ value: JSONValue) throws(CaseFailure) -> [RouteHop] {
        let pools = try value.entries("pools")
        var hops: [RouteHop] = []
        for (index, pool) in pools.enumerated() {
            guard let reserves = pool.array, reserves.count == 2,
                let reserveIn = reserves[0].number, let reserveOut = reserves[1].number
            else { throw .malformed(field: "pools", expected: "pairs of whole numbers") }
            let isLast = index == pools.count - 1
            hops.append(
                RouteHop(
                    pair: Address(word: UInt256(UInt64(1_000 + index))),
                    tokenIn: Address(word: UInt256(UInt64(1 + index))),
                    tokenOut: Address(word: UInt256(UInt64(isLast ? 1 : 2 + index))),
                    reserveIn: reserveIn,
                    reserveOut: reserveOut,
                    fee: BasisPoints(30)
                )
            )
        }
        return hops
    }

    private static func checkClosedForm(
        _ sizing: CycleSizing,
        _ value: JSONValue
    ) throws(CaseFailure) {
        let amount = try value.real("closedFormIn")
        guard let optimum = sizing.optimum else {
            throw .refused(what: "the cycle", reason: "its rate is at most one")
        }
        try compare("closedFormIn", optimum.amountIn / unit, amount)
        try compare(
            "closedFormProfit",
            optimum.profit / unit,
            try value.real("closedFormProfit")
        )
        // As the file's author: the nearest floating-point product, without its fraction.
        guard let amountIn = UInt256(truncating: amount * unit),
            let trade = sizing.trade(amountIn: amountIn)
        else { throw .refused(what: "the closed form's input", reason: "a swap reverts") }
        let profit = try value.number("profitAtClosedFormIn")
        try CaseFailure.unless("profitAtClosedFormIn", trade.profit, is: profit)
    }

    private static func compare(
        _ what: String,
        _ actual: Double,
        _ expected: Double
    ) throws(CaseFailure) {
        guard (actual - expected).magnitude <= tolerance * expected.magnitude else {
            throw .different(what: what, expected: "\(expected)", actual: "\(actual)")
        }
    }

    private static func compare(
        _ what: String,
        _ trade: CycleTrade?,
        atLeast least: UInt256
    ) throws(CaseFailure) {
        let profit = trade?.profit ?? .zero
        let sum = profit.addingReportingOverflow(shortfallMax)
        guard sum.overflow || sum.partialValue >= least else {
            throw .different(
                what: what,
                expected: "\(least) less at most \(shortfallMax)",
                actual: "\(profit)"
            )
        }
    }
}

extension JSONValue {
    /// A field that is a number, with or without a fraction.
    fileprivate func real(_ field: String) throws(CaseFailure) -> Double {
        switch self[field] {
        case .number(let number): return number
        case .integer(let number): return Double(number)
        case nil: throw .missing(field: field)
        default: throw .malformed(field: field, expected: "a number")
        }
    }
}
