import Foundation
import Testing

/// A terminal that a test reads.
///
/// A class, because its two ends must be closed exactly once.
private final class PseudoTerminal {
    /// What the program writes to.
    let terminal: FileHandle
    private let reader: FileHandle

    init(columns: UInt16) throws {
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(master >= 0)
        // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h, which Swift does not import.
        var (lock, number) = (CInt(0), CInt(0))
        try #require(ioctl(master, 0x4004_5431, &lock) == 0)
        try #require(ioctl(master, 0x8004_5430, &number) == 0)
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(master, UInt(TIOCSWINSZ), &size) == 0)
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(slave >= 0)
        reader = FileHandle(fileDescriptor: master, closeOnDealloc: true)
        terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
    }

    /// Everything that is there by now; the terminal holds some thousand bytes.
    func read() -> String {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let flags = fcntl(reader.fileDescriptor, F_GETFL)
        _ = fcntl(reader.fileDescriptor, F_SETFL, flags | O_NONBLOCK)
        while true {
            let count = Foundation.read(reader.fileDescriptor, &buffer, buffer.count)
            if count <= 0 { return text }
            text += String(decoding: buffer[..<count], as: UTF8.self)
        }
    }
}

@Suite struct `The progress of a run` {
    @Test(arguments: [24, 40, 120] as [UInt16])
    func `fits the terminal, at most ten lines a second, and goes away`(_ columns: UInt16) throws {
        let folder = try Scratch()
        try folder.write(
            try shortScenario(blocks: 2_000).replacing("every: 2 min", with: "every: 2 h"),
            "a.yaml"
        )
        let terminal = try PseudoTerminal(columns: columns)
        let start = ContinuousClock.now
        let process = try Program.start(
            ["run", "a.yaml", "--no-compare", "--out", "mine"],
            in: folder,
            errors: terminal.terminal
        )
        var text = ""
        while process.isRunning {
            text += terminal.read()
            Thread.sleep(forTimeInterval: 0.02)
        }
        text += terminal.read()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        #expect(try Program.finish(process, in: folder).code == 0)
        let clearing = "\r\u{1b}[K"
        let lines = text.components(separatedBy: clearing)
        #expect(lines.first == "" && lines.last == "")
        let shown = lines.dropFirst().dropLast()
        #expect(!shown.isEmpty)
        #expect(Double(shown.count) <= seconds * 10 + 1)
        #expect(shown.allSatisfy { $0.count < Int(columns) })
        let pattern = /block [\d,]+ of 2,000 \(\d+ %\), [\d,]+ blocks\/s, .+ left/
        if columns == 120 { #expect(shown.allSatisfy { $0.wholeMatch(of: pattern) != nil }) }
    }

    @Test func `is not shown to who is to be left in quiet`() throws {
        let folder = try Scratch()
        try folder.write(try shortScenario(), "a.yaml")
        let terminal = try PseudoTerminal(columns: 80)
        let process = try Program.start(
            ["run", "a.yaml", "--quiet"],
            in: folder,
            errors: terminal.terminal
        )
        #expect(try Program.finish(process, in: folder).code == 0)
        #expect(terminal.read() == "")
    }
}
