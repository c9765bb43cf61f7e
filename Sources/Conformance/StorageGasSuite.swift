import Execution
import Primitives
import WideMath

/// What stores into one slot cost and refund: the tables of EIP-2200, EIP-2929 and EIP-3529.
///
/// A case is a row of a table: the code, the gas it uses, the refund and the value that the slot
/// began with, as fields or as `cells` in that order. The code is stores of numbers of one byte.
/// Which rules hold is in the file's name, as it is above the tables; the slot is warm in the two
/// later ones. The prices are those the machine charges by.
enum StorageGasSuite: ConformanceSuite {
    static let name = "sstore"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        let fork = fork(of: file.name)
        for (name, value) in try file.cases() {
            report.check(name) { () throws(CaseFailure) in
                let row = try Row(value)
                guard let fork else {
                    throw .malformed(field: "file name", expected: "one with eip2200, 2929 or 3529")
                }
                try check(row, StorageRules(fork))
            }
        }
    }

    private static func fork(of name: String) -> Fork? {
        if name.contains("2200") { return .istanbul }
        if name.contains("2929") { return .berlin }
        return name.contains("3529") ? .london : nil
    }

    private static func check(_ row: Row, _ rules: StorageRules) throws(CaseFailure) {
        var gas = 0
        var refund = 0
        var current = row.original
        for value in row.writes {
            let cost = StoreCost(
                original: row.original,
                current: current,
                value: value,
                rules: rules
            )
            gas += 2 * Row.pushGas + cost.charge
            refund += cost.refund
            current = value
        }
        try CaseFailure.unless("the gas", UInt256(UInt64(gas)), is: row.gas)
        try CaseFailure.unless("the refund", UInt256(UInt64(max(0, refund))), is: row.refund)
        guard let effective = row.effectiveGas else { return }
        try CaseFailure.unless("the gas less the refund", gas - refund, is: effective)
    }

    /// A row of one of the tables.
    private struct Row {
        /// What pushing a number costs (yellow paper, appendix G).
        static let pushGas = 3

        let writes: [UInt256]
        let original: UInt256
        let gas: UInt256
        let refund: UInt256
        /// May be negative: the cap on refunds is not applied.
        let effectiveGas: Int?

        init(_ value: JSONValue) throws(CaseFailure) {
            var value = value
            if value["cells"] != nil {
                let cells = try value.entries("cells")
                guard cells.count >= 4 else {
                    throw .malformed(field: "cells", expected: "code, gas, refund and original")
                }
                value = .object([
                    "code": cells[0], "usedGas": cells[1], "refund": cells[2],
                    "original": cells[3],
                ])
            }
            guard value["usedGas"] != nil else { throw .unknownShape(fields: value.keys) }
            gas = try value.number("usedGas")
            refund = try value.number("refund")
            original = try value.number("original")
            effectiveGas = try Self.signed(value["effectiveGas"])
            writes = try Self.writes(value.bytes("code"))
            if value["writes"] != nil {
                let named = try value.entries("writes").map(\.number)
                guard named == writes.map(Optional.some) else {
                    throw .malformed(field: "writes", expected: "what the code stores")
                }
            }
        }

        private static func signed(_ value: JSONValue?) throws(CaseFailure) -> Int? {
            switch value {
            case nil: nil
            case .integer(let number)?: Int(clamping: number)
            case .number(let number)? where Int(exactly: number) != nil: Int(exactly: number)
            default: throw .malformed(field: "effectiveGas", expected: "a whole number")
            }
        }

        /// The values that code stores into slot 0: `PUSH1 value PUSH1 0 SSTORE`, again and again.
        private static func writes(_ code: [UInt8]) throws(CaseFailure) -> [UInt256] {
            var values: [UInt256] = []
            for start in stride(from: 0, to: code.count, by: 5) {
                let step = code[start..<min(start + 5, code.count)]
                guard step.count == 5, step[start] == 0x60,
                    step.dropFirst(2) == [0x60, 0, 0x55]
                else {
                    throw .malformed(field: "code", expected: "stores of one byte into slot 0")
                }
                values.append(UInt256(UInt64(step[start + 1])))
            }
            return values
        }
    }
}
