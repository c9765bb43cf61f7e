import Foundation
import Reporting

/// The terminal of a walk: keys in, screens out.
///
/// It takes the terminal over and gives it back however the walk ends: by a key, by an error, or by
/// a signal.
enum StepScreen {
    /// Whether a person is at both ends of the terminal.
    static var isPossible: Bool {
        isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    }

    /// Walks until the person has had enough.
    static func run(_ walk: inout BlockWalk) throws {
        Interruption.watch()
        // Does nothing but end the wait for keys, so that the new size is drawn.
        signal(SIGWINCH) { _ in }
        let watch = Watch()
        walk.stops = { watch.stops(at: $0) }
        do throws(BlockWalk.Obstacle) {
            try walk.go(to: 1)
        } catch {
            throw Stop.wrong(error.text)
        }
        guard let first = walk.sheet else { return }
        var session = StepSession(first)
        let terminal = try TerminalMode()
        defer { terminal.end() }
        while !Interruption.isRequested {
            try terminal.draw(&session)
            for key in terminal.keys() {
                guard let request = session.press(key) else { continue }
                if request == .quit { return }
                watch.begin(terminal)
                answer(request, &walk, &session)
                if watch.isOver { return }
            }
        }
    }

    private static func answer(
        _ request: StepRequest,
        _ walk: inout BlockWalk,
        _ session: inout StepSession
    ) {
        do throws(BlockWalk.Obstacle) {
            switch request {
            case .go(let block): try walk.go(to: block)
            case .seek(let landmark): try walk.go(toNext: landmark)
            case .fork(let order):
                if let fork = walk.fork(order) { session.show(fork: fork) }
                return
            case .quit: return
            }
        } catch {
            return session.say(error.text)
        }
        if let sheet = walk.sheet { session.show(sheet) }
    }
}

/// Looks while a walk is under way whether it takes long, and whether it is to stop.
///
/// A class, because the walk and its terminal share it.
private final class Watch {
    private var start = ContinuousClock.now
    private var shown = ContinuousClock.now
    private weak var terminal: TerminalMode?
    /// Whether ctrl-C was pressed on the way, which ends more than the way.
    private(set) var isOver = false

    /// A walk begins, whose progress a terminal shows.
    func begin(_ terminal: TerminalMode) {
        self.terminal = terminal
        start = .now
        shown = .now
    }

    /// Whether to stop after a block.
    func stops(at block: UInt64) -> Bool {
        if Interruption.isRequested { return true }
        // The clock is asked now and then: blocks are quick.
        guard block % 16 == 0, let terminal else { return false }
        let now = ContinuousClock.now
        guard now - start > .seconds(1), now - shown > .milliseconds(200) else { return false }
        shown = now
        terminal.progress("block \(block); escape stops")
        let keys = terminal.keys(milliseconds: 0)
        isOver = keys.contains(.interrupt)
        return isOver || keys.contains(.escape) || keys.contains(.character("q"))
    }
}

/// A terminal that shows a screen of its own and gives every key at once.
///
/// A class, because what it changes must be changed back exactly once.
private final class TerminalMode {
    private var before = termios()
    private var isOver = true
    /// What is on the screen, and for which size.
    private var drawn = ""

    init() throws {
        guard tcgetattr(STDIN_FILENO, &before) == 0 else {
            throw Stop.failed("the terminal cannot be read")
        }
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN | ISIG)
        raw.c_iflag &= ~tcflag_t(IXON | ICRNL)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
        isOver = false
        // The other screen, without a cursor.
        write("\u{1b}[?1049h\u{1b}[?25l")
    }

    deinit { end() }

    /// Gives the terminal back as it was.
    func end() {
        if isOver { return }
        isOver = true
        write("\u{1b}[?25h\u{1b}[?1049l")
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
    }

    /// Shows a session's screen.
    func draw(_ session: inout StepSession) throws {
        let size = Terminal.screenSize
        let lines = session.screen(columns: size.columns, rows: size.rows)
        // Where the terminal has another size, everything is drawn anew.
        var text = "\u{1b}[\(size.rows);\(size.columns)H"
        for (index, line) in lines.enumerated() {
            text += "\u{1b}[\(index + 1);1H\u{1b}[K" + Self.styled(line)
        }
        if text == drawn { return }
        drawn = text
        write(text)
    }

    /// Shows how far a walk is, on the last line but one.
    func progress(_ text: String) {
        drawn = ""
        write("\u{1b}[\(max(1, Terminal.screenSize.rows - 1));1H\u{1b}[K\(text)")
    }

    private static func styled(_ line: ScreenLine) -> String {
        let code: String
        switch line.style {
        case .plain: return line.text
        // Bold, reversed and faint are no colours: NO_COLOR leaves them.
        case .title, .names: code = "1"
        case .selected: code = "7"
        case .status: code = Terminal.showsColours ? "1;36" : "1"
        case .tabs, .help: code = "2"
        }
        return "\u{1b}[\(code)m\(line.text)\u{1b}[0m"
    }

    /// Waits for keys, but not for ever; none where a signal, such as that of a new size, came.
    ///
    /// A signal that comes just before the wait does not end it: its end does.
    func keys(milliseconds: Int32 = 500) -> [StepKey] {
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, milliseconds) > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        // The end of input, or its failure, is a terminal that has gone.
        if count <= 0 { return count < 0 && errno == EINTR ? [] : [.interrupt] }
        return StepKey.read(Array(bytes.prefix(count)))
    }

    private func write(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
