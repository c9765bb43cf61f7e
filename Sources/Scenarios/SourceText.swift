/// The text of a scenario file, refused before any parser sees it if it could not be one.
///
/// What the limits are for:
/// - 1 MB holds ten years of hourly prices, and the worst such file that was found takes four
///   seconds to refuse in a debug build;
/// - a line of 16 kB is already past what an editor shows, and bounds what an error has to skip;
/// - a scenario nests five levels. The parser below recurses, two calls a level, and libyaml itself
///   stops at 1,000 levels; 32 brackets and 128 columns of indentation keep it far from that;
/// - aliases multiply: n of them can stand for 3^(n÷3) copies, which a parser that compares keys
///   would walk through. Eight make 18 copies at most; after parsing, none at all are accepted.
struct SourceText {
    /// The most bytes a scenario has.
    static let bytesMax = 1_000_000
    /// The most bytes a line has.
    static let lineMax = 16_384
    /// The most columns of spaces and list dashes that a line begins with.
    static let indentMax = 128
    /// The most brackets that are open at once.
    static let bracketsMax = 32
    /// The most words that look like an alias.
    static let aliasesMax = 8

    /// The file's name, for errors.
    let file: String
    /// The text.
    let text: String
    /// How many lines it has.
    let lineCount: Int

    /// Checks the bytes of a file.
    init(bytes: [UInt8], file: String) throws(ScenarioError) {
        self.file = file
        func refuse(_ line: Int?, _ message: String, _ remedy: String) -> ScenarioError {
            ScenarioError(file: file, line: line, path: "", message: message, remedy: remedy)
        }
        if bytes.count > Self.bytesMax {
            throw Self.tooLarge(bytes: bytes.count, file: file)
        }
        if let offset = bytes.firstIndex(of: 0) {
            throw refuse(
                Self.line(at: offset, in: bytes),
                "a zero byte at offset \(offset)",
                "a scenario is YAML text; give the right file"
            )
        }
        if let offset = Self.firstInvalid(bytes) {
            throw refuse(
                Self.line(at: offset, in: bytes),
                "not UTF-8 text at byte offset \(offset)",
                "save the file as UTF-8"
            )
        }
        text = String(decoding: bytes, as: UTF8.self)
        var scan = LineScan()
        var number = 0
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            number += 1
            if let problem = scan.refuses(line) {
                throw refuse(number, problem.message, problem.remedy)
            }
        }
        lineCount = number
        if scan.isEmpty {
            throw refuse(nil, "the file is empty", "a scenario begins with format: 1")
        }
    }

    /// The refusal of a file by its size alone.
    static func tooLarge(bytes: Int, file: String) -> ScenarioError {
        ScenarioError(
            file: file,
            line: nil,
            path: "",
            message: "the file is \(megabytes(bytes)); a scenario is at most 1 MB",
            remedy: "shorten its price lists or give the right file"
        )
    }

    private static func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes + 99_999) / 100_000
        return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
    }

    private static func line(at offset: Int, in bytes: [UInt8]) -> Int {
        bytes.prefix(offset).count { $0 == 10 } + 1
    }

    /// The offset of the first byte that is not part of a UTF-8 character.
    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): offset += UTF8.width(scalar)
            case .emptyInput: return nil
            case .error: return offset
            }
        }
    }
}
