import Primitives
import Scenarios
import WideMath

/// Two runs side by side, measure by measure.
public struct RunDifference {
    /// One measure in both.
    struct Row {
        let path: String
        /// What it is; nothing where no scenario tells.
        let measure: SummaryMeasure?
        /// Its value in the first run, and in the second; nothing where that has no such measure.
        let values: (baseline: JSON?, run: JSON?)
        /// How far it may be off; nothing where nobody said.
        let tolerance: Tolerance?
        /// The second less the first, as summary.json counts; nothing where one is no number.
        let change: Double?
        /// Whether both are the same, `null` and `null` among them.
        let isEqual: Bool
        /// Whether it is no further off than it may be.
        let isWithin: Bool
    }

    /// The first run.
    public let baseline: StoredRun
    /// The second run.
    public let run: StoredRun
    let rows: [Row]

    /// Compares two runs; the last tolerance that is about a measure holds for it.
    ///
    /// Equality is exact. A tolerance that is about no measure, or in another unit, is an error.
    public init(
        _ baseline: StoredRun,
        _ run: StoredRun,
        tolerances: [Tolerance]
    ) throws(ToleranceError) {
        self.baseline = baseline
        self.run = run
        let source = baseline.hasUnits ? baseline : run
        let first = Dictionary(baseline.numbers.map { ($0.path, $0.value) }) { $1 }
        let second = Dictionary(run.numbers.map { ($0.path, $0.value) }) { $1 }
        let known = Dictionary(
            source.measures.enumerated().map { ($1.path, (place: $0, measure: $1)) }
        ) { $1 }
        let paths = Set(first.keys).union(second.keys).sorted { left, right in
            let places = (known[left]?.place ?? .max, known[right]?.place ?? .max)
            return places.0 == places.1 ? left < right : places.0 < places.1
        }
        for tolerance in tolerances where !paths.contains(where: tolerance.covers) {
            throw ToleranceError(
                "--tolerance \(tolerance.text): neither run has a measure \"\(tolerance.path)\"; "
                    + "ballast compare --all lists them"
            )
        }
        var rows: [Row] = []
        for path in paths {
            let measure = known[path]?.measure
            rows.append(
                try Self.row(
                    path,
                    measure,
                    (first[path], second[path]),
                    tolerances.last { $0.covers(path) }
                )
            )
        }
        self.rows = rows
    }

    private static func row(
        _ path: String,
        _ measure: SummaryMeasure?,
        _ values: (baseline: JSON?, run: JSON?),
        _ tolerance: Tolerance?
    ) throws(ToleranceError) -> Row {
        var change: Double?
        var isEqual = false
        var isWithin = tolerance == nil
        if let old = values.baseline?.whole, let new = values.run?.whole {
            change = difference(new, old)
            isEqual = old == new
        } else if let old = values.baseline?.number, let new = values.run?.number {
            change = new - old
            isEqual = old == new
        } else if case .null = values.baseline, case .null = values.run {
            isEqual = true
        }
        if let tolerance {
            let old = values.baseline?.whole?.asDouble ?? values.baseline?.number
            guard let limit = tolerance.limit(baseline: old ?? 0, measure) else {
                throw ToleranceError(
                    "--tolerance \(tolerance.text): \(path) is not counted in that unit; write "
                        + "1 %, or a number as summary.json has it"
                )
            }
            isWithin = isEqual || (change.map { $0.magnitude <= limit } ?? false)
        }
        return Row(
            path: path,
            measure: measure,
            values: values,
            tolerance: tolerance,
            change: change,
            isEqual: isEqual,
            isWithin: isWithin
        )
    }

    /// Subtracted exactly, then rounded.
    private static func difference(_ new: SignedWhole, _ old: SignedWhole) -> Double {
        guard new.isNegative == old.isNegative else { return new.asDouble - old.asDouble }
        let sizes = [new.magnitude, old.magnitude].sorted()
        let size = sizes[1].wrappingSubtract(sizes[0]).asDouble
        return new < old ? -size : size
    }

    /// The measures that are further off than they may be, in the summary's order.
    public var beyond: [String] { rows.filter { !$0.isWithin }.map(\.path) }

    /// How many measures there are, and how many are equal.
    var counts: (all: Int, equal: Int) { (rows.count, rows.count { $0.isEqual }) }
}
