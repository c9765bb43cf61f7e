import Execution
import Foundation
import Primitives

/// How the gas of a trace's transactions compares with that of the real contracts; for a note.
struct PoolTraceGas {
    private var deviations: [Double] = []
    private var refundCount = 0

    /// Takes in one transaction that both sides measured.
    mutating func add(_ result: ExecutionResult, _ operation: PoolTraceFile.Operation) {
        guard operation.gasUsed > 0 else { return }
        let reference = Double(operation.gasUsed)
        deviations.append((Double(result.gasUsed.units) - reference) / reference)
        if result.gasRefund.units == operation.gasRefund { refundCount += 1 }
    }

    /// One line of text; nothing if there was no transaction.
    var note: String? {
        if deviations.isEmpty { return nil }
        let sorted = deviations.sorted()
        let within = sorted.filter { abs($0) <= 0.01 }.count
        func percent(_ part: Double) -> String {
            let index = Int((part * Double(sorted.count - 1)).rounded())
            return String(format: "%+.2f %%", 100 * sorted[index])
        }
        return "gas is not compared; (ours - theirs) / theirs: smallest \(percent(0)), "
            + "5th percentile \(percent(0.05)), median \(percent(0.5)), "
            + "95th percentile \(percent(0.95)), largest \(percent(1)); "
            + "within 1 % in \(within) of \(sorted.count); refund exact in \(refundCount)"
    }
}
