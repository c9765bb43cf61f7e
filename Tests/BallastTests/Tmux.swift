import Foundation
import Testing

/// A shell in a real terminal, driven by keys, whose screen can be read: tmux with a server of its
/// own.
///
/// A class, because its server must be ended exactly once.
final class Tmux {
    private let socket = "ballast-\(UUID().uuidString)"
    private let folder: Scratch
    private let server = Process()

    /// Opens a shell in a folder, where `ballast` is the program as it was built.
    init(in folder: Scratch, columns: Int, rows: Int) throws {
        self.folder = folder
        // In the foreground: a server that tmux puts into the background keeps open what it
        // inherits, which Foundation takes for a child that has not ended.
        try start(server, ["-f", "/dev/null", "-D"])
        try waitForServer()
        try tmux(
            "new-session",
            "-d",
            "-x",
            "\(columns)",
            "-y",
            "\(rows)",
            "-c",
            folder.url.path,
            "env PS1='ready> ' sh"
        )
        try wait { $0.contains("ready>") }
        let program = try Program.url().path
        try type("ballast() { '\(program)' \"$@\"; }; clear")
        try wait { !$0.contains("ballast()") && $0.contains("ready>") }
    }

    deinit {
        server.terminate()
        server.waitUntilExit()
    }

    /// Types a line and return.
    func type(_ line: String) throws {
        try tmux("send-keys", "-t", "0", "-l", line)
        try press("Enter")
    }

    /// Presses keys by tmux's names for them.
    func press(_ keys: String...) throws {
        for key in keys { try tmux("send-keys", "-t", "0", key) }
    }

    /// Makes the window another size.
    func resize(columns: Int, rows: Int) throws {
        try tmux("resize-window", "-t", "0", "-x", "\(columns)", "-y", "\(rows)")
    }

    /// What the screen shows.
    func screen() throws -> String { try tmux("capture-pane", "-p", "-t", "0") }

    /// Waits until the screen shows what it should, and gives it.
    @discardableResult
    func wait(
        seconds: Double = 60,
        _ location: SourceLocation = #_sourceLocation,
        for isRight: (String) -> Bool
    ) throws -> String {
        let end = ContinuousClock.now + .seconds(seconds)
        var shown = try screen()
        while !isRight(shown), ContinuousClock.now < end {
            Thread.sleep(forTimeInterval: 0.02)
            shown = try screen()
        }
        try #require(isRight(shown), "the screen shows\n\(shown)", sourceLocation: location)
        return shown
    }

    private func waitForServer() throws {
        let end = ContinuousClock.now + .seconds(60)
        while try ask(["show-options", "-s"]).status != 0 {
            try #require(ContinuousClock.now < end, "tmux does not start")
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    @discardableResult
    private func tmux(_ words: String...) throws -> String {
        let answer = try ask(words)
        try #require(
            answer.status == 0,
            "tmux \(words.joined(separator: " ")): is tmux installed? `make test` does it"
        )
        return answer.text
    }

    private func ask(_ words: [String]) throws -> (status: Int32, text: String) {
        let process = Process()
        let output = Pipe()
        process.standardOutput = output
        // Never a server of its own.
        try start(process, ["-N"] + words)
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    private func start(_ process: Process, _ words: [String]) throws {
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["tmux", "-u", "-L", socket] + words
        var environment = ProcessInfo.processInfo.environment
        environment["TMUX"] = nil
        environment["NO_COLOR"] = nil
        environment["TERM"] = "xterm-256color"
        environment["LC_ALL"] = "C.UTF-8"
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        // Tests run on threads that block signals, and a child begins with its parent's mask.
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGCHLD] { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        try process.run()
    }
}
