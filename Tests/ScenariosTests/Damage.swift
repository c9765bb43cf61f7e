import TestSupport

/// Damages scenario files: bytes at random, and changes of the kind that people make, most of which
/// are still YAML.
struct Damage {
    private var random: TestNumbers
    /// Words of other files, which fit somewhere.
    private let words: [[UInt8]]

    /// Damage at random; `words` are put where others stood.
    init(_ random: TestNumbers, words: [[UInt8]]) {
        self.random = random
        self.words = words
    }

    mutating func below(_ bound: Int) -> Int { random.below(bound) }

    /// The bytes with one change.
    mutating func change(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return [UInt8.random(in: 0...255, using: &random)] }
        switch below(10) {
        case 0..<3: return noise(bytes)
        case 3..<5: return lines(bytes)
        default: return meaning(bytes)
        }
    }

    /// Pieces that YAML or the format give meaning to.
    private static let pieces: [[UInt8]] = [
        "-", "- ", ": ", "[", "]", "{", "}", "&a ", "*a", "!!int ", "|", ">", "'", "\"", "#", "\t",
        "\n---\n", "~", "null", "0", "-1", "1e9", ".5", "5.", "1_", "0x10", "ETH", " USDC",
        "lognormal(", ")", ", ", "%", " h", "x", "? ", "\r\n", "\u{85}", "2^112", "\\", "name",
        "pool", "WETH", "replay", "18446744073709551615 ", "é", "e\u{301}", "😀", "\u{202e}",
        "\u{200b}", "\u{feff}", "\u{2028}", "٣", "ＵＳＤＣ", "İ", "\0", "\u{7f}",
    ].map { Array($0.utf8) }

    /// One bit, an end, or a piece that does not belong.
    private mutating func noise(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        let place = below(bytes.count)
        switch below(4) {
        case 0: result[place] ^= 1 << UInt8(below(8))
        case 1: return Array(bytes.prefix(place))
        case 2: result.remove(at: place)
        default: result.insert(contentsOf: Self.pieces[below(Self.pieces.count)], at: place)
        }
        return result
    }

    /// Lines that are gone, twice there, swapped, moved or cut.
    private mutating func lines(_ bytes: [UInt8]) -> [UInt8] {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        let line = below(lines.count)
        let other = below(lines.count)
        switch below(8) {
        case 0: lines.remove(at: line)
        case 1: lines.insert(lines[line], at: other)
        case 2: lines.insert(lines[line], at: line)
        case 3: lines.swapAt(line, other)
        case 4: lines[line] = [32, 32] + lines[line]
        case 5:
            for index in line..<lines.count { lines[index] = [32] + lines[index] }
        case 6: lines.removeLast(lines.count - line)
        default:
            let end = below(2) == 0 ? Array("\r".utf8) : Array("  # by hand".utf8)
            for index in lines.indices { lines[index] += end }
        }
        return Array(lines.joined(separator: [10]))
    }

    private static let numbers: [[UInt8]] = [
        "0", "00", "0.0", "-5", "+5", "1e308", "1e-400", "0.000000000000000000001", "9" + "_999",
        "99999999999999999999999999999999999999999999999999999999999",
        "18446744073709551616", "115792089237316195423570985008687907853269984665640564039457",
        "1_000_000_000_000", "0.1.2", "1__0", "_1", "1_", "nan", ".inf", "0b1", "0o17", "1,000",
    ].map { Array($0.utf8) }

    private static let units: [[UInt8]] = [
        "s", "min", "h", "d", "ms", "%", "bp", "wei", "gwei", "ETH", "USDC", "WETH", "blocks",
        "block", "x", "per block", "eth", "sec", "BP", "$", "years", "",
    ].map { Array($0.utf8) }

    /// Another word, number, unit or nesting where a word stood.
    private mutating func meaning(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        let word = Self.word(in: bytes, at: below(bytes.count))
        switch below(8) {
        case 0:
            let other = Self.word(in: bytes, at: below(bytes.count))
            let (first, last) = word.lowerBound <= other.lowerBound ? (word, other) : (other, word)
            guard first.upperBound <= last.lowerBound else { return lines(bytes) }
            result.replaceSubrange(last, with: bytes[first])
            result.replaceSubrange(first, with: bytes[last])
        case 1: result.replaceSubrange(word, with: Self.numbers[below(Self.numbers.count)])
        case 2: result.replaceSubrange(word, with: Self.units[below(Self.units.count)])
        case 3: result.replaceSubrange(word, with: words[below(words.count)])
        case 4:
            let depth = [1, 1, 2, 5, 40, 400][below(6)]
            let (open, close) = below(2) == 0 ? ("[", "]") : ("{ a: ", " }")
            result.insert(contentsOf: Self.many(close, depth), at: word.upperBound)
            result.insert(contentsOf: Self.many(open, depth), at: word.lowerBound)
        case 5:
            let quote: UInt8 = below(2) == 0 ? 34 : 39
            result.insert(quote, at: word.upperBound)
            result.insert(quote, at: word.lowerBound)
        case 6:
            let text = ["9", "x", " ", "a: b, ", "é", "[], "][below(6)]
            let length = [30, 100, 1_000, 17_000][below(4)]
            result.insert(contentsOf: Self.many(text, length), at: word.lowerBound)
        default:
            result.insert(contentsOf: bytes[word], at: word.upperBound)
        }
        return result
    }

    private static func many(_ text: String, _ count: Int) -> [UInt8] {
        Array(String(repeating: text, count: count).utf8)
    }

    /// The word around or behind a place.
    static func word(in bytes: [UInt8], at place: Int) -> Range<Int> {
        var start = place
        while start < bytes.count, isBetween(bytes[start]) { start += 1 }
        var end = start
        while start > 0, !isBetween(bytes[start - 1]) { start -= 1 }
        while end < bytes.count, !isBetween(bytes[end]) { end += 1 }
        return start..<end
    }

    private static func isBetween(_ byte: UInt8) -> Bool {
        switch byte {
        case 9, 10, 13, 32, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "("),
            UInt8(ascii: ")"):
            true
        default: false
        }
    }
}
