import Contracts
import Execution
import Foundation
import Primitives

/// Constant-product pools against transactions that the real contracts executed.
///
/// A case is one transaction: its outcome, reason, return data, events, gas and the state after it.
/// This suite alone runs transactions unsigned, since the files name senders without keys; the
/// rules are Cancun's, as the files'. A case after one that differs differs too, as a rule.
enum PoolTraceSuite: ConformanceSuite {
    static let name = "pool-trace"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        let trace: PoolTraceFile
        do {
            trace = try JSONDecoder().decode(PoolTraceFile.self, from: file.bytes)
        } catch DecodingError.dataCorrupted {
            throw .notJSON
        } catch {
            throw .noCase
        }
        var gas = PoolTraceGas()
        for (number, section) in trace.sections.enumerated() {
            switch section.result {
            case .failure(let failure): report.fail("section \(number)", failure.description)
            case .success(let section): check(section, into: &report, &gas)
            }
        }
        if let note = gas.note { report.note(note) }
    }

    private static func check(
        _ section: PoolTraceFile.Section,
        into report: inout SuiteReport,
        _ gas: inout PoolTraceGas
    ) {
        if section.ops.isEmpty { return report.fail(section.name, "has no operation") }
        let world: PoolTraceWorld
        do throws(CaseFailure) {
            world = try PoolTraceWorld(section)
        } catch {
            return report.fail("\(section.name), set-up", error.description)
        }
        // Whose balances every state must list; a file may list those of others too.
        let holders = ["w", "feeTo"] + section.setup.holders.map(\.who)
        for (number, operation) in section.ops.enumerated() {
            report.check("\(section.name), operation \(number)") { () throws(CaseFailure) in
                let operation = try operation.result.get()
                // Whatever becomes of this one, the next is measured from its time.
                defer { world.machine.block.timestamp = operation.timestamp }
                guard operation.i == number else {
                    throw .malformed(field: "i", expected: "\(number)")
                }
                try check(operation, world, holders, &gas)
            }
        }
    }

    private static func check(
        _ operation: PoolTraceFile.Operation,
        _ world: PoolTraceWorld,
        _ holders: [String],
        _ gas: inout PoolTraceGas
    ) throws(CaseFailure) {
        try world.advance(by: operation.dt, to: operation.timestamp)
        let call = try PoolTraceCall(operation, world.labels)
        let target = try world.labels.address(operation.to)
        guard let calldata = Hex.decode(operation.calldata) else {
            throw .malformed(field: "calldata", expected: "hexadecimal digits")
        }
        let sender = try world.labels.address(operation.from)
        let result = try world.execute(from: sender, to: target, calldata)
        if call.calldata != calldata || call.target != target {
            throw .different(
                what: "the call that the arguments make",
                expected: operation.calldata,
                actual: Hex.encode(call.calldata)
            )
        }
        let returned = world.machine.returnData
        try checkOutcome(operation, result, returned)
        let events = world.machine.collectedLogs.map { PoolTraceEvent($0, world.labels) }
        if events != operation.events {
            throw .different(
                what: "the list of events",
                expected: "\(operation.events)",
                actual: "\(events)"
            )
        }
        try world.compare(operation.state, holders: holders)
        try gas.compare(result, operation)
    }

    /// The reason of a revert is compared as the bytes that its caller gets.
    private static func checkOutcome(
        _ operation: PoolTraceFile.Operation,
        _ result: ExecutionResult,
        _ returned: [UInt8]
    ) throws(CaseFailure) {
        let expected: String
        let isExpected: Bool
        switch (operation.ok, operation.error, operation.ret) {
        case (true, .null, .value(let text)):
            guard let bytes = Hex.decode(text) else {
                throw .malformed(field: "ret", expected: "hexadecimal digits")
            }
            expected = "success with \(text)"
            isExpected = result.status == .success && returned == bytes
        case (false, .value("INVALID_OPCODE"), .null):
            expected = "a halt on an invalid opcode"
            isExpected = result.status == .halted(.invalidOpcode)
        case (false, .value(let reason), .null):
            expected = "a revert with \"\(reason)\""
            let bytes = reason.isEmpty ? [] : Revert.message(reason).encoded
            guard case .reverted = result.status else {
                isExpected = false
                break
            }
            isExpected = returned == bytes
        default: throw .malformed(field: "ok", expected: "in accord with error and ret")
        }
        if !isExpected {
            throw .different(
                what: "the outcome",
                expected: expected,
                actual: "\(result.status) with \(Hex.encode(returned))"
            )
        }
    }
}
