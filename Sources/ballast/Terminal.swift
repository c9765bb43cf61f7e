import Foundation

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
}

/// One line on standard error that says how far a run is.
struct Progress {
    private let total: UInt64
    private let isShown: Bool
    private let start = Date()
    private var lastShown = Date.distantPast

    init(total: UInt64, isShown: Bool) {
        self.total = total
        self.isShown = isShown && Terminal.showsProgress
    }

    /// Shows the line anew, at most ten times a second.
    mutating func update(_ done: UInt64) {
        guard isShown, done % 16 == 0 || done == total else { return }
        let now = Date()
        guard now.timeIntervalSince(lastShown) >= 0.1 else { return }
        lastShown = now
        let elapsed = max(now.timeIntervalSince(start), 0.001)
        let rate = Double(done) / elapsed
        let left = Double(total - done) / max(rate, 0.001)
        let percent = total == 0 ? 100 : done * 100 / total
        write(
            "\r\u{1b}[Kblock \(done) of \(total) (\(percent) %), \(Int(rate)) blocks/s, "
                + "\(Int(left.rounded(.up))) s left"
        )
    }

    /// Takes the line away.
    func clear() {
        if isShown { write("\r\u{1b}[K") }
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
