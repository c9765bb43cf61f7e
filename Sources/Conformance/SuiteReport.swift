/// What checking one reference file came to.
public struct SuiteReport: Hashable, Sendable {
    /// How many failures are described; the others are only counted.
    public static let failuresMax = 10

    /// The path of the file as it was given.
    public let file: String
    /// How many cases agree.
    public private(set) var passed = 0
    /// How many cases do not agree, or are not cases at all.
    public private(set) var failed = 0
    /// How many cases were not checked; the notes say why.
    public private(set) var skipped = 0
    /// What was not checked, and why.
    public private(set) var notes: [String] = []
    /// The first failures, each with the name of its case.
    public private(set) var failures: [String] = []

    /// Makes a report of a file that nothing is known about.
    public init(file: String) { self.file = file }

    /// How many of the failed cases have a shape that the suite does not know.
    private(set) var unknown = 0

    /// Whether cases were checked and all of them agree.
    public var isPassed: Bool { failed == 0 && passed > 0 }

    /// How many cases were met.
    public var caseCount: Int { passed + failed + skipped }

    /// Counts a case that agrees.
    mutating func pass() { passed += 1 }

    /// Counts a case that does not agree.
    mutating func fail(_ name: String, _ reason: String) {
        failed += 1
        if failures.count < Self.failuresMax { failures.append("\(name): \(reason)") }
    }

    /// Counts a case that is not checked.
    mutating func skip(_ note: String) {
        skipped += 1
        self.note(note)
    }

    /// Says once what is not checked.
    mutating func note(_ note: String) {
        if !notes.contains(note) { notes.append(note) }
    }

    /// Counts a case: it agrees unless the check throws.
    mutating func check(_ name: String, _ check: () throws(CaseFailure) -> Void) {
        do {
            try check()
            pass()
        } catch {
            if case .unknownShape = error { unknown += 1 }
            fail(name, error.description)
        }
    }
}
