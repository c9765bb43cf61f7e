/// Looks at a file line by line for what would trouble a YAML parser.
///
/// It does not know quotes from code, so its limits are generous; what it lets through is bounded
/// again by libyaml's own limit on nesting and by the refusal of every anchor after parsing.
struct LineScan {
    private var brackets = 0
    private var aliases = 0
    private(set) var isEmpty = true

    /// Why the next line is refused, if it is.
    mutating func refuses(_ line: ArraySlice<UInt8>) -> (message: String, remedy: String)? {
        if line.count > SourceText.lineMax {
            return ("a line of \(line.count) bytes; at most 16384 fit", "wrap the line")
        }
        if let problem = Self.controlCharacter(in: line) { return problem }
        let content = line.drop { [32, 9, 13].contains($0) }
        guard let first = content.first, first != UInt8(ascii: "#") else { return nil }
        isEmpty = false
        if Self.indent(of: line) > SourceText.indentMax {
            return ("over 128 columns of indentation", "a scenario nests five levels")
        }
        countAliases(in: line)
        if aliases > SourceText.aliasesMax {
            return ("more than 8 words begin with *", "write each value out; there are no aliases")
        }
        for byte in content {
            if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { brackets += 1 }
            if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                brackets = max(brackets - 1, 0)
            }
            if brackets > SourceText.bracketsMax {
                return ("over 32 brackets are open at once", "a scenario nests five levels")
            }
        }
        return nil
    }

    private mutating func countAliases(in line: ArraySlice<UInt8>) {
        var previous = UInt8(ascii: " ")
        for byte in line {
            let isWord = Self.isWord(byte)
            if previous == UInt8(ascii: "*") && isWord { aliases += 1 }
            previous = byte
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
        default: false
        }
    }

    /// How many columns of spaces, tabs and the marks of lists and keys a line begins with.
    private static func indent(of line: ArraySlice<UInt8>) -> Int {
        let marks: [UInt8] = [32, 9, UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":")]
        return line.prefix { marks.contains($0) }.count
    }

    /// YAML allows no control characters but tabs and line ends, and this format none of the
    /// Unicode line ends either, which would make lines count differently.
    private static func controlCharacter(
        in line: ArraySlice<UInt8>
    ) -> (message: String, remedy: String)? {
        // A return is the first half of a line end, and nothing else: alone it would be one itself.
        let content = line.last == 13 ? line.dropLast() : line
        for scalar in String(decoding: content, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0a, 0x20...0x7e, 0xa0...0x2027, 0x202a...0xd7ff, 0xe000...0xfffd,
                0x10000...0x10ffff:
                continue
            default:
                let code = String(scalar.value, radix: 16)
                return ("a control character, U+\(code)", "a scenario is plain text; remove it")
            }
        }
        return nil
    }
}
