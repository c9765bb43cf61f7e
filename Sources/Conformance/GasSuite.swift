import Chain
import Execution
import Foundation
import Primitives

/// Gas of single transactions against measurements of the real contracts.
///
/// A case is a row of `evm/univ2_gas.json`, run in a block of its own under Cancun and under
/// Prague. The files tell conditions in words and the counts of calldata bytes, not the calldata
/// itself: what a row's calldata costs is worked out from its own counts.
enum GasSuite: ConformanceSuite {
    static let name = "gas"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        let rows: [Checked<GasRow>]
        do {
            rows = try JSONDecoder().decode(GasFile.self, from: file.bytes).rows
        } catch DecodingError.dataCorrupted {
            throw .notJSON
        } catch {
            throw .noCase
        }
        let units = poolUnits(rows)
        report.note("the file tells no amounts: pools hold \(units) units of 10^18")
        var outOfScope: [String: Int] = [:]
        var worst = 0.0
        var worstVault = 0.0
        for number in rows.indices {
            let row: GasRow
            switch rows[number].result {
            case .failure(let failure):
                report.fail("row \(number)", failure.description)
                continue
            case .success(let value): row = value
            }
            switch GasScenario.answer(row) {
            case .outOfScope(let contract):
                outOfScope[contract, default: 0] += 1
                report.skip("out of scope: contracts that are not modelled")
            case .unknown:
                report.fail("\(row.op), \(row.pre)", "no known condition has this name")
            case .run(let setUp, let tolerance, let comparesParts):
                report.check("\(row.op), \(row.pre)") { () throws(CaseFailure) in
                    let deviation = try check(row, setUp, units, tolerance, comparesParts)
                    if comparesParts {
                        worst = abs(deviation) > abs(worst) ? deviation : worst
                    } else {
                        worstVault = abs(deviation) > abs(worstVault) ? deviation : worstVault
                    }
                }
            }
        }
        for (contract, count) in outOfScope.sorted(by: { $0.key < $1.key }) {
            report.note("out of scope: \(count) of \(contract)")
        }
        let percents = [worst, worstVault].map { String(format: "%+.3f %%", 100 * $0) }
        report.note(
            "gas: rows that pass are off by at most \(percents[0]), plain vaults \(percents[1])"
        )
        report.note("of the breakdown sload, sstore and log are compared, the rest is in the sum")
    }

    /// How large pools are, in units of 10¹⁸; one size for the whole file.
    ///
    /// The file does not tell: it is the power of ten that suits best the rows whose gas depends
    /// on it, by the steps of their square roots.
    private static func poolUnits(_ rows: [Checked<GasRow>]) -> UInt64 {
        var best: (units: UInt64, deviation: Double) = (100, .infinity)
        let sized = rows.compactMap { try? $0.result.get() }.filter { row in
            row.pre.contains("first mint (") || row.pre.contains("fee liquidity")
        }
        if sized.isEmpty { return best.units }
        for power in 1...12 {
            let units = (0..<power).reduce(1 as UInt64) { size, _ in size * 10 }
            var worst = 0.0
            for row in sized {
                guard case .run(let setUp, _, _) = GasScenario.answer(row) else { continue }
                let deviation = try? check(row, setUp, units, .infinity, true)
                worst = max(worst, abs(deviation ?? .infinity))
            }
            if worst < best.deviation { best = (units, worst) }
        }
        return best.units
    }

    /// Checks a row under both forks; gives the larger deviation, as a part of the reference.
    private static func check(
        _ row: GasRow,
        _ setUp: GasScenario.SetUp,
        _ units: UInt64,
        _ tolerance: Double,
        _ comparesParts: Bool
    ) throws(CaseFailure) -> Double {
        let world = GasWorld(fork: .cancun, units: units)
        let call = try setUp(world)
        let ours = IntrinsicGas(of: world.transaction(call), fork: .cancun)
        world.machine.tracesGas = comparesParts
        let result = try world.execute(call)
        try compareOutcome(row, result, world)
        if comparesParts { try compareParts(row, GasTally(world.machine.gasLines)) }
        let used = Int(result.gasUsed.units)
        let theirs = try intrinsic(row, .prague)
        try checkFloor(setUp, units, used)

        // Had the transaction the row's calldata instead of ours.
        let cancun = used - ours.charge + theirs.charge
        let columns = [
            ("cancun", cancun, row.cancun), ("prague", max(cancun, theirs.floor), row.prague),
        ]
        var worst = 0.0
        for (column, gas, reference) in columns {
            let deviation = (Double(gas) - Double(reference)) / Double(max(reference, 1))
            if abs(deviation) > tolerance {
                throw .different(
                    what: "the gas under \(column)",
                    expected: "\(reference) within \(tolerance * 100) %",
                    actual: "\(gas)"
                )
            }
            if abs(deviation) > abs(worst) { worst = deviation }
        }
        return worst
    }

    /// Under Prague the same transaction costs the same, but at least the floor of its calldata.
    private static func checkFloor(
        _ setUp: GasScenario.SetUp,
        _ units: UInt64,
        _ used: Int
    ) throws(CaseFailure) {
        let world = GasWorld(fork: .prague, units: units)
        let call = try setUp(world)
        let floor = IntrinsicGas(of: world.transaction(call), fork: .prague).floor
        let result = try world.execute(call)
        guard Int(result.gasUsed.units) == max(used, floor) else {
            throw .different(
                what: "the gas of our calldata under prague",
                expected: "\(max(used, floor))",
                actual: "\(result.gasUsed.units)"
            )
        }
    }

    /// What the row's calldata costs by its counts of bytes.
    private static func intrinsic(
        _ row: GasRow,
        _ fork: Fork
    ) throws(CaseFailure) -> (charge: Int, floor: Int) {
        guard row.intrinsic >= 0, row.intrinsic < 1 << 32 else {
            throw .malformed(field: "intrinsic", expected: "an amount of gas")
        }
        guard let nonzero = row.nonzero else { return (row.intrinsic, 0) }
        guard nonzero >= 0, nonzero <= row.calldataBytes, row.calldataBytes < 1 << 20 else {
            throw .malformed(field: "nonzero", expected: "at most calldataBytes")
        }
        let zeros = row.calldataBytes - nonzero
        let data = [UInt8](repeating: 0, count: zeros) + [UInt8](repeating: 1, count: nonzero)
        let transaction = Transaction(
            chainID: 1,
            nonce: 0,
            maxPriorityFeePerGas: .zero,
            maxFeePerGas: .zero,
            gasLimit: Gas(0),
            to: .zero,
            value: .zero,
            data: data
        )
        let intrinsic = IntrinsicGas(of: transaction, fork: fork)
        guard intrinsic.charge == row.intrinsic else {
            throw .different(
                what: "the intrinsic gas",
                expected: "\(row.intrinsic)",
                actual: "\(intrinsic.charge)"
            )
        }
        if let floor = row.pragueFloor, fork == .prague, intrinsic.floor != floor {
            throw .different(
                what: "the floor of prague",
                expected: "\(floor)",
                actual: "\(intrinsic.floor)"
            )
        }
        return (intrinsic.charge, intrinsic.floor)
    }

    private static func compareOutcome(
        _ row: GasRow,
        _ result: ExecutionResult,
        _ world: GasWorld
    ) throws(CaseFailure) {
        let isExpected =
            switch result.status {
            case .success: row.ok
            case .reverted(let reason):
                !row.ok && (row.reason == reason.description || reason == emptyReason(row))
            case .halted: false
            }
        guard isExpected else {
            throw .different(
                what: "the outcome",
                expected: row.ok ? "success" : row.reason ?? "a revert",
                actual: "\(result.status)"
            )
        }
        guard result.gasRefund.units == row.refund else {
            throw .different(
                what: "the refund",
                expected: "\(row.refund)",
                actual: "\(result.gasRefund.units)"
            )
        }
        let count = world.machine.collectedLogs.count
        guard count == row.logs else {
            throw .different(what: "the log entries", expected: "\(row.logs)", actual: "\(count)")
        }
    }

    /// A revert without data, where the row has no reason.
    private static func emptyReason(_ row: GasRow) -> Revert? {
        (row.reason ?? "").isEmpty ? .empty : nil
    }

    private static func compareParts(
        _ row: GasRow,
        _ tally: GasTally
    ) throws(CaseFailure) {
        let parts = [
            ("sload", tally.loads, row.breakdown.sload ?? 0),
            ("sstore", tally.stores, row.breakdown.sstore ?? 0),
            ("log", tally.logs, row.breakdown.log ?? 0),
        ]
        for (name, actual, expected) in parts where actual != expected {
            throw .different(what: name, expected: "\(expected)", actual: "\(actual)")
        }
    }
}
