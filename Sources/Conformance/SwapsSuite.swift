import Contracts
import Execution
import Foundation
import Primitives
import WideMath

/// Swaps of real blocks against pools of the constant product.
///
/// A case is a row of `onchain/v2_swaps.csv`, or a sandwich of `sandwiches.csv`, whose rows run in
/// order. Senders are not known by key: transactions run unsigned. A row without slack pays what
/// the formula gives, to the unit, and one unit more is refused; a row with slack pays what was
/// taken; every row ends with the reserves that the chain had.
enum SwapsSuite: ConformanceSuite {
    static let name = "v2-swaps"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        let text = String(decoding: file.bytes, as: UTF8.self)
        let rows = SwapRow.rows(text)
        if rows.isEmpty { throw .noCase }
        var sandwiches: [String: PairBench] = [:]
        for (number, fields) in rows.enumerated() {
            let name = "row \(number + 2) \(fields["tx_hash"]?.prefix(10) ?? "")"
            report.check(name) { () throws(CaseFailure) in
                let row = try SwapRow(fields)
                guard row.sandwich.isEmpty else {
                    // The back of a sandwich meets the reserves that its front and victims left.
                    let bench: PairBench
                    if let known = sandwiches[row.sandwich] {
                        bench = known
                    } else {
                        bench = try Self.bench(row)
                    }
                    sandwiches[row.sandwich] = bench
                    return try check(row, on: bench, isAlone: false)
                }
                try check(row, on: try bench(row), isAlone: true)
            }
        }
    }

    private static func bench(_ row: SwapRow) throws(CaseFailure) -> PairBench {
        let bench = try PairBench(token0: row.token0, token1: row.token1, pair: row.pair)
        try bench.setReserves(row.reserve0Before, row.reserve1Before)
        bench.machine.block.timestamp += 12
        return bench
    }

    private static func check(
        _ row: SwapRow,
        on bench: PairBench,
        isAlone: Bool
    ) throws(CaseFailure) {
        guard bench.pair == row.pair, bench.token0 == row.token0, bench.token1 == row.token1
        else { throw .malformed(field: "pair", expected: "the pair of the rows before") }
        try compare("the reserves before", bench, row.reserve0Before, row.reserve1Before)
        try checkFormula(row)
        let before = [row.token0, row.token1].map { bench.balance($0, row.recipient) }
        if row.hasCallbackData {
            try swapWithCallback(row, bench)
        } else {
            try bench.pay(row.amount0In, row.amount1In)
            if case .exact = row.kind { try refuseOneMore(row, bench) }
            let result = try bench.swap(row.amount0Out, row.amount1Out, to: row.recipient)
            if result.status != .success {
                throw .refused(what: "the swap", reason: "\(result.status)")
            }
        }
        try compare("the reserves after", bench, row.reserve0After, row.reserve1After)
        if row.hasCallbackData { return }
        let after = [row.token0, row.token1].map { bench.balance($0, row.recipient) }
        for (index, out) in [row.amount0Out, row.amount1Out].enumerated() {
            let gained = after[index].wrappingSubtract(before[index])
            // The pair's own address or the payer's would mix payments with receipts.
            if gained != out, row.recipient != bench.pair {
                throw .different(
                    what: "what the recipient got of token\(index)",
                    expected: out.description,
                    actual: gained.description
                )
            }
        }
    }

    /// The formula gives what the row paid, plus its slack.
    private static func checkFormula(_ row: SwapRow) throws(CaseFailure) {
        let slack: UInt256
        switch row.kind {
        case .exact: slack = .zero
        case .slack(let value): slack = value
        case .twoSided: return
        }
        let isForward = !row.amount0In.isZero
        let formula: UInt256
        do throws(Fault) {
            formula = try ConstantProduct.amountOut(
                amountIn: isForward ? row.amount0In : row.amount1In,
                reserveIn: isForward ? row.reserve0Before : row.reserve1Before,
                reserveOut: isForward ? row.reserve1Before : row.reserve0Before,
                fee: BasisPoints(30)
            )
        } catch {
            throw .refused(what: "the formula", reason: "\(error)")
        }
        let out = isForward ? row.amount1Out : row.amount0Out
        let paid = out.addingReportingOverflow(slack)
        guard !paid.overflow, paid.partialValue == formula else {
            throw .different(
                what: "the formula's output",
                expected: "\(out) and \(slack)",
                actual: formula.description
            )
        }
    }

    /// One unit more than was paid breaks the product; the refusal changes nothing.
    private static func refuseOneMore(
        _ row: SwapRow,
        _ bench: PairBench
    ) throws(CaseFailure) {
        let more0 = row.amount0Out.isZero ? .zero : row.amount0Out.wrappingAdd(.one)
        let more1 = row.amount1Out.isZero ? .zero : row.amount1Out.wrappingAdd(.one)
        let result = try bench.swap(more0, more1, to: row.recipient)
        guard result.status == .reverted(.message("UniswapV2: K")) else {
            throw .different(
                what: "one unit more",
                expected: "a revert with UniswapV2: K",
                actual: "\(result.status)"
            )
        }
    }

    /// The recipient is a contract that is called back and then pays.
    private static func swapWithCallback(
        _ row: SwapRow,
        _ bench: PairBench
    ) throws(CaseFailure) {
        let callee = row.recipient
        guard ![bench.pair, bench.token0, bench.token1, PairBench.factory].contains(callee) else {
            throw .malformed(field: "recipient", expected: "a contract of its own")
        }
        bench.machine.place(FlashPayer.self, at: callee)
        bench.machine.write(FlashPayer.Storage.token0, of: callee, row.token0)
        bench.machine.write(FlashPayer.Storage.token1, of: callee, row.token1)
        bench.machine.write(FlashPayer.Storage.amount0, of: callee, row.amount0In)
        bench.machine.write(FlashPayer.Storage.amount1, of: callee, row.amount1In)
        bench.give(bench.token0, to: callee, row.amount0In)
        bench.give(bench.token1, to: callee, row.amount1In)
        let result = try bench.swap(row.amount0Out, row.amount1Out, to: callee, data: [1])
        if result.status != .success {
            throw .refused(what: "the flash swap", reason: "\(result.status)")
        }
    }

    private static func compare(
        _ what: String,
        _ bench: PairBench,
        _ reserve0: UInt256,
        _ reserve1: UInt256
    ) throws(CaseFailure) {
        let reserves = bench.reserves
        guard reserves == (reserve0, reserve1) else {
            throw .different(
                what: what,
                expected: "\(reserve0), \(reserve1)",
                actual: "\(reserves.0), \(reserves.1)"
            )
        }
    }
}
