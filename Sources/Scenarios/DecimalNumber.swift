import WideMath

/// A non-negative decimal number, exactly as it was written.
struct DecimalNumber: Sendable, Hashable {
    /// All digits as one integer.
    let digits: UInt256
    /// How many of the digits stand behind the point.
    let places: Int

    /// The most digits that a number may be written with; every figure of the format has fewer.
    static let digitsMax = 60

    /// Reads digits with an optional point between digits, and underscores between digits;
    /// nothing for a sign, an exponent or more than 60 digits.
    init?(_ text: some StringProtocol) {
        var plain = ""
        var places = 0
        var hasPoint = false
        var previousIsDigit = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if plain.utf8.count == Self.digitsMax { return nil }
                plain.unicodeScalars.append(Unicode.Scalar(byte))
                if hasPoint { places += 1 }
                previousIsDigit = true
            case UInt8(ascii: "_") where previousIsDigit:
                previousIsDigit = false
            case UInt8(ascii: ".") where previousIsDigit && !hasPoint:
                hasPoint = true
                previousIsDigit = false
            default:
                return nil
            }
        }
        guard previousIsDigit, let digits = UInt256(decimal: plain) else { return nil }
        self.digits = digits
        self.places = places
    }

    /// The number times `factor` times ten to the power of `exponent`, if that is an integer below
    /// 2²⁵⁶.
    func integer(times factor: UInt64 = 1, tenTo exponent: Int = 0) -> UInt256? {
        let product = digits.multipliedReportingOverflow(by: UInt256(factor))
        if product.overflow { return nil }
        if exponent >= places {
            guard let power = UInt256.powerOfTen(exponent - places) else { return nil }
            let scaled = product.partialValue.multipliedReportingOverflow(by: power)
            return scaled.overflow ? nil : scaled.partialValue
        }
        guard
            let power = UInt256.powerOfTen(places - exponent),
            let parts = product.partialValue.quotientAndRemainder(dividingBy: power)
        else { return nil }
        return parts.remainder.isZero ? parts.quotient : nil
    }

    /// Whether its `Double` can be written so that it is read again, basis points in per cent: not
    /// above 10⁴⁰, and none but zero below 10⁻⁴⁰.
    var isWritable: Bool { digits.isZero || (1e-40...1e40).contains(double()) }

    /// The nearest `Double` to the number times ten to the power of `exponent`.
    func double(tenTo exponent: Int = 0) -> Double {
        Double("\(digits)e\(exponent - places)") ?? .infinity
    }
}

extension DecimalNumber {
    /// Splits `8_000 USDC` or `8_000USDC` into its number and the words behind it; nothing if it
    /// does not begin with a number.
    static func leading(_ text: String) -> (number: DecimalNumber, unit: String)? {
        let end = text.firstIndex { !("0"..."9").contains($0) && $0 != "_" && $0 != "." }
        let split = end ?? text.endIndex
        guard let number = DecimalNumber(text[..<split]) else { return nil }
        return (number, String(text[split...].drop { $0 == " " }))
    }
}
