import Primitives
import Scenarios

/// Reads bars out of a CSV file that comes piece by piece, and keeps those of a window.
///
/// Every row of the file is checked, and of those outside the window nothing is kept: memory is
/// what the window needs. The distance between bars is the least among the first sixteen rows; a
/// larger one must be a multiple of it, and is a gap. Gaps outside the window are of no interest;
/// inside it, up to five missing bars go straight in the logarithm from the close before to the
/// open after.
///
///     var reader = BarReader(file: "ETHUSDT_1h.csv", window: start..<end)
///     for chunk in chunks { try reader.add(chunk) }
///     let content = try reader.finish()
struct BarReader {
    /// The most bytes a line has.
    static let lineMax = 4_096
    /// The most bars that a gap may miss.
    static let gapMax: UInt64 = 5
    /// The prices that a scenario may say, too.
    static let priceBounds = 1e-9...1e12
    /// Among how many rows the distance of bars is looked for.
    private static let rowsOfProbe = 16

    /// A row that is kept.
    private struct Row {
        let time: UInt64
        let line: Int
        let bar: PriceBar
    }

    private let file: String
    private let window: Range<UInt64>

    private var partial: [UInt8] = []
    private var line = 0
    private var separator = UInt8(ascii: ",")
    private var columns: BarColumns?
    private var fields = CSVLine()

    private var rowCount = 0
    private var first: UInt64?
    private var last: (time: UInt64, line: Int) = (0, 0)
    private var interval: UInt64?
    private var kept: [Row] = []

    /// A reader of a file, named for errors, that keeps the bars which begin within a window of
    /// seconds since 1970; the window is not empty.
    init(file: String, window: Range<UInt64>) {
        self.file = file
        self.window = window
    }

    private func error(_ message: String, _ remedy: String, line: Int? = nil) -> ScenarioError {
        ScenarioError(file: file, line: line, path: "", message: message, remedy: remedy)
    }

    private func fault(
        _ message: String,
        _ remedy: String = "mend it, or give another file"
    )
        -> ScenarioError
    {
        error(message, remedy, line: line)
    }

    // MARK: Lines

    /// Takes the file's next bytes.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) throws(ScenarioError) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let piece = UnsafeBufferPointer(rebasing: rest[..<end])
            if partial.isEmpty {
                try read(line: piece)
            } else {
                try hold(piece)
                let whole = partial
                partial.removeAll(keepingCapacity: true)
                try read(whole)
            }
            rest = rest[(end + 1)...]
        }
        try hold(UnsafeBufferPointer(rebasing: rest))
    }

    /// Keeps the beginning of a line until its end comes.
    private mutating func hold(_ bytes: UnsafeBufferPointer<UInt8>) throws(ScenarioError) {
        guard partial.count + bytes.count <= Self.lineMax else {
            line += 1
            throw tooLong
        }
        partial.append(contentsOf: bytes)
    }

    private var tooLong: ScenarioError {
        fault("the line has more than \(Self.lineMax) bytes", "a row of prices is far shorter")
    }

    private mutating func read(_ bytes: [UInt8]) throws(ScenarioError) {
        // A typed throw does not pass through the closure's generic one.
        var failure: ScenarioError?
        bytes.withUnsafeBufferPointer { line in
            do throws(ScenarioError) { try read(line: line) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private mutating func read(
        line bytes: UnsafeBufferPointer<UInt8>
    ) throws(ScenarioError) {
        line += 1
        var text = bytes
        if text.count > Self.lineMax { throw tooLong }
        if text.last == UInt8(ascii: "\r") { text = UnsafeBufferPointer(rebasing: text.dropLast()) }
        if text.contains(0) {
            throw fault("a zero byte", "a CSV file is text; give the right file")
        }
        guard let columns else { return try readHeader(text) }
        // An empty line at the end, or between rows, says nothing.
        if text.allSatisfy({ $0 == UInt8(ascii: " ") }) { return }
        try readRow(text, columns)
    }

    private mutating func readHeader(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(ScenarioError) {
        var text = bytes
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        if text.starts(with: mark) { text = UnsafeBufferPointer(rebasing: text.dropFirst(3)) }
        guard String(validating: text, as: UTF8.self) != nil else {
            throw fault("not UTF-8 text", "a CSV file is text; give the right file")
        }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        separator = candidates.first { text.contains($0) } ?? candidates[0]
        fields.split(text, at: separator)
        if fields.isBroken { throw brokenQuote }
        let names = fields.fields.map { field in
            let bytes = text[field].filter { $0 >= 0x20 }
            return String(decoding: bytes, as: UTF8.self)
        }
        do throws(BarColumns.Fault) {
            columns = try BarColumns(names)
        } catch {
            throw fault(error.message, error.remedy)
        }
    }

    private var brokenQuote: ScenarioError {
        fault("a quote that does not close its field", "quotes stand around a whole field")
    }

    // MARK: Rows

    private mutating func readRow(
        _ text: UnsafeBufferPointer<UInt8>,
        _ columns: BarColumns
    ) throws(ScenarioError) {
        fields.split(text, at: separator)
        if fields.isBroken { throw brokenQuote }
        // A row of another shape has its prices elsewhere: "200,5" for 200.5 moves all that follow.
        let rest = fields.fields.dropFirst(columns.count)
        let isEmpty = rest.allSatisfy { text[$0].allSatisfy { $0 == UInt8(ascii: " ") } }
        guard fields.fields.count >= columns.count, isEmpty else {
            throw fault(
                "\(fields.fields.count) fields for \(columns.count) columns",
                "a row has one for each; decimals take a point"
            )
        }
        let stamp = field(columns.time, of: text)
        guard let time = BarFields.time(stamp) else {
            throw fault(
                "\(Self.quoted(stamp)) is not a time",
                "write seconds since 1970 or a date such as 2020-03-12T00:00:00Z"
            )
        }
        let bar = PriceBar(
            open: try price("open", columns.open, of: text),
            high: try price("high", columns.high, of: text),
            low: try price("low", columns.low, of: text),
            close: try price("close", columns.close, of: text)
        )
        if bar.high < max(bar.open, bar.close) {
            throw fault("the high is below the open or the close")
        }
        if bar.low > min(bar.open, bar.close) {
            throw fault("the low is above the open or the close")
        }
        try follow(time)
        if window.contains(time) { kept.append(Row(time: time, line: line, bar: bar)) }
    }

    private func field(
        _ number: Int,
        of text: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        var (start, end) = (fields.fields[number].lowerBound, fields.fields[number].upperBound)
        while start < end, text[start] == UInt8(ascii: " ") { start += 1 }
        while start < end, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        return UnsafeBufferPointer(rebasing: text[start..<end])
    }

    private func price(
        _ name: String,
        _ column: Int,
        of text: UnsafeBufferPointer<UInt8>
    ) throws(ScenarioError) -> Double {
        let bytes = field(column, of: text)
        guard let number = BarFields.number(bytes) else {
            throw fault("\(name) \(Self.quoted(bytes)) is not a number")
        }
        guard Self.priceBounds.contains(number) else {
            throw fault(
                "\(name) \(Self.quoted(bytes)) is out of bounds",
                "a price is 0.000000001 to 1_000_000_000_000"
            )
        }
        return number
    }

    /// The text on one line, at most 40 characters of it.
    private static func quoted(_ text: UnsafeBufferPointer<UInt8>) -> String {
        let plain = String(decoding: text.prefix(160), as: UTF8.self).unicodeScalars.map {
            $0.fitsOnLine ? Character($0) : " "
        }
        return "\"\(String(plain.prefix(40)))\(plain.count > 40 ? "…" : "")\""
    }

    /// Checks that a bar comes after the one before, by a multiple of the bars' length.
    private mutating func follow(_ time: UInt64) throws(ScenarioError) {
        defer {
            last = (time, line)
            rowCount += 1
        }
        guard rowCount > 0 else {
            first = time
            return
        }
        if time == last.time {
            throw fault("the same time as in line \(last.line)", "keep one of the two")
        }
        if time < last.time {
            throw fault("a time before that of line \(last.line)", "sort the rows by time")
        }
        let distance = time - last.time
        guard let known = interval else {
            interval = distance
            return
        }
        if distance.isMultiple(of: known) { return }
        if rowCount < Self.rowsOfProbe, known.isMultiple(of: distance) {
            interval = distance
            return
        }
        throw fault(
            "\(distance) s after line \(last.line), where bars are \(known) s apart",
            "bars of one file have one length"
        )
    }

    // MARK: The window

    /// The bars of the window, gaps bridged; the file has ended.
    mutating func finish() throws(ScenarioError) -> FileReplay.Content {
        if !partial.isEmpty {
            let whole = partial
            partial = []
            try read(whole)
        }
        guard columns != nil else {
            throw error("the file is empty", "its first line names its columns")
        }
        guard let first, let interval else {
            throw error(
                rowCount == 0 ? "there are no rows" : "there is one row only",
                "give at least two, so that the length of a bar is known"
            )
        }
        let coverage =
            "the file covers \(Canonical.date(first)) to "
            + Canonical.date(last.time + interval)
        guard window.lowerBound >= first, window.upperBound <= last.time + interval else {
            throw error(
                "\(coverage), the run needs \(Canonical.date(window.lowerBound)) to "
                    + Canonical.date(window.upperBound),
                "change from, chain.start or run.for, or give another file"
            )
        }
        guard let begin = kept.first, begin.time == window.lowerBound else {
            throw error(
                "no bar begins at \(Canonical.date(window.lowerBound))"
                    + (kept.first.map { "; the next one begins at \(Canonical.date($0.time))" }
                        ?? ""),
                "change from or chain.start"
            )
        }
        return try bridged(interval)
    }

    private func bridged(_ interval: UInt64) throws(ScenarioError) -> FileReplay.Content {
        var content = FileReplay.Content(bars: [], every: interval)
        content.bars.reserveCapacity(kept.count)
        var before: Row?
        for row in kept {
            if let before {
                let missing = (row.time - before.time) / interval - 1
                guard missing <= Self.gapMax else {
                    throw error(
                        "\(missing) bars are missing after line \(before.line)",
                        "at most \(Self.gapMax) in a row are bridged; choose another time",
                        line: row.line
                    )
                }
                content.bridge(Int(missing), from: before.bar.close, to: row.bar.open)
            }
            content.bars.append(row.bar)
            before = row
        }
        // Bars that are missing at the end of the window, before the file's next one.
        let covered = window.lowerBound + UInt64(content.bars.count) * interval
        guard covered >= window.upperBound else {
            throw error(
                "bars are missing from \(Canonical.date(covered)) on",
                "end the run before, or give another file"
            )
        }
        return content
    }
}

extension FileReplay.Content {
    /// Appends bars that go straight in the logarithm from one price to another.
    fileprivate mutating func bridge(_ count: Int, from start: Double, to end: Double) {
        guard count > 0 else { return }
        let step = RealFunctions.log(end / start) / Double(count)
        var open = start
        for number in 1...count {
            let close = number == count ? end : start * RealFunctions.exp(step * Double(number))
            bars.append(
                PriceBar(open: open, high: max(open, close), low: min(open, close), close: close)
            )
            open = close
        }
        bridged += count
    }
}
