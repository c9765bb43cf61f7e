import Primitives
import WideMath

/// An amount of wei in other units, as ethers reads and writes it.
///
/// The simulator's own files write amounts in another form; this checks the arithmetic of units:
/// 10 to the power of a unit's decimals, exactly, with no digit lost.
struct UnitCase {
    private static let decimals: [(unit: String, count: Int)] = [
        ("kwei", 3), ("mwei", 6), ("satoshi", 8), ("gwei", 9), ("szabo", 12), ("finney", 15),
        ("ether", 18),
    ]

    private let value: JSONValue
    private let wei: (isNegative: Bool, magnitude: UInt256)

    init(_ value: JSONValue) throws(CaseFailure) {
        self.value = value
        guard let amount = Self.amount(try value.text("wei"), decimals: 0) else {
            throw .malformed(field: "wei", expected: "a whole number of at most 256 bits")
        }
        wei = amount
    }

    func check() throws(CaseFailure) {
        var count = 0
        for (unit, decimals) in Self.decimals {
            if value[unit] != nil {
                let text = try value.text(unit)
                guard let read = Self.amount(text, decimals: decimals) else {
                    throw .refused(what: "\(text) \(unit)", reason: "no amount")
                }
                if read != wei {
                    throw .different(
                        what: "\(text) \(unit) in wei",
                        expected: try value.text("wei"),
                        actual: "\(read.isNegative ? "-" : "")\(read.magnitude)"
                    )
                }
                count += 1
            }
            if value[unit + "_format"] != nil {
                let text = try value.text(unit + "_format")
                try CaseFailure.unless("the text in \(unit)", formatted(decimals), is: text)
                count += 1
            }
        }
        if count == 0 { throw .unknownShape(fields: value.keys) }
    }

    /// The wei of a decimal number of a unit; nothing for other text, more digits than the unit
    /// has, or more than 256 bits.
    private static func amount(
        _ text: String,
        decimals: Int
    ) -> (isNegative: Bool, magnitude: UInt256)? {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0)
            .split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2 else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.count <= decimals, !(whole.isEmpty && fraction.isEmpty) else { return nil }
        let padding = String(repeating: "0", count: decimals - fraction.count)
        guard let magnitude = UInt256(decimal: whole + fraction + padding) else { return nil }
        return (isNegative && !magnitude.isZero, magnitude)
    }

    /// The amount in a unit, without zeros at the end, but with a digit after the point.
    private func formatted(_ decimals: Int) -> String {
        let digits = wei.magnitude.description
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        var fraction = padded.suffix(decimals)
        while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
        return "\(wei.isNegative ? "-" : "")\(padded.dropLast(decimals)).\(fraction)"
    }
}
