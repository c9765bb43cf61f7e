/// How the format's errors put things into words.
enum Wording {
    /// The text in quotation marks: on one line, and shortened when it is long.
    static func quoted(_ text: String) -> String { "\"\(short(text))\"" }

    /// The text on one line, without control characters, at most 40 characters of it.
    static func short(_ text: String) -> String {
        // Most names and values are short and plain.
        let isPlain = text.utf8.count <= 40 && text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
        if isPlain { return text }
        var result = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if index == 40 { return result + "…" }
            result.unicodeScalars.append(scalar.fitsOnLine ? scalar : " ")
        }
        return result
    }

    /// The text without the spaces around it.
    static func trimmed(_ text: Substring) -> String {
        let front = text.drop { $0 == " " }
        return String(front.reversed().drop { $0 == " " }.reversed())
    }

    /// `a, b or c`.
    static func choice(_ words: [String]) -> String {
        guard let last = words.last else { return "" }
        return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " or " + last
    }

    /// The known word nearest to what was written, as a question, or else what is known.
    static func remedy(for word: String, among known: [String], listing plural: String) -> String {
        if let nearest = nearest(to: word, among: known) { return "did you mean \"\(nearest)\"?" }
        if known.isEmpty { return "there are no \(plural)" }
        return "\(plural): \(known.prefix(20).map { short($0) }.joined(separator: ", "))"
    }

    /// The known word of the same letters, or within a third of the shorter word's letters, or
    /// within one.
    static func nearest(to word: String, among known: [String]) -> String? {
        let letters = Array(word.lowercased().unicodeScalars.prefix(65))
        if letters.count > 64 { return nil }
        var best: (word: String, distance: Int)?
        for candidate in known {
            let other = Array(candidate.lowercased().unicodeScalars)
            // The same letters in another order are the commonest slip.
            let found = letters.sorted() == other.sorted() ? 1 : distance(letters, other)
            let limit = max(1, min(letters.count, other.count) / 3)
            if found <= limit, found < best?.distance ?? Int.max { best = (candidate, found) }
        }
        return best?.word
    }

    /// The least number of letters to insert, delete, replace or swap with a neighbour.
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(last[column + 1], current[column]) + 1
                cost = min(cost, last[column] + (letter == other ? 0 : 1))
                let isSwap =
                    row > 0 && column > 0 && letter == right[column - 1] && left[row - 1] == other
                if isSwap { cost = min(cost, beforeLast[column - 1] + 1) }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
