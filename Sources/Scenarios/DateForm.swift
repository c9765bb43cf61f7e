/// A date and time in UTC, as seconds since 1970-01-01T00:00:00Z.
struct DateForm: Form {
    var expected: String { "a date and time in UTC, for example 2020-03-12T00:00:00Z" }

    var schema: Schema {
        Schema.text(Schema.Pattern.date).examples("2020-03-12T00:00:00Z")
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> UInt64 {
        let text = try element.text(expected)
        guard let seconds = Self.seconds(text) else {
            throw element.error(
                "\(Wording.quoted(text)) is not a date and time from 1970 to 2199",
                "write \(expected)"
            )
        }
        return seconds
    }

    /// Reads exactly `2020-03-12T00:00:00Z`.
    static func seconds(_ text: String) -> UInt64? {
        let bytes = Array(text.utf8)
        let shape = Array("0000-00-00T00:00:00Z".utf8)
        guard bytes.count == shape.count else { return nil }
        var fields: [UInt64] = [0]
        for (byte, model) in zip(bytes, shape) {
            if model == UInt8(ascii: "0") {
                guard byte >= model, byte <= UInt8(ascii: "9") else { return nil }
                fields[fields.count - 1] = fields[fields.count - 1] * 10 + UInt64(byte - model)
            } else {
                guard byte == model else { return nil }
                fields.append(0)
            }
        }
        let (year, month, date) = (fields[0], fields[1], fields[2])
        let (hour, minute, second) = (fields[3], fields[4], fields[5])
        guard year >= 1970, year <= 2199, month >= 1, month <= 12 else { return nil }
        guard date >= 1, date <= days(inMonth: month, of: year) else { return nil }
        guard hour < 24, minute < 60, second < 60 else { return nil }
        var day = date - 1
        for earlier in 1970..<year { day += isLeap(earlier) ? 366 : 365 }
        for earlier in 1..<month { day += days(inMonth: earlier, of: year) }
        return day * 86_400 + hour * 3_600 + minute * 60 + second
    }

    /// The date of a day, counted from 1970-01-01; the last of 2199 for any later one.
    static func civil(day: UInt64) -> (year: UInt64, month: UInt64, day: UInt64) {
        var rest = day
        for year in UInt64(1970)...2199 {
            for month in UInt64(1)...12 {
                let length = days(inMonth: month, of: year)
                if rest < length { return (year, month, rest + 1) }
                rest -= length
            }
        }
        return (2199, 12, 31)
    }

    private static func isLeap(_ year: UInt64) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    private static func days(inMonth month: UInt64, of year: UInt64) -> UInt64 {
        if month == 2 { return isLeap(year) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}
