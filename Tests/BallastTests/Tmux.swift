import Foundation
import Testing

/// A shell in a real terminal, driven by keys, whose screen can be read: tmux with a server of its
/// own.
///
/// A class, because its server must be ended exactly once.
final class Tmux {
    private let socket = "ballast-\(UUID().uuidString)"
    private let folder: Scratch

    /// Opens a shell in a folder, where `ballast` is the program as it was built.
    init(in folder: Scratch, columns: Int, rows: Int) throws {
        self.folder = folder
        try tmux(
            "-f",
            "/dev/null",
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

    deinit { _ = try? tmux("kill-server") }

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

    @discardableResult
    private func tmux(_ words: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["tmux", "-u", "-L", socket] + words
        var environment = ProcessInfo.processInfo.environment
        environment["TMUX"] = nil
        environment["NO_COLOR"] = nil
        environment["TERM"] = "xterm-256color"
        environment["LC_ALL"] = "C.UTF-8"
        process.environment = environment
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        // Tests run on threads that block signals, and a child begins with its parent's mask.
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGCHLD] { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(
            process.terminationStatus == 0,
            "tmux \(words.joined(separator: " ")): is tmux installed? `make setup` does it"
        )
        return String(decoding: data, as: UTF8.self)
    }
}
