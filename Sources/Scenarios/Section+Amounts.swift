import Primitives

extension Section {
    /// An amount of one token, zero where it is left out.
    func amount(
        _ key: Key<AmountForm>,
        in asset: Asset
    ) throws(ScenarioError) -> TokenAmount {
        guard let value = try readIfPresent(key) else { return .zero }
        guard value.asset.name == asset.name else {
            throw try child(key).error(
                "the amount is in \(value.asset.name)",
                "give it in the vault's quote token, \(asset.name)"
            )
        }
        return value.amount
    }
}
