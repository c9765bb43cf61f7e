import Primitives
import WideMath

/// How values are written: in full, exactly, in the largest unit that leaves them short.
package enum Canonical {
    /// Digits in groups of three, `8_000_000`.
    package static func grouped(_ digits: some CustomStringConvertible) -> String {
        var result = ""
        let text = digits.description
        for (index, digit) in text.enumerated() {
            if index > 0, (text.count - index).isMultiple(of: 3) { result += "_" }
            result.append(digit)
        }
        return result
    }

    /// An integer of smallest units as a decimal number of whole ones.
    package static func decimal(_ raw: UInt256, places: Int) -> String {
        let text = raw.description
        let padded = String(repeating: "0", count: max(places + 1 - text.count, 0)) + text
        let whole = grouped(padded.dropLast(places))
        var fraction = String(padded.suffix(places))
        while fraction.last == "0" { fraction.removeLast() }
        return fraction.isEmpty ? whole : "\(whole).\(fraction)"
    }

    /// Seconds as `48 h`, `10 min` or `13 s`.
    package static func duration(_ seconds: UInt64) -> String {
        for (unit, length) in [("h", UInt64(3_600)), ("min", 60)]
        where seconds > 0 && seconds.isMultiple(of: length) {
            return "\(grouped(seconds / length)) \(unit)"
        }
        return "\(grouped(seconds)) s"
    }

    /// Milliseconds as `3 s` or `250 ms`.
    static func moment(_ milliseconds: UInt64) -> String {
        milliseconds > 0 && milliseconds.isMultiple(of: 1_000)
            ? "\(grouped(milliseconds / 1_000)) s" : "\(grouped(milliseconds)) ms"
    }

    /// A number of blocks as `1 block` or `25 blocks`.
    package static func blocks(_ count: UInt64) -> String {
        "\(grouped(count)) \(count == 1 ? "block" : "blocks")"
    }

    /// Basis points as `30 bp`, or whole per cents as `5 %`.
    package static func ratio(_ ratio: BasisPoints) -> String {
        ratio.count > 0 && ratio.count.isMultiple(of: 100)
            ? "\(ratio.count / 100) %" : "\(grouped(ratio.count)) bp"
    }

    /// Basis points as per cents, `99.5 %`.
    package static func percent(_ ratio: UInt64) -> String {
        "\(decimal(UInt256(ratio), places: 2)) %"
    }

    /// A fee as `20 gwei`, or in wei where that is shorter.
    package static func fee(_ fee: Wei) -> String {
        !fee.isZero && fee.raw < 1_000_000
            ? "\(grouped(fee.raw)) wei" : "\(decimal(fee.raw, places: 9)) gwei"
    }

    /// The shortest decimal number that reads back as the same `Double`, times ten to the power of
    /// `exponent`, without an exponent of its own.
    package static func number(_ value: Double, tenTo exponent: Int = 0) -> String {
        let parts = value.description.split(separator: "e")
        let mantissa = parts.first.map(String.init) ?? "0"
        let whole = mantissa.prefix { $0 != "." }
        let fraction = mantissa.dropFirst(whole.count + 1)
        let scale = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + exponent - fraction.count
        var digits = String((whole + fraction).drop { $0 == "0" })
        if digits.isEmpty { return "0" }
        if scale >= 0 { return grouped(digits + String(repeating: "0", count: scale)) }
        if digits.count <= -scale {
            digits = String(repeating: "0", count: 1 - scale - digits.count) + digits
        }
        var behind = String(digits.suffix(-scale))
        while behind.last == "0" { behind.removeLast() }
        let front = grouped(digits.dropLast(-scale))
        return behind.isEmpty ? front : "\(front).\(behind)"
    }

    /// A number with the unit that was written behind it, if there was one: `0.05x`, `30 bp`.
    static func quantity(_ value: Double, _ unit: String) -> String {
        number(value) + (unit.isEmpty || unit == "x" ? unit : " \(unit)")
    }

    /// Seconds since 1970 as `2020-03-12T00:00:00Z`.
    package static func date(_ seconds: UInt64) -> String {
        func two(_ number: UInt64) -> String { (number < 10 ? "0" : "") + String(number) }
        let day = DateForm.civil(day: seconds / 86_400)
        let time = seconds % 86_400
        return "\(day.year)-\(two(day.month))-\(two(day.day))T"
            + "\(two(time / 3_600)):\(two(time / 60 % 60)):\(two(time % 60))Z"
    }

    /// Text in double quotes, as YAML and JSON read it.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default:
                if scalar.properties.generalCategory == .control || scalar == "\u{feff}"
                    || scalar == "\u{2028}" || scalar == "\u{2029}" || scalar.value >= 0xfffe
                {
                    let code = String(scalar.value, radix: 16)
                    result += "\\U" + String(repeating: "0", count: 8 - code.count) + code
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    /// A name, in quotes where YAML would take it for something else.
    static func name(_ name: String) -> String {
        let isPlain = name.first != "-" && !["null", "Null", "NULL"].contains(name)
        return isPlain ? name : quoted(name)
    }
}
