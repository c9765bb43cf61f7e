import Foundation
import Testing

/// The folder of the package.
let packageFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// How a run of the program ended.
struct Outcome {
    let code: Int32
    let output: String
    let errors: String

    /// The lines on standard error.
    var errorLines: [Substring] { errors.split(separator: "\n") }
}

/// The program as it was built beside the tests, run as a process of its own.
enum Program {
    /// The folder of the test bundle, which SwiftPM puts the program into.
    static func url() throws -> URL {
        let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let program = URL(filePath: bundle).deletingLastPathComponent().appending(path: "ballast")
        try #require(FileManager.default.isExecutableFile(atPath: program.path))
        return program
    }

    /// Starts the program, or another; its output goes to files, which no pipe's size can block, or
    /// what it says on standard error to a terminal.
    static func start(
        _ arguments: [String],
        of executable: URL? = nil,
        in folder: Scratch,
        environment: [String: String] = [:],
        errors: FileHandle? = nil
    ) throws -> Process {
        let process = Process()
        process.executableURL = try executable ?? url()
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        for name in [Scratch.output, Scratch.errors] {
            try Data().write(to: folder.captured(name))
        }
        process.standardOutput = try FileHandle(forWritingTo: folder.captured(Scratch.output))
        process.standardError =
            try errors ?? FileHandle(forWritingTo: folder.captured(Scratch.errors))
        // Tests run on threads that block signals, and a child begins with its parent's mask.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGHUP)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        try process.run()
        return process
    }

    /// Waits for the end and reads what was written.
    static func finish(_ process: Process, in folder: Scratch) throws -> Outcome {
        process.waitUntilExit()
        // A signal that kills gives a code no test expects.
        let signal: Int32 = process.terminationReason == .uncaughtSignal ? 1_000 : 0
        return Outcome(
            code: process.terminationStatus + signal,
            output: try String(contentsOf: folder.captured(Scratch.output), encoding: .utf8),
            errors: try String(contentsOf: folder.captured(Scratch.errors), encoding: .utf8)
        )
    }

    /// Runs the program to its end in a folder.
    static func run(
        _ arguments: [String],
        in folder: Scratch,
        environment: [String: String] = [:]
    ) throws -> Outcome {
        try finish(start(arguments, in: folder, environment: environment), in: folder)
    }

    /// Gives a line to the shell as a reader types it, in a folder like a checkout.
    static func shell(_ line: String, in checkout: Scratch) throws -> Outcome {
        try finish(
            start(["-c", line], of: URL(filePath: "/bin/sh"), in: checkout),
            in: checkout
        )
    }
}

/// An empty folder that goes away with the test, and what the program prints beside it.
///
/// A class, because the folder must be removed exactly once.
final class Scratch {
    static let output = "output"
    static let errors = "errors"
    private let root: URL
    /// Where the program runs.
    let url: URL

    init() throws {
        root = FileManager.default.temporaryDirectory
            .appending(path: "ballast-\(UUID().uuidString)")
        url = root.appending(path: "work")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    /// A folder with the scenarios in it and the program where `make build` leaves it, as in a
    /// checkout.
    static func checkout() throws -> Scratch {
        let folder = try Scratch()
        let files = FileManager.default
        try files.copyItem(
            at: packageFolder.appending(path: "scenarios"),
            to: folder.url.appending(path: "scenarios")
        )
        let build = folder.url.appending(path: ".build/release")
        try files.createDirectory(at: build, withIntermediateDirectories: true)
        try files.createSymbolicLink(
            at: build.appending(path: "ballast"),
            withDestinationURL: Program.url()
        )
        return folder
    }

    func captured(_ name: String) -> URL { root.appending(path: name) }

    /// Writes a file into the folder.
    func write(_ text: String, _ name: String) throws {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    func bytes(_ path: String) throws -> Data { try Data(contentsOf: url.appending(path: path)) }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: url.appending(path: path).path)
    }

    /// Every path in the folder, sorted.
    func paths() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
    }
}

/// The package's shortest scenario, cut to a few blocks so that each process takes a moment.
func shortScenario(blocks: Int = 20) throws -> String {
    let file = packageFolder.appending(path: "scenarios/quickstart.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let length = "run: { for: 60 blocks }"
    try #require(text.contains(length))
    return text.replacing(length, with: "run: { for: \(blocks) blocks }")
}
