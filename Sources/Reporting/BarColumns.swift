import Scenarios

/// Which columns of a CSV file hold the time and the prices of a bar, by their names in the first
/// line, in any order and case.
struct BarColumns {
    /// The numbers of the columns.
    let time: Int
    let open: Int
    let high: Int
    let low: Int
    let close: Int
    /// How many columns there are: unnamed ones at the end, of a separator too many, do not count.
    let count: Int

    /// What a column of times may be called, the first found first.
    static let timeNames = [
        "unix", "time_utc", "time", "date", "timestamp", "datetime", "open_time",
    ]

    /// What is wrong with a header.
    struct Fault: Error {
        let message: String
        let remedy: String
    }

    /// Finds the columns among names.
    init(_ names: [String]) throws(Fault) {
        let words = names.map { name in
            name.lowercased().split(separator: " ").joined(separator: "_")
        }
        func column(_ candidates: [String]) throws(Fault) -> Int {
            for name in candidates {
                let found = words.indices.filter { words[$0] == name }
                guard found.count <= 1 else {
                    throw Fault(message: "two columns are called \(name)", remedy: "remove one")
                }
                if let index = found.first { return index }
            }
            let listed = names.prefix(12).map { name in
                let scalars = name.unicodeScalars.prefix(24)
                return String(scalars.map { $0.fitsOnLine ? Character($0) : " " })
            }.joined(separator: ", ")
            throw Fault(
                message: candidates.count == 1
                    ? "there is no column \(candidates[0]); the columns are \(listed)"
                    : "there is no column of times; the columns are \(listed)",
                remedy: "the first line names unix, or time, date or timestamp, and open, high, "
                    + "low and close"
            )
        }
        time = try column(Self.timeNames)
        open = try column(["open"])
        high = try column(["high"])
        low = try column(["low"])
        close = try column(["close"])
        count = (names.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0) + 1
    }
}
