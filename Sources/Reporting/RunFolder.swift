import Foundation

/// The folder that a run leaves behind.
///
/// Everything is written into a folder of its own beside it, which takes the name when the run has
/// ended or was interrupted: what has the name is complete.
///
/// A class, because open files must be closed exactly once whoever drops them.
public final class RunFolder {
    /// Where the run will be.
    public let path: String
    private let partial: String
    private let replaces: Bool
    /// The folders that had to be made to hold the run, the innermost first.
    private let madeParents: [String]
    private var events: BufferedFile?
    private var series: BufferedFile?

    /// The files of a run.
    private enum Name {
        static let events = "events.jsonl"
        static let series = "series.csv"
        static let summary = "summary.json"
        static let scenario = "scenario.resolved.yaml"
        static let report = "report.html"
        static let database = "run.sqlite"
        /// What stands beside the database while somebody has it open, and belongs to it alone.
        static let databaseLogs = ["-shm", "-wal", "-journal"].map { database + $0 }
        /// In the order in which they take their names: where there is a summary, all is there.
        static let all = [scenario, series, events, report] + databaseLogs + [database, summary]
    }

    /// Opens the folder of a run; one that holds anything is refused unless `replaces`.
    ///
    /// A summary has no file of events.
    public init(
        path: String,
        replaces: Bool,
        level: RecordLevel = .full
    ) throws(RunFolderError) {
        guard !path.isEmpty else {
            throw RunFolderError("--out is empty; give a folder, such as runs/mine", isUsers: true)
        }
        self.path = path
        self.replaces = replaces
        // Beside the folder, also where its name ends in a slash.
        let place = path.hasSuffix("/") ? String(path.dropLast()) : path
        // The process's number keeps runs into one folder, and anybody else's files, apart.
        partial = place + ".partial-\(ProcessInfo.processInfo.processIdentifier)"
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        if manager.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else {
                throw RunFolderError(
                    "\(path): is a file; give another folder with --out",
                    isUsers: true
                )
            }
            let entries = (try? manager.contentsOfDirectory(atPath: path)) ?? []
            guard replaces || entries.isEmpty else {
                throw RunFolderError(
                    "\(path): the folder is not empty; use --force to replace the run in it, or "
                        + "give another with --out",
                    isUsers: true
                )
            }
        }
        // `fileExists` follows links; a link to nowhere is something all the same.
        if !manager.fileExists(atPath: path),
            (try? manager.attributesOfItem(atPath: place)) != nil
        {
            throw RunFolderError(
                "\(path): is a link to nowhere; give another folder with --out",
                isUsers: true
            )
        }
        if manager.fileExists(atPath: partial) {
            throw RunFolderError(
                "\(partial): exists already, left by a killed run; remove it or give another --out",
                isUsers: true
            )
        }
        madeParents = Self.missingFolders(above: path)
        do {
            try manager.createDirectory(atPath: partial, withIntermediateDirectories: true)
        } catch {
            throw RunFolderError(
                "\(path): cannot be created; give a folder you may write to with --out",
                isUsers: true
            )
        }
        if level == .full { events = try BufferedFile("\(partial)/\(Name.events)") }
        series = try BufferedFile("\(partial)/\(Name.series)")
    }

    /// Where `run.sqlite` is while the run is on; whoever makes it closes it before the end.
    public var databasePath: String { "\(partial)/\(Name.database)" }

    /// Appends a block's lines of events and its row of the series.
    public func append(_ block: RecordedBlock) throws(RunFolderError) {
        try events?.append(block.events)
        try series?.append(block.series)
    }

    /// Writes what is known at the end and gives the folder its name.
    public func finish(
        summary: String,
        scenario: String,
        report: String
    ) throws(RunFolderError) {
        try events?.close()
        try series?.close()
        do {
            try Data(summary.utf8).write(to: file(Name.summary))
            try Data(scenario.utf8).write(to: file(Name.scenario))
            try Data(report.utf8).write(to: file(Name.report))
            try takeName()
        } catch {
            throw RunFolderError("\(path): cannot be written: \(error.localizedDescription)")
        }
    }

    private func file(_ name: String) -> URL { URL(fileURLWithPath: "\(partial)/\(name)") }

    private func takeName() throws {
        let manager = FileManager.default
        guard manager.fileExists(atPath: path) else {
            try manager.moveItem(atPath: partial, toPath: path)
            return
        }
        // Only the run's own files are replaced; whatever else is in the folder stays. The old
        // summary goes first and the new one comes last, so that none stands beside files of
        // another run, whenever the process ends.
        for name in Name.all.reversed() {
            let target = "\(path)/\(name)"
            if manager.fileExists(atPath: target) { try manager.removeItem(atPath: target) }
        }
        for name in Name.all where manager.fileExists(atPath: "\(partial)/\(name)") {
            try manager.moveItem(atPath: "\(partial)/\(name)", toPath: "\(path)/\(name)")
        }
        try manager.removeItem(atPath: partial)
    }

    /// Removes what has been written so far, and the folders made to hold it.
    public func discard() {
        events = nil
        series = nil
        let manager = FileManager.default
        try? manager.removeItem(atPath: partial)
        for folder in madeParents {
            // Somebody else may have put something into it meanwhile.
            guard (try? manager.contentsOfDirectory(atPath: folder)) == [] else { return }
            try? manager.removeItem(atPath: folder)
        }
    }

    private static func missingFolders(above path: String) -> [String] {
        var missing: [String] = []
        var folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path) {
            missing.append(folder.path)
            folder = folder.deletingLastPathComponent()
        }
        return missing
    }
}

/// Why a run folder cannot be made or written.
public struct RunFolderError: Error, CustomStringConvertible {
    /// One line with the place and what to do.
    public let description: String
    /// Whether the user's words were wrong, rather than the disk.
    public let isUsers: Bool

    init(_ description: String, isUsers: Bool = false) {
        self.description = description
        self.isUsers = isUsers
    }
}

/// A file that is written in large pieces.
private final class BufferedFile {
    private static let pieceSize = 1 << 18
    private let path: String
    private let handle: FileHandle
    private var buffer = Data()

    init(_ path: String) throws(RunFolderError) {
        self.path = path
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            throw RunFolderError("\(path): cannot be written")
        }
        self.handle = handle
    }

    func append(_ text: String) throws(RunFolderError) {
        if text.isEmpty { return }
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.pieceSize { try flush() }
    }

    func close() throws(RunFolderError) {
        try flush()
        do { try handle.close() } catch { throw failure(error) }
    }

    private func flush() throws(RunFolderError) {
        do { try handle.write(contentsOf: buffer) } catch { throw failure(error) }
        buffer.removeAll(keepingCapacity: true)
    }

    private func failure(_ error: any Error) -> RunFolderError {
        RunFolderError("\(path): cannot be written: \(error.localizedDescription)")
    }
}
