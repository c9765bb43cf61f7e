import Primitives

/// An index by units: so much of each token in one unit of the index.
public struct IndexSettings: Sendable, Hashable {
    /// How much of one token is in a unit of the index.
    public struct Component: Sendable, Hashable {
        /// The asset's name.
        public var asset: String
        /// How much of it, in its smallest units; zero for an asset that may come.
        public var units: TokenAmount

        /// Makes a component.
        public init(asset: String, units: TokenAmount) {
            self.asset = asset
            self.units = units
        }
    }

    /// How many units of the index there are at the start, whole ones.
    public var supply: UInt64
    /// What is in each, in the order of the file.
    public var components: [Component]

    /// Makes an index.
    public init(supply: UInt64, components: [Component]) {
        self.supply = supply
        self.components = components
    }
}

/// The keys of `vault.index`.
enum IndexKeys {
    static let supply = Key(
        "supply",
        CountForm(bounds: 1...1_000_000_000_000),
        "How many units of the index the vault holds at the start."
    )
    static let units = Key(
        "units",
        ElementForm(
            expected: IndexSettings.Component.expected,
            schema: IndexSettings.Component.schema
        ),
        "How much of each token is in one unit of the index."
    )

    static let table = KeyTable(title: "an index", keys: [supply, units])
}

extension IndexSettings {
    /// Decodes `vault.index`.
    init(_ section: Section) throws(ScenarioError) {
        let supply = try section.read(IndexKeys.supply)
        let units = try section.read(IndexKeys.units)
        self.init(
            supply: supply,
            components: try Component.decodeAll(units, section.context).map(\.component)
        )
        for component in components {
            let held = component.units.raw.multipliedReportingOverflow(by: .init(supply))
            if held.overflow || held.partialValue >= AmountForm.bound {
                throw units.error(
                    "the vault would hold too much \(component.asset)",
                    "supply times units must be below 2^112 smallest units"
                )
            }
        }
    }
}

extension IndexSettings.Component {
    /// What stands where units do.
    static let expected = "a section such as { WETH: 0.05 WETH, USDC: 40 USDC }"
    private static let form = AmountForm(rawMin: .zero, example: "0.05 WETH")
    /// Amounts by asset.
    static let schema = Schema.section(of: form.schema)

    /// Decodes units of which not all are zero, each with its element.
    static func decodeAll(
        _ element: Element,
        _ context: Context
    ) throws(ScenarioError) -> [(component: IndexSettings.Component, element: Element)] {
        var components: [(component: IndexSettings.Component, element: Element)] = []
        for entry in try element.assetEntries(expected, context) {
            let value = try form.read(entry.value, context)
            guard value.asset == entry.asset else {
                throw entry.value.error(
                    "the amount is in \(value.asset.name)",
                    "give it in \(entry.asset.name)"
                )
            }
            components.append(
                (Self(asset: entry.asset.name, units: value.amount), entry.value)
            )
        }
        if components.allSatisfy(\.component.units.isZero) {
            throw element.error("there is nothing in it", "give one asset at least some units")
        }
        return components
    }
}
