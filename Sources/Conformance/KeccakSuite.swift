import Foundation
import Primitives
import Signing

/// Keccak-256 of messages, and Keccak-f[1600] of states.
///
/// A JSON case has the message in hexadecimal as `msg` or `data`, perhaps its length in bytes as
/// `len`, and its hash as `keccak256`; perhaps also those of the hash functions of wallets. A text
/// file of the Keccak team's intermediate values has the state before and after each permutation.
enum KeccakSuite: ConformanceSuite {
    static let name = "keccak"
    static let fileExtensions = ["json", "txt"]

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
        try compare(value, "keccak256", keccak256(message).bytes)
        for digest in Digest.allCases where value[digest.rawValue] != nil {
            try compare(value, digest.rawValue, digest.hash(message))
        }
        if value["ripemd160"] != nil {
            try compare(value, "ripemd160", RIPEMD160.hash(message))
        }
    }

    private static func compare(
        _ value: JSONValue,
        _ field: String,
        _ actual: [UInt8]
    ) throws(CaseFailure) {
        let expected = try value.bytes(field)
        if actual != expected {
            throw .different(
                what: field,
                expected: Hex.encode(expected),
                actual: Hex.encode(actual)
            )
        }
    }

    private static let inputHeading = "Input of permutation:"
    private static let outputHeading = "State after permutation:"

    private static let absorbedHeading = "Block to be absorbed (part):"
    private static let squeezedHeading = "Squeezed block"

    private static func checkPermutations(_ text: String, into report: inout SuiteReport) {
        report.note("permutations, absorbed and squeezed blocks are compared, rounds are not")
        var before = KeccakState()
        var input: KeccakState?
        var absorbed: [UInt8]?
        var count = 0
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        for (index, line) in lines.enumerated() {
            let rest = lines[(index + 1)...]
            if line == absorbedHeading {
                absorbed = bytes(rest) ?? []
            } else if line == inputHeading {
                if input != nil { report.fail("permutation \(count)", "has no output") }
                count += 1
                input = state(rest)
                guard let block = absorbed else { continue }
                absorbed = nil
                report.check("block before permutation \(count)") { () throws(CaseFailure) in
                    try checkBlock(block, between: before, and: input)
                }
            } else if line == outputHeading {
                let output = state(rest)
                report.check("permutation \(count)") { () throws(CaseFailure) in
                    guard input != nil else { throw .missing(field: inputHeading) }
                    try checkPermutation(input, to: output)
                }
                input = nil
                before = output ?? KeccakState()
            } else if line.hasPrefix(squeezedHeading) {
                report.check("squeezed block after permutation \(count)") {
                    () throws(CaseFailure) in
                    try checkBlock(bytes(rest) ?? [], between: KeccakState(), and: before)
                }
            }
        }
        if input != nil { report.fail("permutation \(count)", "has no output") }
    }

    /// A block is what the first bytes of two states differ by.
    private static func checkBlock(
        _ block: [UInt8],
        between before: KeccakState,
        and after: KeccakState?
    ) throws(CaseFailure) {
        guard let after, !block.isEmpty, block.count <= 200 else {
            throw .malformed(field: "block", expected: "1 to 200 bytes")
        }
        let expected = block.indices.map { index in
            let lane = before.lanes[index / 8] ^ after.lanes[index / 8]
            return UInt8(lane >> UInt64(index % 8 * 8) & 0xff)
        }
        if block != expected {
            throw .different(
                what: "the block",
                expected: Hex.encode(block),
                actual: Hex.encode(expected)
            )
        }
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

    /// The bytes that stand on the lines up to the first empty one.
    private static func bytes(_ lines: ArraySlice<String>) -> [UInt8]? {
        Hex.decode(lines.prefix { !$0.isEmpty }.joined().filter { $0 != " " })
    }

    /// The state of 200 bytes that stands there.
    private static func state(_ lines: ArraySlice<String>) -> KeccakState? {
        guard let bytes = bytes(lines), bytes.count == 200 else { return nil }
        var state = KeccakState()
        for (index, byte) in bytes.enumerated() {
            state.lanes[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
        }
        return state
    }
}
