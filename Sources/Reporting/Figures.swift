import Primitives
import WideMath

/// How numbers look in a summary for people.
enum Figures {
    /// A number with thousands separated by commas and a fixed number of decimals.
    static func grouped(_ value: Double, decimals: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let rounded = (value.magnitude * scale).rounded()
        guard let digits = UInt64(exactly: rounded) else { return "\(value)" }
        var whole = String(digits)
        if whole.count <= decimals {
            whole = String(repeating: "0", count: decimals + 1 - whole.count) + whole
        }
        let fraction = whole.suffix(decimals)
        var grouped = ""
        for (index, digit) in whole.dropLast(decimals).reversed().enumerated() {
            if index > 0, index % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        let sign = value < 0 && digits != 0 ? "-" : ""
        return sign + String(grouped.reversed()) + (decimals == 0 ? "" : "." + fraction)
    }

    /// A whole number with thousands separated.
    static func grouped(_ value: UInt64) -> String { grouped(Double(value), decimals: 0) }

    /// A ratio as a percentage with its sign.
    static func change(_ from: Double, _ to: Double) -> String {
        guard from != 0 else { return "" }
        let percent = (to / from - 1) * 100
        return (percent >= 0 ? "+" : "") + grouped(percent, decimals: 2) + " %"
    }

    /// Wei as ether.
    static func ether(_ amount: Wei) -> String {
        grouped(amount.raw.asDouble / 1e18, decimals: 4) + " ETH"
    }
}
