import Primitives
import Yams

/// Values that are drawn from the seed: `uniform(2_000_000 USDC, 8_000_000 USDC)`, or `loguniform`.
///
/// Each place draws from a stream named after its path, so that one more moves no other. A draw is
/// a whole number where both bounds are, and has five digits otherwise.
enum Ranges {
    /// How a range is drawn from.
    private enum Law: String, CaseIterable {
        case uniform
        case loguniform
    }

    /// A range, as an editor knows it.
    static let schema = Schema.text(
        Law.allCases.map { "\($0.rawValue)\\(.+,.+\\)" }.joined(separator: "|")
    )

    /// The document with a value in the place of every range.
    static func settled(_ root: Element) throws(ScenarioError) -> Element {
        guard let text = root.node.value(of: "seed")?.scalar?.string,
            let seed = DecimalNumber(text)?.integer()?.asUInt64
        else { return root }
        let node = try root.rewritten(skipping: ["name", "about"]) {
            element,
            path throws(ScenarioError) in
            try draw(element, RandomStream(seed: seed, name: "range/\(path)"))
        }
        return root.with(node)
    }

    private static func draw(
        _ element: Element,
        _ stream: @autoclosure () -> RandomStream
    ) throws(ScenarioError) -> Node? {
        guard let text = element.node.scalar?.string, text.last == ")",
            let law = Law.allCases.first(where: { text.hasPrefix("\($0.rawValue)(") })
        else { return nil }
        let inner = text.dropFirst(law.rawValue.count + 1).dropLast()
        let bounds = inner.split(separator: ",", omittingEmptySubsequences: false).map { part in
            DecimalNumber.leading(Wording.trimmed(part))
        }
        guard bounds.count == 2, let low = bounds[0], let high = bounds[1], low.unit == high.unit
        else {
            throw element.error(
                "\(Wording.quoted(text)) is no range",
                "write \(law.rawValue)(2_000_000 USDC, 8_000_000 USDC), both in one unit"
            )
        }
        let (least, most) = (low.number.double(), high.number.double())
        guard least <= most, law == .uniform || least > 0 else {
            throw element.error(
                "\(Wording.quoted(text)) goes from \(Wording.quoted(Wording.trimmed(inner)))",
                "write the lower bound first, above 0 where it is \(Law.loguniform.rawValue)"
            )
        }
        var stream = stream()
        let part = stream.unit()
        let drawn =
            switch law {
            case .uniform: least + (most - least) * part
            case .loguniform: least * RealFunctions.exp(part * RealFunctions.log(most / least))
            }
        let isWhole = low.number.places == 0 && high.number.places == 0
        let value = isWhole ? drawn.rounded() : rounded(drawn)
        let scalar = Node.Scalar(
            Canonical.quantity(min(max(value, least), most), low.unit),
            .implicit,
            .any,
            element.node.mark
        )
        return .scalar(scalar)
    }

    /// To five digits.
    static func rounded(_ value: Double) -> Double {
        var scale = 1.0
        while value > 0, value * scale < 10_000, scale < 1e12 { scale *= 10 }
        return (value * scale).rounded() / scale
    }
}
