import Primitives
import WideMath

/// An amount of a token, such as `8_000_000 USDC`.
struct AmountForm: Form {
    /// The least amount, in smallest units.
    let rawMin: UInt256
    /// What is expected.
    var example = "8_000_000 USDC"

    /// The first amount that is too large: a pool counts its reserves in 112 bits.
    static let bound = UInt256.one << 112

    var expected: String { "an amount of a token, for example \(example)" }

    var schema: Schema { Schema.quantity(Schema.Pattern.amount).examples(example) }

    func read(
        _ element: Element,
        _ context: Context
    ) throws(ScenarioError) -> (asset: Asset, amount: TokenAmount) {
        try read(try element.text(expected), element, context)
    }

    /// Reads an amount from text that stands inside an element.
    func read(
        _ text: String,
        _ element: Element,
        _ context: Context
    ) throws(ScenarioError) -> (asset: Asset, amount: TokenAmount) {
        let quoted = Wording.quoted(text)
        guard let parts = DecimalNumber.leading(text) else {
            throw element.error("\(quoted) is not an amount", "write it as \(example)")
        }
        let names = context.assets.map(\.name)
        if parts.unit.isEmpty {
            throw element.error(
                "\(quoted) has no unit",
                "write the token behind it, for example \(example); "
                    + "the tokens are \(names.prefix(20).joined(separator: ", "))"
            )
        }
        guard let asset = context.assets.first(where: { $0.name == parts.unit }) else {
            throw element.error(
                "no token \(Wording.quoted(parts.unit))",
                Wording.remedy(for: parts.unit, among: names, listing: "the tokens are")
            )
        }
        // A number of at most 60 digits that no integer holds has too many decimal places, or is
        // too large by far.
        guard let raw = parts.number.integer(tenTo: asset.decimals) else {
            if parts.number.places <= asset.decimals {
                throw element.error(
                    "\(quoted) is too large",
                    "write less than 2^112 smallest units"
                )
            }
            throw element.error(
                "\(quoted) has more decimal places than \(asset.name), which has \(asset.decimals)",
                "round it"
            )
        }
        if raw < rawMin { throw element.error("\(quoted) is too little", "write more than 0") }
        if raw >= Self.bound {
            let most = Canonical.decimal(Self.bound.wrappingSubtract(.one), places: asset.decimals)
            throw element.error("\(quoted) is too large", "write at most \(most) \(asset.name)")
        }
        return (asset, TokenAmount(raw))
    }
}

/// What an agent owns at the start: amounts of tokens, and of ether as `ETH`.
struct FundsForm: Form {
    var expected: String { "an amount, for example 50 ETH or 100_000 USDC" }

    var schema: Schema { Schema.quantity(Schema.Pattern.amount).examples("50 ETH or 100_000 USDC") }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Funds {
        let text = try element.text(expected)
        if let parts = DecimalNumber.leading(text), parts.unit == "ETH" {
            guard let wei = parts.number.integer(tenTo: 18), wei < AmountForm.bound else {
                throw element.error(
                    "\(Wording.quoted(text)) is too large or finer than 1 wei",
                    "write it as 50 ETH"
                )
            }
            return .ether(Wei(wei))
        }
        let form = AmountForm(rawMin: .zero, example: "50 ETH or 100_000 USDC")
        let value = try form.read(element, context)
        return .token(value.asset.name, value.amount)
    }
}

/// How large trades are: `1_000 USDC` or `lognormal(3_000 USDC, 1.2)`.
struct SizeForm: Form {
    var expected: String {
        "a trade size, for example 1_000 USDC or lognormal(3_000 USDC, 1.2)"
    }

    var schema: Schema {
        let (amount, number) = (Schema.Pattern.amount, Schema.Pattern.number)
        return Schema.quantity("\(amount)|lognormal *\\( *\(amount) *, *\(number) *\\)")
            .examples("1_000 USDC or lognormal(3_000 USDC, 1.2)")
    }

    func read(
        _ element: Element,
        _ context: Context
    ) throws(ScenarioError) -> (asset: Asset, size: SizeDistribution) {
        let text = try element.text(expected)
        let form = AmountForm(rawMin: .one, example: "1_000 USDC or lognormal(3_000 USDC, 1.2)")
        guard text.hasPrefix("lognormal") else {
            let value = try form.read(text, element, context)
            return (value.asset, .fixed(value.amount))
        }
        var inner = text.dropFirst("lognormal".count).drop { $0 == " " }
        guard inner.first == "(", inner.last == ")" else { throw unreadable(text, element) }
        inner = inner.dropFirst().dropLast()
        let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw unreadable(text, element) }
        let median = try form.read(Wording.trimmed(parts[0]), element, context)
        guard let sigma = DecimalNumber(Wording.trimmed(parts[1])), sigma.double() <= 5 else {
            throw element.error(
                "\(Wording.quoted(Wording.trimmed(parts[1]))) is not a spread",
                "write a number from 0 to 5, for example lognormal(3_000 USDC, 1.2)"
            )
        }
        return (median.asset, .lognormal(median: median.amount, sigma: sigma.double()))
    }

    private func unreadable(_ text: String, _ element: Element) -> ScenarioError {
        element.error("\(Wording.quoted(text)) is not a trade size", "write \(expected)")
    }
}
