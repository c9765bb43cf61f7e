import Primitives
import Scenarios
import Testing

@testable import Reporting

/// 2020-03-12T00:00:00Z.
private let start: UInt64 = 1_583_971_200

/// What reading a text for some hours from the start gives, in pieces of a size.
func readBars(
    _ text: String,
    from: UInt64 = start,
    hours: UInt64 = 2,
    piece: Int = 1 << 16
) throws(ScenarioError) -> FileReplay.Content {
    var reader = BarReader(file: "eth.csv", window: from..<from + hours * 3_600)
    let bytes = Array(text.utf8)
    var failure: ScenarioError?
    for place in stride(from: 0, to: bytes.count, by: piece) {
        Array(bytes[place..<min(place + piece, bytes.count)]).withUnsafeBufferPointer { part in
            do throws(ScenarioError) { try reader.add(part) } catch { failure = error }
        }
        if let failure { throw failure }
    }
    return try reader.finish()
}

private func row(_ hour: UInt64, _ prices: String = "200,210,190,205") -> String {
    "\(start + hour * 3_600),\(prices)\n"
}

private let header = "unix,open,high,low,close\n"
private let bar = PriceBar(open: 200, high: 210, low: 190, close: 205)

/// A file and the one line that it is refused with.
private struct BadFile: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    let hours: UInt64
    var testDescription: String { message }

    init(_ text: String, _ message: String, hours: UInt64 = 2) {
        self.text = text
        self.message = message
        self.hours = hours
    }

    static let all: [BadFile] = [
        BadFile("", "eth.csv: the file is empty; its first line names its columns"),
        BadFile(
            header,
            "eth.csv: there are no rows; give at least two, so that the length of a bar is known"
        ),
        BadFile(
            header + row(0),
            "eth.csv: there is one row only; give at least two, so that the length of a bar is "
                + "known"
        ),
        BadFile(
            "unix,open,high,low\n",
            "eth.csv:1: there is no column close; the columns are unix, open, high, low; the first "
                + "line names unix, or time, date or timestamp, and open, high, low and close"
        ),
        BadFile(
            "when,open,high,low,close\n",
            "eth.csv:1: there is no column of times; the columns are when, open, high, low, close; "
                + "the first line names unix, or time, date or timestamp, and open, high, low and "
                + "close"
        ),
        // Separators of lines and paragraphs end a line for some terminals, and for Swift.
        BadFile(
            "w\u{2028}n,o\u{2029}n,high,low,close\n",
            "eth.csv:1: there is no column of times; the columns are w n, o n, high, low, close; "
                + "the first line names unix, or time, date or timestamp, and open, high, low and "
                + "close"
        ),
        BadFile(
            "unix,open,open,high,low,close\n",
            "eth.csv:1: two columns are called open; remove one"
        ),
        BadFile(
            header + row(0) + row(1) + row(1),
            "eth.csv:4: the same time as in line 3; keep one of the two"
        ),
        BadFile(
            header + row(1) + row(0),
            "eth.csv:3: a time before that of line 2; sort the rows by time"
        ),
        BadFile(
            header + row(0) + "\n" + row(1) + "\(start + 5_400),200,210,190,205\n"
                + "\(start + 6_000),200,210,190,205\n\(start + 6_700),200,210,190,205\n",
            "eth.csv:7: 700 s after line 6, where bars are 600 s apart; bars of one file have one "
                + "length"
        ),
        BadFile(
            header + row(0) + row(1) + row(8),
            "eth.csv:4: 6 bars are missing after line 3; at most 5 in a row are bridged; choose "
                + "another time",
            hours: 9
        ),
        BadFile(header + row(0, "200,nan,190,205"), number("high", "nan")),
        BadFile(header + row(0, "200,210,inf,205"), number("low", "inf")),
        BadFile(header + row(0, "200,210,,205"), number("low", "")),
        BadFile(header + row(0, "0x10,210,190,205"), number("open", "0x10")),
        BadFile(header + row(0, "1e,210,190,205"), number("open", "1e")),
        BadFile(header + row(0, "200,210,190,-205"), outside("close", "-205")),
        BadFile(header + row(0, "0,210,190,205"), outside("open", "0")),
        BadFile(header + row(0, "200,1e13,190,205"), outside("high", "1e13")),
        BadFile(
            header + row(0, "200,204,190,205"),
            "eth.csv:2: the high is below the open or the close; mend it, or give another file"
        ),
        BadFile(
            header + row(0, "200,210,201,205"),
            "eth.csv:2: the low is above the open or the close; mend it, or give another file"
        ),
        BadFile(
            header + row(0, "200,210,190"),
            "eth.csv:2: 4 fields for 5 columns; a row has one for each; decimals take a point"
        ),
        BadFile(
            header + row(0, "200,5,210,190,205"),
            "eth.csv:2: 6 fields for 5 columns; a row has one for each; decimals take a point"
        ),
        BadFile(
            "unix,open,high,low,close,volume\n" + row(0),
            "eth.csv:2: 5 fields for 6 columns; a row has one for each; decimals take a point"
        ),
        BadFile(
            header + "yesterday,200,210,190,205\n",
            "eth.csv:2: \"yesterday\" is not a time; write seconds since 1970 or a date such as "
                + "2020-03-12T00:00:00Z"
        ),
        BadFile(
            header + row(0, "200,\"210,190,205"),
            "eth.csv:2: a quote that does not close its field; quotes stand around a whole field"
        ),
        BadFile(
            header + row(0) + "\0\n",
            "eth.csv:3: a zero byte; a CSV file is text; give the right file"
        ),
        BadFile(
            header + String(repeating: "9", count: 5_000) + "\n",
            "eth.csv:2: the line has more than 4096 bytes; a row of prices is far shorter"
        ),
        BadFile(
            header + row(0) + String(repeating: "9", count: 5_000),
            "eth.csv:3: the line has more than 4096 bytes; a row of prices is far shorter"
        ),
        BadFile(
            header + row(1) + row(2) + row(3),
            "eth.csv: the file covers 2020-03-12T01:00:00Z to 2020-03-12T04:00:00Z, the run needs "
                + "2020-03-12T00:00:00Z to 2020-03-12T02:00:00Z; change from, chain.start or "
                + "run.for, or give another file"
        ),
    ]
}

@Suite struct `A file of bars` {
    @Test(arguments: [1, 2, 7, 64, 1 << 16])
    func `gives those of the window, in pieces of any size`(_ piece: Int) throws {
        let text = header + (0..<9).map { row($0) }.joined()
        let content = try readBars(text, from: start + 7_200, hours: 3, piece: piece)
        #expect(content == FileReplay.Content(bars: [bar, bar, bar], every: 3_600))
    }

    @Test(arguments: [
        "Close,LOW,high,Open,junk,Unix\n205,190,210,200,?,@\n205,190,210,200,?,#\n",
        "\u{feff}time_utc;open;high;low;close\r\n@T;200;210;190;205\r\n#T;200;210;190;205",
        "timestamp\topen\thigh\tlow\tclose\n@000\t200\t210\t190\t205\n\n"
            + "#000\t2e2\t21e1\t190.0\t205\n",
        "\"date\",\"open\",\"high\",\"low\",\"close\",\"a, b\"\n"
            + "@D,\"200\",210,190,205,\"x, \"\"y\"\"\"\n#D, 200 ,210,190,205,\n",
        "time,open,high,low,close,volume\n@000000,200,210,190,205,nan\n#000000,200,210,190,205,\n",
        "unix,open,high,low,close, ,\n@,200,210,190,205,\n#,200,210,190,205\n",
    ])
    func `may name its columns in any order and case, and tell the time in several ways`(
        _ shape: String
    ) throws {
        var text = shape
        for (mark, hour) in [("@", UInt64(0)), ("#", 1)] {
            text = text.replacing("\(mark)T", with: "2020-03-12T0\(hour):00:00Z")
            text = text.replacing("\(mark)D", with: "2020-03-12 0\(hour):00")
            text = text.replacing(mark, with: "\(start + hour * 3_600)")
        }
        #expect(try readBars(text) == FileReplay.Content(bars: [bar, bar], every: 3_600))
    }

    @Test func `may miss up to five bars, which go straight`() throws {
        let last = "400,410,390,405"
        let text = header + row(0) + row(1) + row(2) + row(8, last)
        let content = try readBars(text, hours: 9)
        #expect(content.bars.count == 9)
        #expect(content.bridged == 5)
        #expect(content.bars[8].open == 400)
        var close = 205.0
        for missing in content.bars[3..<8] {
            #expect(missing.open == close && missing.isSound)
            close = missing.close
        }
        #expect(close == 400)
        // Five equal steps in the logarithm.
        let step = RealFunctions.pow(400.0 / 205, 0.2)
        #expect((content.bars[3].close / (205 * step) - 1).magnitude < 1e-14)
    }

    @Test func `has gaps of any length outside the window`() throws {
        let text = header + row(0) + row(1) + row(100) + row(101) + row(300)
        #expect(try readBars(text).bars.count == 2)
        #expect(try readBars(text, from: start + 360_000).bars.count == 2)
    }

    @Test(arguments: BadFile.all)
    private func `is refused where`(_ bad: BadFile) {
        for piece in [1, 3, 1 << 16] {
            do throws(ScenarioError) {
                _ = try readBars(bad.text, hours: bad.hours, piece: piece)
                Issue.record("reads")
            } catch {
                #expect(error.description == bad.message)
            }
        }
    }

    @Test func `is refused where bars are missing at the ends of the window`() {
        let late = header + row(0) + row(1) + row(2) + row(4) + row(5)
        #expect(
            refusalFrom(3, late)
                == "eth.csv: no bar begins at 2020-03-12T03:00:00Z; the next one begins at "
                + "2020-03-12T04:00:00Z; change from or chain.start"
        )
        #expect(
            refusalFrom(2, late)
                == "eth.csv: bars are missing from 2020-03-12T03:00:00Z on; end the run before, or "
                + "give another file"
        )
    }

    private func refusalFrom(_ hour: UInt64, _ text: String) -> String {
        do throws(ScenarioError) {
            _ = try readBars(text, from: start + hour * 3_600, hours: 2)
            return "reads"
        } catch {
            return error.description
        }
    }
}

private func number(_ name: String, _ text: String) -> String {
    "eth.csv:2: \(name) \"\(text)\" is not a number; mend it, or give another file"
}

private func outside(_ name: String, _ text: String) -> String {
    "eth.csv:2: \(name) \"\(text)\" is out of bounds; a price is 0.000000001 to 1_000_000_000_000"
}
