extension FeeSettings {
    /// Decodes `vault.fees`.
    init(_ section: Section) throws(ScenarioError) {
        management = try section.read(VaultFeeKeys.management)
        performance = try section.read(VaultFeeKeys.performance)
        unlocking = try section.read(VaultFeeKeys.unlocking)
    }

    /// The keys and values of the section.
    var lines: [String] {
        [
            "management: \(Canonical.ratio(management))",
            "performance: \(Canonical.ratio(performance))",
            "unlocking: \(Canonical.duration(unlocking))",
        ]
    }
}

extension RewardSettings {
    /// Decodes `vault.reward`.
    init(_ section: Section, _ quote: Asset) throws(ScenarioError) {
        tip = try section.amount(RewardKeys.tip, in: quote)
        cap = try section.amount(RewardKeys.cap, in: quote)
        priorityFee = try section.read(RewardKeys.priorityFee)
    }
}
