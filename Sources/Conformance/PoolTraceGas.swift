import Execution
import Foundation
import Primitives

/// How the gas of a trace's transactions compares with that of the real contracts.
struct PoolTraceGas {
    /// How far gas may be off, as a part of the reference (DESIGN section 3).
    static let tolerance = 0.01

    private var count = 0
    private var exactCount = 0
    private var refundCount = 0
    private var worst = 0.0
    private var worstOperation = ""

    /// Takes in one transaction; refuses another refund, or gas off by more than the tolerance.
    mutating func compare(
        _ result: ExecutionResult,
        _ operation: PoolTraceFile.Operation
    ) throws(CaseFailure) {
        let reference = Double(operation.gasUsed)
        let deviation = (Double(result.gasUsed.units) - reference) / max(reference, 1)
        count += 1
        if result.gasUsed.units == operation.gasUsed { exactCount += 1 }
        if abs(deviation) > abs(worst) {
            worst = deviation
            worstOperation = operation.op
        }
        if result.gasRefund.units != operation.gasRefund {
            throw .different(
                what: "the refund",
                expected: "\(operation.gasRefund)",
                actual: "\(result.gasRefund.units)"
            )
        }
        refundCount += 1
        if abs(deviation) > Self.tolerance {
            throw .different(
                what: "the gas of \(operation.op)",
                expected: "\(operation.gasUsed) within 1 %",
                actual: "\(result.gasUsed.units)"
            )
        }
    }

    /// One line of text; nothing if there was no transaction.
    var note: String? {
        if count == 0 { return nil }
        let percent = String(format: "%+.3f %%", 100 * worst)
        return "gas: off by at most \(percent) (\(worstOperation)), exact in \(exactCount) "
            + "of \(count); refunds exact in \(refundCount)"
    }
}
