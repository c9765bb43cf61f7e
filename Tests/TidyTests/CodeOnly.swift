/// The text with comments and string literals replaced by spaces, line for line.
///
/// Code inside an interpolation stays. Regex literals are taken for code: none here holds a quote.
func codeOnly(_ text: String) -> String {
    var scanner = CodeScanner(source: Array(text.utf8))
    scanner.scanCode(untilParenthesis: false)
    return String(decoding: scanner.output, as: UTF8.self)
}

private struct CodeScanner {
    let source: [UInt8]
    var output: [UInt8] = []
    var position = 0

    init(source: [UInt8]) {
        self.source = source
        output.reserveCapacity(source.count)
    }

    /// Copies code to the end, or to the parenthesis that closes an interpolation.
    mutating func scanCode(untilParenthesis: Bool) {
        var depth = 0
        while position < source.count {
            let hashes = count(of: "#", from: position)
            if starts("//", at: position) {
                while position < source.count, source[position] != UInt8(ascii: "\n") { blank(1) }
            } else if starts("/*", at: position) {
                scanBlockComment()
            } else if starts("\"", at: position + hashes) {
                scanString(hashes: hashes)
            } else {
                if starts("(", at: position) { depth += 1 }
                if starts(")", at: position) {
                    if untilParenthesis, depth == 0 { return }
                    depth -= 1
                }
                output.append(source[position])
                position += 1
            }
        }
    }

    /// Blanks a comment and the comments nested in it.
    private mutating func scanBlockComment() {
        var depth = 0
        repeat {
            if starts("/*", at: position) {
                depth += 1
                blank(2)
            } else if starts("*/", at: position) {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < source.count
    }

    /// Blanks a literal, raw or not, on one line or several.
    private mutating func scanString(hashes: Int) {
        let quotes = starts("\"\"\"", at: position + hashes) ? 3 : 1
        let pounds = String(repeating: "#", count: hashes)
        let end = String(repeating: "\"", count: quotes) + pounds
        let escape = "\\" + pounds
        blank(hashes + quotes)
        while position < source.count {
            if starts(end, at: position) { return blank(end.utf8.count) }
            if quotes == 1, starts("\n", at: position) { return }
            if starts(escape + "(", at: position) {
                blank(escape.utf8.count + 1)
                scanCode(untilParenthesis: true)
                blank(1)
            } else if starts(escape, at: position) {
                blank(escape.utf8.count + 1)
            } else {
                blank(1)
            }
        }
    }

    private func starts(_ word: String, at start: Int) -> Bool {
        source.dropFirst(start).starts(with: word.utf8)
    }

    private func count(of letter: Unicode.Scalar, from start: Int) -> Int {
        source.dropFirst(start).prefix { $0 == UInt8(ascii: letter) }.count
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<min(count, source.count - position) {
            let isNewline = source[position] == UInt8(ascii: "\n")
            output.append(UInt8(ascii: isNewline ? "\n" : " "))
            position += 1
        }
    }
}
