import Primitives

/// The part of the vault's value that one asset should be.
public struct TargetWeight: Sendable, Hashable {
    /// The asset's name.
    public var asset: String
    /// Its part of the net asset value.
    public var weight: BasisPoints

    /// Makes a target.
    public init(asset: String, weight: BasisPoints) {
        self.asset = asset
        self.weight = weight
    }
}

extension TargetWeight {
    /// What stands where weights do.
    static let expected = "a section such as { WETH: 60 %, USDC: 40 % }"
    private static let form = RatioForm(bounds: 1...10_000)
    /// Weights by asset.
    static let schema = Schema.section(of: form.schema)

    /// Decodes weights that sum to exactly 100 %, each with its element.
    static func decodeAll(
        _ element: Element,
        _ context: Context
    ) throws(ScenarioError) -> [(target: TargetWeight, element: Element)] {
        var targets: [(target: TargetWeight, element: Element)] = []
        var sum: UInt64 = 0
        for entry in try element.assetEntries(expected, context) {
            let weight = try form.read(entry.value, context)
            sum += weight.count
            targets.append((TargetWeight(asset: entry.asset.name, weight: weight), entry.value))
        }
        if sum != BasisPoints.whole.count {
            throw element.error(
                "the weights sum to \(Canonical.percent(sum))",
                "they must sum to exactly 100 %"
            )
        }
        return targets
    }

    /// The weights as they are written.
    static func lines(_ targets: [TargetWeight]) -> [String] {
        targets.map { "\(Canonical.name($0.asset)): \(Canonical.ratio($0.weight))" }
    }
}

extension Element {
    /// The entries of a section whose keys are assets.
    func assetEntries(
        _ expected: String,
        _ context: Context
    ) throws(ScenarioError) -> [(asset: Asset, value: Element)] {
        var entries: [(asset: Asset, value: Element)] = []
        for entry in try self.entries(expected) {
            guard let asset = context.assets.first(where: { $0.name == entry.name }) else {
                throw entry.value.error(
                    "no asset \(Wording.quoted(entry.name))",
                    Wording.remedy(
                        for: entry.name,
                        among: context.assets.map(\.name),
                        listing: "the assets are"
                    )
                )
            }
            entries.append((asset, entry.value))
        }
        return entries
    }
}
