/// The fields of one line of a CSV file (RFC 4180): split at a separator, in quotes where they
/// contain it.
///
/// A quoted field ends in its own line here: prices and times never hold a line end, and a file
/// that is none of CSV would otherwise be one field.
struct CSVLine {
    /// The bounds of each field within the line, without its quotes; a doubled quote stays double.
    private(set) var fields: [Range<Int>] = []
    /// Whether the last quote is not closed, or something stands behind it.
    private(set) var isBroken = false

    /// Splits a line into fields, in place of what was there before.
    mutating func split(_ line: UnsafeBufferPointer<UInt8>, at separator: UInt8) {
        fields.removeAll(keepingCapacity: true)
        isBroken = false
        var start = 0
        while true {
            var end = start
            if start < line.count, line[start] == UInt8(ascii: "\"") {
                guard let close = Self.closingQuote(of: line, after: start) else {
                    isBroken = true
                    return
                }
                end = close + 1
                fields.append(start + 1..<close)
                if end < line.count, line[end] != separator {
                    isBroken = true
                    return
                }
            } else {
                while end < line.count, line[end] != separator { end += 1 }
                fields.append(start..<end)
            }
            if end >= line.count { return }
            start = end + 1
        }
    }

    private static func closingQuote(
        of line: UnsafeBufferPointer<UInt8>,
        after start: Int
    ) -> Int? {
        var index = start + 1
        while index < line.count {
            if line[index] == UInt8(ascii: "\"") {
                let isDoubled = index + 1 < line.count && line[index + 1] == UInt8(ascii: "\"")
                if !isDoubled { return index }
                index += 1
            }
            index += 1
        }
        return nil
    }
}
