import Testing

@testable import Reporting

/// The fields of a line; nothing where a quote is broken.
private func fields(_ line: String, at separator: Character = ",") -> [String]? {
    var fields = CSVLine()
    let bytes = Array(line.utf8)
    bytes.withUnsafeBufferPointer { fields.split($0, at: separator.asciiValue ?? 0) }
    return fields.isBroken
        ? nil : fields.fields.map { String(decoding: bytes[$0], as: UTF8.self) }
}

@Suite struct `A line of a CSV file` {
    @Test func `is split at separators outside quotes`() {
        #expect(fields("") == [""])
        #expect(fields("a") == ["a"])
        #expect(fields("a,b,") == ["a", "b", ""])
        #expect(fields(",,") == ["", "", ""])
        #expect(fields("a;b,c", at: ";") == ["a", "b,c"])
        #expect(fields("\"a,b\",c") == ["a,b", "c"])
        #expect(fields("\"\",\"\"") == ["", ""])
        #expect(fields("\"a\"\"b\",c") == ["a\"\"b", "c"])
        #expect(fields("a\"b,c") == ["a\"b", "c"])
    }

    @Test func `is broken where a quote does not close a field`() {
        #expect(fields("\"a,b") == nil)
        #expect(fields("a,\"") == nil)
        #expect(fields("\"a\"b,c") == nil)
        #expect(fields("\"a\"\"") == nil)
    }
}
