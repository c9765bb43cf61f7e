import Foundation
import Primitives
import WideMath

/// One swap of a real block, as a row of `onchain/v2_swaps.csv` or `sandwiches.csv` has it.
struct SwapRow {
    /// What amounts to compare: the closed form's, what was taken, or reserves alone.
    enum Kind {
        /// As much as the formula gives.
        case exact
        /// Less than that, by so much.
        case slack(UInt256)
        /// Both tokens came in, or the swap was a flash.
        case twoSided
    }

    /// The sandwich it is part of; empty in a file of single swaps.
    let sandwich: String
    let transaction: String
    let pair: Address
    let token0: Address
    let token1: Address
    let reserve0Before: UInt256
    let reserve1Before: UInt256
    let amount0In: UInt256
    let amount1In: UInt256
    let amount0Out: UInt256
    let amount1Out: UInt256
    let reserve0After: UInt256
    let reserve1After: UInt256
    let recipient: Address
    let hasCallbackData: Bool
    let kind: Kind

    /// Reads a row by the names in the first line of its file.
    init(_ fields: [String: String]) throws(CaseFailure) {
        sandwich = fields["sandwich"] ?? ""
        transaction = fields["tx_hash"] ?? ""
        pair = try Self.address("pair", fields)
        token0 = try Self.address("token0", fields)
        token1 = try Self.address("token1", fields)
        reserve0Before = try Self.number("reserve0_before", fields)
        reserve1Before = try Self.number("reserve1_before", fields)
        amount0In = try Self.number("amount0_in", fields)
        amount1In = try Self.number("amount1_in", fields)
        amount0Out = try Self.number("amount0_out", fields)
        amount1Out = try Self.number("amount1_out", fields)
        reserve0After = try Self.number("reserve0_after", fields)
        reserve1After = try Self.number("reserve1_after", fields)
        recipient = try Self.address("recipient", fields)
        switch try Self.text("has_callback_data", fields) {
        case "0": hasCallbackData = false
        case "1": hasCallbackData = true
        default: throw .malformed(field: "has_callback_data", expected: "0 or 1")
        }
        switch try Self.text("slack_vs_getAmountOut", fields) {
        case "": kind = .twoSided
        default:
            let slack = try Self.number("slack_vs_getAmountOut", fields)
            kind = slack.isZero ? .exact : .slack(slack)
        }
    }

    private static func text(
        _ name: String,
        _ fields: [String: String]
    ) throws(CaseFailure) -> String {
        guard let text = fields[name] else { throw .missing(field: name) }
        return text
    }

    private static func number(
        _ name: String,
        _ fields: [String: String]
    ) throws(CaseFailure) -> UInt256 {
        guard let number = UInt256(decimal: try text(name, fields)) else {
            throw .malformed(field: name, expected: "a decimal number")
        }
        return number
    }

    private static func address(
        _ name: String,
        _ fields: [String: String]
    ) throws(CaseFailure) -> Address {
        guard let bytes = Hex.decode(try text(name, fields)), let address = Address(bytes: bytes)
        else { throw .malformed(field: name, expected: "an address") }
        return address
    }

    /// The rows of a file whose first line names its columns; no field is quoted or has a comma.
    static func rows(_ text: String) -> [[String: String]] {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let head = lines.first else { return [] }
        let names = head.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            // A row that is longer or shorter lacks what it should have.
            guard fields.count == names.count else { return [:] }
            return Dictionary(zip(names, fields.map(String.init))) { first, _ in first }
        }
    }
}
