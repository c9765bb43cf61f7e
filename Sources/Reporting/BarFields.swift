/// Reads the fields of a bar: decimal numbers, and times as numbers or dates.
enum BarFields {
    /// A decimal number, with or without an exponent; nothing for anything else, such as `nan`.
    ///
    /// Up to fifteen digits with up to 22 behind the point are a whole number and a power of ten
    /// that a `Double` holds exactly, so that their quotient is the nearest one; the standard
    /// library reads the others.
    static func number(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        var digits: UInt64 = 0
        var count = 0
        var places = 0
        var hasPoint = false
        var isPlain = true
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                // Sixteen digits at most are ever multiplied: far below 2⁶⁴.
                if count <= 15 { digits = digits * 10 + UInt64(byte - UInt8(ascii: "0")) }
                count += 1
                if hasPoint { places += 1 }
            case UInt8(ascii: ".") where !hasPoint: hasPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "-"), UInt8(ascii: "+"):
                isPlain = false
            default: return nil
            }
        }
        guard count > 0 else { return nil }
        if isPlain, count <= 15 { return Double(digits) / powersOfTen[places] }
        return Double(String(decoding: text, as: UTF8.self))
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// Seconds since 1970-01-01T00:00:00Z, of a number of seconds, milliseconds or microseconds, or
    /// of a date with or without a time in UTC; nothing for anything else, and for parts of a
    /// second.
    static func time(_ text: UnsafeBufferPointer<UInt8>) -> UInt64? {
        // Bars begin at whole seconds, so that a point and zeros change nothing.
        var end = text.count
        if let point = text.firstIndex(of: UInt8(ascii: ".")), !text.contains(UInt8(ascii: ":")) {
            guard text[(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
            end = point
        }
        let whole = UnsafeBufferPointer(rebasing: text[..<end])
        guard whole.allSatisfy(isDigit) else { return date(text) }
        guard (1...18).contains(whole.count), let number = integer(whole[...]) else { return nil }
        // Until the year 5138 seconds have at most eleven digits, and milliseconds at least twelve
        // from 1973 on.
        let unit: UInt64 =
            number < 100_000_000_000 ? 1 : number < 100_000_000_000_000 ? 1_000 : 1_000_000
        return number % unit == 0 ? number / unit : nil
    }

    /// `2020-03-12`, and behind it with a space or a T `01:00`, `01:00:00` or `01:00:00.000`, and
    /// behind that `Z`, `+00:00`, `+0000` or nothing, all in UTC.
    private static func date(_ text: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let year = integer(text[0..<4]), let month = integer(text[5..<7]),
            let day = integer(text[8..<10]), (1970...9_999).contains(year),
            (1...12).contains(month), day >= 1, day <= days(inMonth: month, of: year)
        else { return nil }
        let start = daysBefore(year, month) + day - 1
        guard let time = timeOfDay(text[10...]) else { return nil }
        return start * 86_400 + time
    }

    private static func timeOfDay(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
        guard let first = text.first else { return 0 }
        guard first == UInt8(ascii: "T") || first == UInt8(ascii: " ") else { return nil }
        var rest = text.dropFirst()
        if rest.last == UInt8(ascii: "Z") {
            rest = rest.dropLast()
        } else {
            for suffix in ["+00:00", "+0000", " UTC"] where rest.count > suffix.utf8.count {
                if rest.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) {
                    rest = rest.dropLast(suffix.utf8.count)
                    break
                }
            }
        }
        if let point = rest.firstIndex(of: UInt8(ascii: ".")) {
            guard rest[(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
            rest = rest[..<point]
        }
        let parts = rest.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.count == 2 }) else {
            return nil
        }
        var numbers: [UInt64] = []
        for part in parts {
            guard let number = integer(part) else { return nil }
            numbers.append(number)
        }
        let second = numbers.count == 3 ? numbers[2] : 0
        guard numbers[0] < 24, numbers[1] < 60, second < 60 else { return nil }
        return numbers[0] * 3_600 + numbers[1] * 60 + second
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// Of at most eighteen digits.
    private static func integer(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
        var number: UInt64 = 0
        for byte in digits {
            guard isDigit(byte) else { return nil }
            number = number * 10 + UInt64(byte - UInt8(ascii: "0"))
        }
        return number
    }

    /// Days from 1970-01-01 to the first of a month, by the count of leap years.
    private static func daysBefore(_ year: UInt64, _ month: UInt64) -> UInt64 {
        let before = year - 1
        let leaps = before / 4 - before / 100 + before / 400
        // 477 leap years lie before 1970.
        var days = (year - 1970) * 365 + leaps - 477
        for earlier in 1..<month { days += Self.days(inMonth: earlier, of: year) }
        return days
    }

    private static func days(inMonth month: UInt64, of year: UInt64) -> UInt64 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        switch month {
        case 2: return isLeap ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }
}
