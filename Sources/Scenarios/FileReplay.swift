import Primitives

/// Bars of a file, which whoever reads the scenario's file reads too.
public struct FileReplay: Sendable, Hashable {
    /// The file as the scenario names it: a CSV file, its path relative to the scenario's folder.
    public var path: String
    /// The time in the file at which the run begins, in seconds since 1970-01-01T00:00:00Z.
    public var from: UInt64
    /// What the file's bytes hash to by SHA-256, in hexadecimal digits; nothing: any file will do,
    /// until it is read.
    public var sha256: String?
    /// The volatility of the path within a bar, as a fraction a square-root year; nothing: each
    /// bar's own.
    public var volatility: Double?
    /// The bars that the run needs, once the file is read.
    public var content: Content?

    /// What a file has for a run.
    public struct Content: Sendable, Hashable {
        /// The bars, the first beginning at `from`.
        public var bars: [PriceBar]
        /// The length of a bar in seconds.
        public var every: UInt64
        /// How many of the bars are missing in the file, and drawn straight.
        public var bridged: Int

        /// Makes content.
        public init(bars: [PriceBar], every: UInt64, bridged: Int = 0) {
            self.bars = bars
            self.every = every
            self.bridged = bridged
        }
    }

    /// Makes a replay of a file that is not read yet.
    public init(path: String, from: UInt64, sha256: String? = nil, volatility: Double? = nil) {
        self.path = path
        self.from = from
        self.sha256 = sha256
        self.volatility = volatility
    }

    /// The bars as if they were typed in, once the file is read.
    public var replay: BarReplay? {
        content.map { BarReplay(bars: $0.bars, every: $0.every, volatility: volatility) }
    }
}

/// The keys of a file that is replayed.
enum FileReplayKeys {
    static let replay = Key(
        "replay",
        FilePathForm(),
        "The file, by its path from the scenario's folder."
    )
    static let from = Key(
        "from",
        DateForm(),
        .optional,
        "The time in the file at which the run begins; chain.start if left out."
    )
    static let sha256 = Key(
        "sha256",
        DigestForm(),
        .optional,
        "What the file must hash to."
    )
    static let volatility = BarReplayKeys.volatility

    static let table = KeyTable(
        title: "a price from a file",
        keys: [replay, from, sha256, volatility]
    )
}

/// The path of a CSV file.
struct FilePathForm: Form {
    var expected: String { "the path of a CSV file, for example ETHUSDT_1h.csv" }

    var schema: Schema { Schema.text(".*\\.[cC][sS][vV]").examples("ETHUSDT_1h.csv") }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> String {
        let text = try element.text(expected)
        let isPlain = text.unicodeScalars.allSatisfy(\.fitsOnLine)
        guard isPlain, text.utf8.count <= 1_000, text.lowercased().hasSuffix(".csv") else {
            throw element.error(
                "\(Wording.quoted(text)) is not the path of a CSV file",
                "write \(expected), or a list of prices"
            )
        }
        return text
    }
}

/// A SHA-256 hash in hexadecimal digits, as `sha256sum` prints it.
struct DigestForm: Form {
    var expected: String { "64 hexadecimal digits, as sha256sum prints them" }

    var schema: Schema { .word("[0-9a-fA-F]{64}") }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> String {
        let text = try element.text(expected)
        guard text.utf8.count == 64, text.utf8.allSatisfy(Self.isDigit) else {
            throw element.error("\(Wording.quoted(text)) is no SHA-256 hash", "write \(expected)")
        }
        return text.lowercased()
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }
}

extension FileReplay {
    init(_ section: Section, _ context: Context) throws(ScenarioError) {
        self.init(
            path: try section.read(FileReplayKeys.replay),
            from: try section.readIfPresent(FileReplayKeys.from) ?? context.start,
            sha256: try section.readIfPresent(FileReplayKeys.sha256),
            volatility: try section.readIfPresent(FileReplayKeys.volatility)
        )
    }

    /// The keys and values of the section; how many bars were read stands behind, as a comment.
    var lines: [String] {
        var lines = ["replay: \(Canonical.quoted(path))", "from: \(Canonical.date(from))"]
        if let sha256 { lines.append("sha256: \(Canonical.quoted(sha256))") }
        lines += BarReplay.lines(volatility: volatility)
        if let content {
            let bridged = content.bridged > 0 ? ", of which \(content.bridged) are missing" : ""
            lines.append(
                "# \(Canonical.grouped(content.bars.count)) bars of "
                    + "\(Canonical.duration(content.every))\(bridged)"
            )
        }
        return lines
    }
}
