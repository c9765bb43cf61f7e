import Measures
import Scenarios
import Simulation
import TextTable

extension RunMeasures {
    /// Judges what `always` says of measures by the run so far, after each block.
    ///
    /// Complexity: makes a whole summary, if the scenario has such a line.
    public mutating func judgeAlways(_ engine: Engine) {
        guard always.hasMeasures else { return }
        let summary = JSON.object(RunSummary(soFar: self, engine).members)
        judgeAlways { ExpectationOutcome($0, in: summary).reading }
    }
}

extension RunSummary {
    /// Compares the scenario's expectations with the run, and with those variants that were run.
    ///
    /// A variant's run is the one with all assumptions as stated. What is expected of variants that
    /// were not run is left out.
    public mutating func judge() {
        let own = JSON.object(members)
        expectations = scenario.expectations.compactMap { expectation in
            guard let variant = expectation.variant else {
                return ExpectationOutcome(expectation, in: own)
            }
            let row = comparison.first {
                $0.variant == variant && ($0.level == nil || $0.level == .stated)
            }
            return row.map { ExpectationOutcome(expectation, in: summary(of: $0)) }
        }
        always = measures.always.watched.map { AlwaysOutcome(variant: nil, watched: $0) }
        for row in comparison where row.level == nil || row.level == .stated {
            always += row.measures.always.watched.map {
                AlwaysOutcome(variant: row.variant, watched: $0)
            }
        }
    }

    /// What did not hold throughout, in the order of the file.
    public var unmetAlways: [AlwaysOutcome] { always.filter { !$0.pass } }

    /// What the summary would say of a variant's run.
    private func summary(of variant: VariantMeasures) -> JSON {
        var other = self
        other.measures = variant.measures
        // Hashes and the count of checks are those of the run itself.
        return .object(other.members.filter { $0.0 != "invariants" })
    }

    /// What did not end as expected, in the order of the file.
    public var unmet: [ExpectationOutcome] { expectations.filter { !$0.pass } }

    /// The lines of the terminal's summary: how many were met, and the others one by one.
    var expectationLines: [String] {
        let left = scenario.expectations.count - expectations.count
        let skipped = left == 0 ? "" : "; \(left) of variants that were not run"
        let met = expectations.count - unmet.count
        var lines = ["  \(met) of \(expectations.count) met\(skipped)"]
        if !unmet.isEmpty { lines.append(unmetTable) }
        if always.isEmpty { return lines }
        let held = always.count - unmetAlways.count
        lines.append("  \(held) of \(always.count) held at the end of every block")
        if !unmetAlways.isEmpty { lines.append(unmetAlwaysTable) }
        return lines
    }

    private var unmetTable: String {
        let table = TextTable<ExpectationOutcome> { outcome in
            let variant = outcome.expectation.variant.map { "\($0): " } ?? ""
            return [
                Column("not met" <- variant + outcome.expectation.text),
                Column("it is" <- outcome.shown, align: .right),
                Column("off by" <- outcome.miss, align: .right),
            ]
        }
        return table.string(for: unmet, style: Style.psql) ?? ""
    }

    private var unmetAlwaysTable: String {
        let table = TextTable<AlwaysOutcome> { outcome in
            [
                Column("did not always hold" <- outcome.text),
                Column("at worst" <- outcome.shown, align: .right),
                Column("off by" <- outcome.miss, align: .right),
                Column("blocks" <- outcome.blocks, align: .right),
            ]
        }
        return table.string(for: unmetAlways, style: Style.psql) ?? ""
    }
}
