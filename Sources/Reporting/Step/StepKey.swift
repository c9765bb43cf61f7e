/// A key of a terminal.
public enum StepKey: Hashable, Sendable {
    /// A printable character.
    case character(Character)
    /// The arrows.
    case up, down, left, right
    /// A screen at a time, and the ends.
    case pageUp, pageDown, home, end
    /// Return.
    case enter
    /// The key that leaves things.
    case escape
    /// Tab.
    case tab
    /// The key that takes a character back.
    case backspace
    /// Ctrl-C, or the end of input.
    case interrupt

    /// What terminals send for keys without a character: ECMA-48 and xterm's application mode.
    private static let sequences: [(bytes: [UInt8], key: StepKey)] = {
        let texts: [(String, StepKey)] = [
            ("[A", .up), ("[B", .down), ("[C", .right), ("[D", .left), ("OA", .up), ("OB", .down),
            ("OC", .right), ("OD", .left), ("[5~", .pageUp), ("[6~", .pageDown), ("[H", .home),
            ("[F", .end), ("OH", .home), ("OF", .end), ("[1~", .home), ("[4~", .end),
        ]
        return texts.map { (Array($0.0.utf8), $0.1) }
    }()

    /// The keys that some bytes from a terminal stand for; unknown ones are left out.
    public static func read(_ bytes: [UInt8]) -> [StepKey] {
        var keys: [StepKey] = []
        var rest = bytes[...]
        while let first = rest.popFirst() {
            switch first {
            case 0x03, 0x04: keys.append(.interrupt)
            case 0x09: keys.append(.tab)
            case 0x0a, 0x0d: keys.append(.enter)
            case 0x08, 0x7f: keys.append(.backspace)
            case 0x1b:
                if let known = sequences.first(where: { rest.starts(with: $0.bytes) }) {
                    rest = rest.dropFirst(known.bytes.count)
                    keys.append(known.key)
                } else if rest.first == 0x5b || rest.first == 0x4f {
                    // A sequence of a key that means nothing here: up to its last byte.
                    rest = rest.dropFirst()
                    while let next = rest.popFirst(), !(0x40...0x7e).contains(next) {}
                } else {
                    keys.append(.escape)
                }
            case 0x20..<0x7f: keys.append(.character(Character(Unicode.Scalar(first))))
            default: break
            }
        }
        return keys
    }
}
