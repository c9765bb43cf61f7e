import Measures
import Scenarios

extension RunSummary {
    /// `vault.guards`: how often each guard refused a rebalance, and what that saved.
    func guards(_ vault: VaultMeasures) -> JSON {
        .object(
            Guard.allCases.map { limit in
                let without = guardTrials.first { $0.variant == limit.rawValue }?.measures.vault
                return (
                    limit.rawValue,
                    .object([
                        ("refused", .int(vault.refusals[limit] ?? 0)),
                        ("saved", without.map { .double(saved(vault, $0)) } ?? .null),
                        ("rebalances_without", without.map { .int($0.done) } ?? .null),
                    ])
                )
            }
        )
    }

    /// What the vault is worth more at the end, at outside prices, than without a guard: in whole
    /// quote tokens, below zero where refusing cost it something.
    private func saved(_ vault: VaultMeasures, _ without: VaultMeasures) -> Double {
        vault.marketEnd - without.marketEnd
    }

    /// The guards that refused something, in words.
    func guardRows(_ vault: VaultMeasures, _ quote: String) -> [(String, String)] {
        Guard.allCases.compactMap { limit in
            guard let refused = vault.refusals[limit] else { return nil }
            var text = "\(Figures.grouped(refused)) times"
            if let without = guardTrials.first(where: { $0.variant == limit.rawValue }),
                let other = without.measures.vault
            {
                let worth = saved(vault, other)
                text +=
                    ", which \(worth < 0 ? "cost" : "saved") "
                    + "\(Figures.grouped(worth.magnitude, decimals: 2)) \(quote)"
            }
            return ("refused by \(limit.rawValue)", text)
        }
    }
}
