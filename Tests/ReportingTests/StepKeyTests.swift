import Testing

@testable import Reporting

/// What terminals send: xterm's control sequences, in normal and application mode.
@Suite struct `The keys of a terminal` {
    @Test(arguments: [
        ("n", [StepKey.character("n")]), ("\u{1b}[A", [.up]), ("\u{1b}[B", [.down]),
        ("\u{1b}OC", [.right]), ("\u{1b}[D\u{1b}[C", [.left, .right]), ("\u{1b}[5~", [.pageUp]),
        ("\u{1b}[6~q", [.pageDown, .character("q")]), ("\u{1b}[1~\u{1b}OF", [.home, .end]),
        ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]),
        ("\u{7f}\u{8}", [.backspace, .backspace]),
        ("\u{1b}", [.escape]), ("\u{1b}q", [.escape, .character("q")]), ("\u{3}", [.interrupt]),
        ("12", [.character("1"), .character("2")]), ("", []),
    ])
    func `are read from their bytes`(_ text: String, _ keys: [StepKey]) {
        #expect(StepKey.read(Array(text.utf8)) == keys)
    }

    /// F5, shift-up, a mouse report: whole sequences, of which nothing is left over as characters.
    @Test(arguments: [
        "\u{1b}[15~", "\u{1b}[1;2A", "\u{1b}[<0;10;5M", "\u{1b}[", "\u{1b}O", "é", "\0",
    ])
    func `are left out where they mean nothing`(_ text: String) {
        #expect(StepKey.read(Array((text).utf8)).isEmpty)
    }
}
