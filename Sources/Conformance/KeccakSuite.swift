import Foundation
import Primitives

/// Keccak-256 of messages, and Keccak-f[1600] of states.
///
/// A JSON case has the message in hexadecimal as `msg` or `data`, perhaps its length in bytes as
/// `len`, and its hash as `keccak256`. A text file of the Keccak team's intermediate values has
/// the state before and after each permutation.
enum KeccakSuite: ConformanceSuite {
    static let name = "keccak"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        let text = String(decoding: file.bytes, as: UTF8.self)
        if text.contains(inputHeading) { return checkPermutations(text, into: &report) }
        for (name, value) in try file.cases() {
            report.check(name) { () throws(CaseFailure) in try checkHash(value) }
        }
    }

    private static func checkHash(_ value: JSONValue) throws(CaseFailure) {
        let field = ["msg", "data"].first { value[$0] != nil }
        guard let field else { throw .unknownShape(fields: value.keys) }
        let message = try value.bytes(field)
        if let length = value["len"], length != .integer(UInt64(message.count)) {
            throw .malformed(field: "len", expected: "the message's \(message.count) bytes")
        }
        let expected = try value.bytes("keccak256")
        let actual = keccak256(message).bytes
        if actual != expected {
            throw .different(
                what: "the hash",
                expected: Hex.encode(expected),
                actual: Hex.encode(actual)
            )
        }
    }

    private static let inputHeading = "Input of permutation:"
    private static let outputHeading = "State after permutation:"

    private static func checkPermutations(_ text: String, into report: inout SuiteReport) {
        report.note("only whole permutations are compared, not their rounds nor the padding")
        var input: KeccakState?
        var hasInput = false
        var count = 0
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        for (index, line) in lines.enumerated() {
            if line == inputHeading {
                if hasInput { report.fail("permutation \(count)", "has no output") }
                count += 1
                hasInput = true
                input = state(lines[(index + 1)...])
            } else if line == outputHeading {
                report.check("permutation \(count)") { () throws(CaseFailure) in
                    guard hasInput else { throw .missing(field: inputHeading) }
                    try checkPermutation(input, to: state(lines[(index + 1)...]))
                }
                hasInput = false
            }
        }
        if hasInput { report.fail("permutation \(count)", "has no output") }
    }

    private static func checkPermutation(
        _ input: KeccakState?,
        to output: KeccakState?
    ) throws(CaseFailure) {
        guard var state = input, let output else {
            throw .malformed(field: "state", expected: "200 bytes")
        }
        state.permute()
        for index in state.lanes.indices where state.lanes[index] != output.lanes[index] {
            throw .different(
                what: "lane \(index)",
                expected: String(output.lanes[index], radix: 16),
                actual: String(state.lanes[index], radix: 16)
            )
        }
    }

    /// The state whose 200 bytes stand on the lines up to the first empty one.
    private static func state(_ lines: ArraySlice<String>) -> KeccakState? {
        let digits = lines.prefix { !$0.isEmpty }.joined().filter { $0 != " " }
        guard let bytes = Hex.decode(digits), bytes.count == 200 else { return nil }
        var state = KeccakState()
        for (index, byte) in bytes.enumerated() {
            state.lanes[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
        }
        return state
    }
}
