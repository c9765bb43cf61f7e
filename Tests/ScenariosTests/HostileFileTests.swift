import Scenarios
import Testing

/// The bytes of a file and what they are refused with, under a short name in the log.
struct Hostile: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let text: String
    var testDescription: String { "\(text) (\(bytes.count) bytes)" }

    init(_ bytes: [UInt8], _ text: String) {
        self.bytes = bytes
        self.text = text
    }

    init(_ source: String, _ text: String = "") { self.init(Array(source.utf8), text) }
}

/// What decoding bytes says.
private func outcome(_ bytes: [UInt8]) -> String {
    do throws(ScenarioError) {
        _ = try Scenario.decode(bytes: bytes, file: "s.yaml")
        return "decodes"
    } catch {
        return error.description
    }
}

/// Forty lists, each twice the one before: 2⁴⁰ items when every alias is followed.
private let laughs = (1...40).map { level in
    "l\(level): &a\(level) [\(level == 1 ? "x" : "*a\(level - 1), *a\(level - 1)")]"
}.joined(separator: "\n")

private func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

private let bytesRefused: [Hostile] = [
    Hostile([], "s.yaml: the file is empty; a scenario begins with format: 1"),
    Hostile(
        [0x7f, 0x45, 0x4c, 0x46, 0, 1],
        "s.yaml:1: a zero byte at offset 4; a scenario is YAML text; give the right file"
    ),
    Hostile(
        [97, 10, 0xff, 0xfe],
        "s.yaml:2: not UTF-8 text at byte offset 2; save the file as UTF-8"
    ),
    Hostile([0xc3], "s.yaml:1: not UTF-8 text at byte offset 0; save the file as UTF-8"),
]

private let textsRefused: [Hostile] = [
    Hostile("\n# nothing\n", "s.yaml: the file is empty; a scenario begins with format: 1"),
    Hostile(
        "a: \u{1b}[31m",
        "s.yaml:1: a control character, U+1b; a scenario is plain text; remove it"
    ),
    Hostile(
        "format: 1\r\nseed: 1\r\r\n",
        "s.yaml:2: a control character, U+d; a scenario is plain text; remove it"
    ),
    Hostile(
        "a: \(many("x", 20_000))",
        "s.yaml:1: a line of 20003 bytes; at most 16384 fit; wrap the line"
    ),
    Hostile(
        many("[", 16_000),
        "s.yaml:1: over 32 brackets are open at once; a scenario nests five levels"
    ),
    Hostile(
        many("a: [\n", 100_000),
        "s.yaml:33: over 32 brackets are open at once; a scenario nests five levels"
    ),
    Hostile(
        many("- ", 8_000),
        "s.yaml:1: over 128 columns of indentation; a scenario nests five levels"
    ),
    Hostile(
        (0..<400).map { many(" ", $0) + "a:" }.joined(separator: "\n"),
        "s.yaml:130: over 128 columns of indentation; a scenario nests five levels"
    ),
    Hostile(
        laughs,
        "s.yaml:6: more than 8 words begin with *; write each value out; there are no aliases"
    ),
    Hostile("a: &x [1]\nb: *x", "s.yaml:1: the anchor &x is not allowed; write each value out"),
    Hostile("a: *x", "s.yaml:1: an alias is not allowed; write each value out"),
    Hostile("a: !foo 1", "s.yaml:1: the tag !foo is not allowed; write the value alone"),
    Hostile(
        "a: !!int 1",
        "s.yaml:1: the tag tag:yaml.org,2002:int is not allowed; write the value alone"
    ),
    Hostile(
        "format: 1\n---\nformat: 1",
        "s.yaml:2: a second document begins here; a scenario is one document; "
            + "remove the line ---"
    ),
    Hostile(
        "format: 1\nname: [a\nseed: 1",
        "s.yaml:3: not YAML: did not find expected ',' or ']', while parsing a flow sequence "
            + "that begins in line 2; check the indentation, quotes and brackets here"
    ),
    Hostile(
        "a: b: c",
        "s.yaml:1: not YAML: a second colon in one line; text with a colon and a space needs "
            + "quotes; check the indentation, quotes and brackets here"
    ),
    Hostile(
        "format: 1\nname: @a",
        "s.yaml:2: not YAML: a value cannot begin with this character (a tab, @, ` or %), "
            + "while scanning for the next token that begins in line 2; "
            + "check the indentation, quotes and brackets here"
    ),
]

/// Quotes hide closing brackets from the scan, so that libyaml's own limit has to hold.
private let hidden: [String] = [
    many("[\"]\",\n", 5_000), many("{\"}\": {\"}\":\n", 5_000), many("- [\"]\",\n", 5_000),
    "{\(laughs.prefix(120))\n? *a4\n: 1\n? *a4\n: 2}", many("? ", 60), "\"\\0\": 1",
    "- \"\\0\"",
    "a: |\n" + many(" [[[[\n", 200), "%YAML 9.9\n---\n", "\u{feff}", "...", "--- |",
    "? - ? - x",
]

@Suite struct `A file that is no scenario` {
    @Test func `is refused for its size`() {
        let text =
            "s.yaml: the file is 50 MB; a scenario is at most 1 MB; "
            + "shorten its price lists or give the right file"
        #expect(outcome([UInt8](repeating: 120, count: 50_000_000)) == text)
    }

    @Test(arguments: bytesRefused)
    func `is refused by its bytes`(_ file: Hostile) {
        #expect(outcome(file.bytes) == file.text)
    }

    @Test(arguments: textsRefused)
    func `is refused by its text`(_ file: Hostile) {
        #expect(outcome(file.bytes) == file.text)
    }

    @Test(arguments: hidden.map { Hostile($0) })
    func `ends in an error whatever it hides`(_ file: Hostile) {
        #expect(outcome(file.bytes).hasPrefix("s.yaml"))
    }
}
