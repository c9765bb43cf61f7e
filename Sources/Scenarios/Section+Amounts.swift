import Primitives

extension Section {
    /// An amount of one token, zero where it is left out.
    func amount(
        _ key: Key<AmountForm>,
        in asset: Asset,
        _ what: String = "the vault's quote token"
    ) throws(ScenarioError) -> TokenAmount {
        guard let value = try readIfPresent(key) else { return .zero }
        guard value.asset.name == asset.name else {
            throw try child(key).error(
                "the amount is in \(value.asset.name)",
                "give it in \(what), \(asset.name)"
            )
        }
        return value.amount
    }
}
