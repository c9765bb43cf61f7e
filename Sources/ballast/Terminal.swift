import Foundation
import Reporting

/// What standard output and standard error are.
enum Terminal {
    /// Whether a person sees standard output, and wants colours (https://no-color.org).
    static var showsColours: Bool {
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }

    /// Prints a line on standard output, or stops if it cannot be written.
    static func show(_ text: String) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
        } catch {
            throw Stop.failed("standard output cannot be written")
        }
    }

    /// Whether a person sees standard error.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// How wide the terminal behind standard error is; 80 where it does not say.
    static var progressColumns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// How large the terminal behind standard output is; 80 by 24 where it does not say.
    static var screenSize: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
        else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}

/// One line on standard error that says how far a run is.
struct Progress {
    /// Between two redraws.
    private static let pause = Duration.milliseconds(100)
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?
    private var line: ProgressLine

    init(total: UInt64, isShown: Bool) {
        line = ProgressLine(done: 0, total: total, seconds: 0)
        self.isShown = isShown && Terminal.showsProgress
    }

    /// Shows the line anew, at most ten times a second.
    mutating func update(_ done: UInt64) {
        guard isShown else { return }
        let now = ContinuousClock.now
        if let lastShown, now - lastShown < Self.pause { return }
        lastShown = now
        line.done = done
        line.seconds = (now - start) / .seconds(1)
        write("\r\u{1b}[K" + line.text(columns: Terminal.progressColumns))
    }

    /// Takes the line away.
    func clear() {
        if isShown, lastShown != nil { write("\r\u{1b}[K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// Ctrl-C, noticed between two blocks.
enum Interruption {
    /// Written by the signal handler alone, read by the run; one word, so never half-written.
    nonisolated(unsafe) private static var requested: sig_atomic_t = 0

    /// Whether the user wants to stop.
    static var isRequested: Bool { requested != 0 }

    /// Takes ctrl-C and a polite kill as a wish to stop at the next block.
    static func watch() {
        signal(SIGINT) { _ in Interruption.requested = 1 }
        signal(SIGTERM) { _ in Interruption.requested = 1 }
        signal(SIGHUP) { _ in Interruption.requested = 1 }
    }
}
