import Foundation

/// A sum that a page works out by hand, `0.98 · 10,000 = 9,800 USDC`, and what it comes to.
struct HandSum {
    /// What is said to come out.
    let stated: Double
    /// The value of one in the last place of that.
    let place: Double
    /// What does come out.
    let value: Double

    /// Whether the stated number is the value, rounded to as many places.
    var isRight: Bool { abs(value - stated) <= place * 0.5001 }

    /// Reads a line; nothing where it is no sum.
    init?(_ line: String) {
        guard let match = line.wholeMatch(of: /(.+) = ([0-9.,]+)(?: [A-Za-z]+)?/),
            let stated = Double(match.output.2.replacing(",", with: ""))
        else { return nil }
        let places = match.output.2.split(separator: ".").dropFirst().first?.count ?? 0
        var reader = Reader(rest: match.output.1.filter { $0 != " " && $0 != "," }[...])
        guard let value = reader.sum(), reader.rest.isEmpty else { return nil }
        self.stated = stated
        self.value = value
        place = pow(10, -Double(places))
    }

    /// Goes through a sum of `+ − · ÷ ^ √` and brackets, from left to right.
    private struct Reader {
        var rest: Substring

        mutating func sum() -> Double? {
            guard var value = product() else { return nil }
            while let sign = next(of: "+−") {
                guard let other = product() else { return nil }
                value += sign == "+" ? other : -other
            }
            return value
        }

        private mutating func product() -> Double? {
            guard var value = power() else { return nil }
            while let sign = next(of: "·÷") {
                guard let other = power() else { return nil }
                value = sign == "·" ? value * other : value / other
            }
            return value
        }

        private mutating func power() -> Double? {
            guard let base = single() else { return nil }
            guard next(of: "^") != nil else { return base }
            return single().map { pow(base, $0) }
        }

        private mutating func single() -> Double? {
            if next(of: "√") != nil { return single().map { $0.squareRoot() } }
            if next(of: "(") != nil {
                let value = sum()
                return next(of: ")") == nil ? nil : value
            }
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest[digits.endIndex...]
            return Double(digits)
        }

        /// Takes the next character if it is one of some.
        private mutating func next(of characters: String) -> Character? {
            guard let first = rest.first, characters.contains(first) else { return nil }
            rest = rest.dropFirst()
            return first
        }
    }
}
