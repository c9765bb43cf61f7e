import ArgumentParser
import Reporting

/// `ballast compare A B`: two runs side by side, or a run against a stored baseline.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Show where two runs differ, or hold a run to a baseline.",
        discussion: """
            A and B are run folders, or copies of their summary.json: a baseline to keep beside \
            your own code. Every number of both is compared, by the name that expect: has for it.

            With --tolerance, measures must not be further from A than that, and the exit code is \
            99 where one is; those that no tolerance is about may differ. A share (1 %, 5 bp) is \
            of A's value; a number is as summary.json counts; the last tolerance about a measure \
            holds.

            EXAMPLES
              ballast compare runs/quickstart-42 runs/tight
              ballast compare runs/quickstart-42 runs/tight --all
              ballast compare baseline.json runs/quickstart-42 --tolerance 0
              ballast compare baseline.json runs/quickstart-42 --tolerance '1 %' \
            --tolerance vault.rebalances=0 --tolerance 'vault.loss.mev=50 USDC'
              ballast compare runs/quickstart-42 runs/tight --format json | jq .differences
            """
    )

    @Argument(help: "A run folder or a summary.json: what is compared with, A.")
    var baseline: String

    @Argument(help: "Another: what is compared, B.")
    var candidate: String

    @Option(
        name: .customLong("tolerance"),
        help: ArgumentHelp(
            "How far a measure, or all below it, may be from A; may be given several times.",
            valueName: "[measure=]amount"
        )
    )
    var tolerances: [String] = []

    @Option(help: "How the comparison is printed: text or json.")
    var format: OutputFormat = .text

    @Flag(help: "Measures that are equal too.")
    var all = false

    @Flag(help: "Print nothing; only the exit code, and the first measure beyond its tolerance.")
    var quiet = false

    func run() throws {
        let difference: RunDifference
        do {
            difference = try RunDifference(
                try StoredRun(path: baseline),
                try StoredRun(path: candidate),
                tolerances: try tolerances.map { (text) throws(ToleranceError) in
                    try Tolerance(text)
                }
            )
        } catch {
            throw Stop.wrong("\(error)")
        }
        if !quiet {
            switch format {
            case .text: try Terminal.show(difference.text(all: all))
            case .json: try Terminal.show(difference.json(all: all).pretty)
            }
        }
        guard let first = difference.beyond.first else { return }
        let count = difference.beyond.count
        throw Stop.unmet(
            "\(count) \(count == 1 ? "measure is" : "measures are") beyond tolerance: \(first)"
                + (count > 1 ? " and others" : "")
        )
    }
}
