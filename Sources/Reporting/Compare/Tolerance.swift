import Primitives
import Scenarios

/// How far a measure may be from its baseline.
///
/// ```
/// 1 %                          every measure: one per cent of the baseline's value
/// vault.loss=5 bp              all measures below vault.loss
/// vault.rebalances.done=2      two more or less
/// vault.nav_end=100 USDC       so much more or less
/// ```
public struct Tolerance: Sendable, Hashable {
    /// The measure, or what stands above several; empty for all.
    public let path: String
    /// How much.
    let amount: Amount
    /// The text, as it was given.
    public let text: String

    /// How much, in one of three ways.
    enum Amount: Sendable, Hashable {
        /// A part of the baseline's value.
        case part(Double)
        /// As summary.json counts the measure.
        case absolute(Double)
        /// Whole tokens, or ether.
        case tokens(Double, String)
    }

    /// Reads `PATH=AMOUNT`, or an amount for all measures.
    public init(_ text: String) throws(ToleranceError) {
        self.text = text
        let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        path = halves.count == 2 ? Self.trimmed(halves[0]) : ""
        let amount = Self.trimmed(halves[halves.count - 1])
        guard let match = amount.wholeMatch(of: /([0-9][0-9_]*(?:\.[0-9]+)?) *([A-Za-z%]*)/),
            let number = Double(match.1.filter { $0 != "_" }), number.isFinite,
            halves.count == 1 || !path.isEmpty
        else {
            throw ToleranceError(
                "--tolerance \(text): is no tolerance; write 1 %, vault.loss=5 bp, "
                    + "vault.rebalances.done=2 or vault.nav_end='100 USDC'"
            )
        }
        self.amount =
            switch match.2 {
            case "": .absolute(number)
            case "%": .part(number / 100)
            case "bp": .part(number / 10_000)
            default: .tokens(number, String(match.2))
            }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// Whether it is about a measure.
    func covers(_ measure: String) -> Bool {
        path.isEmpty || measure == path || measure.hasPrefix(path + ".")
    }

    /// The most that a measure may be from a baseline, as summary.json counts it.
    ///
    /// Nothing where the unit is not the measure's, or where no scenario tells it.
    func limit(baseline: Double, _ measure: SummaryMeasure?) -> Double? {
        switch amount {
        case .part(let part): return part * baseline.magnitude
        case .absolute(let amount): return amount
        case .tokens(let amount, let unit):
            switch measure?.kind {
            case .ether:
                switch unit {
                case "ETH": return amount * 1e18
                case "wei": return amount
                default: return nil
                }
            case .amount(unit, let decimals):
                return amount * RealFunctions.pow(10, Double(decimals))
            case .value(unit): return amount
            default: return nil
            }
        }
    }
}

/// Why a tolerance cannot be used.
public struct ToleranceError: Error, CustomStringConvertible {
    /// One line with what to write instead.
    public let description: String

    init(_ description: String) { self.description = description }
}
