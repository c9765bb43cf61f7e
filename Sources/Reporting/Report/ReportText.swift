import Agents
import Scenarios

/// How numbers and times look in a report.
enum ReportText {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970 as `12 Mar 2020, 00:00:00 UTC`.
    static func time(_ seconds: UInt64) -> String {
        let parts = Canonical.date(seconds).split { "-TZ".contains($0) }
        guard parts.count == 4, let month = Int(parts[1]), let day = Int(parts[2]),
            months.indices.contains(month - 1)
        else { return Canonical.date(seconds) }
        return "\(day) \(months[month - 1]) \(parts[0]), \(parts[3]) UTC"
    }

    /// Seconds as a length of time: `24 min`, `4.4 h`, `3 d`.
    static func duration(_ seconds: Double) -> String {
        let units = [(86_400.0, "d"), (3_600, "h"), (60, "min")]
        let (size, name) = units.first { seconds >= 2 * $0.0 } ?? (1, "s")
        let count = seconds / size
        let decimals = count >= 10 || count == count.rounded() ? 0 : 1
        return "\(Figures.grouped(count, decimals: decimals)) \(name)"
    }

    /// An amount of any size: two decimals, more where it is small.
    static func amount(_ value: Double) -> String {
        Figures.grouped(value, decimals: decimals(for: value))
    }

    /// The same with its token.
    static func amount(_ value: Double, of token: TokenInfo) -> String {
        "\(amount(value)) \(token.name)"
    }

    /// What stands between several amounts in a cell: each has its line.
    static let separator = ",\n"

    /// An amount with its sign, also where it is above zero.
    static func signed(_ value: Double, decimals: Int) -> String {
        (value > 0 ? "+" : "") + Figures.grouped(value, decimals: decimals)
    }

    /// How many decimals tell values of such a size apart.
    static func decimals(for value: Double) -> Int {
        switch value.magnitude {
        case 10...: 2
        case 0.1...: 4
        case 0: 2
        case 0.001...: 6
        default: 8
        }
    }

    /// A number without decimals that say nothing.
    static func short(_ value: Double) -> String {
        let text = Figures.grouped(value, decimals: 2)
        guard text.contains(".") else { return text }
        let digits = text.reversed().drop { $0 == "0" }
        return String((digits.first == "." ? digits.dropFirst() : digits).reversed())
    }

    /// A value with the decimals that are written of it, or seven significant digits if they are
    /// more: what a chart shows, and half as long.
    static func thinned(_ value: Double, decimals: Int) -> Double {
        let size = value.magnitude
        guard size > 1e-12, size < 1e12 else { return value }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        while size * scale < 1e6 { scale *= 10 }
        return (value * scale).rounded() / scale
    }

    /// The one word where there is one, else the other, with the number.
    static func counted(_ count: UInt64, _ one: String, _ several: String) -> String {
        "\(Figures.grouped(count)) \(count == 1 ? one : several)"
    }
}
