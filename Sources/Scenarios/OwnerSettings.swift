import Primitives

/// The vault's owner, who changes what it should hold: announced, and done after the timelock.
public struct OwnerSettings: Sendable, Hashable {
    /// What it changes.
    public enum Change: Sendable, Hashable {
        /// The weights, in the order of the file.
        case targets([TargetWeight])
        /// The units of an index, in the order of the file; what is not named goes to zero.
        case units([IndexSettings.Component])
    }

    /// When it announces the change, in seconds after the start.
    public var after: UInt64
    /// What it changes.
    public var change: Change

    /// Makes settings.
    public init(after: UInt64, change: Change) {
        self.after = after
        self.change = change
    }
}

extension OwnerSettings {
    /// Decodes the keys of an agent whose role is owner.
    init(_ section: Section, _ vault: VaultSettings?) throws(ScenarioError) {
        guard let vault else {
            throw try section.child(AgentKeys.role).error(
                "an owner needs a vault",
                "add a section vault: or remove the owner"
            )
        }
        if vault.momentum != nil {
            throw try section.child(AgentKeys.role).error(
                "the vault's weights follow momentum",
                "remove the owner, or vault.momentum"
            )
        }
        let after = try section.read(AgentKeys.after)
        if vault.index == nil {
            try section.refuse([AgentKeys.units], "the vault is no index", "write targets:")
            let element = try section.required(AgentKeys.targets, "an owner")
            let targets = try TargetWeight.decodeAll(element, section.context)
            for (target, element) in targets { try vault.require(target.asset, element) }
            self.init(after: after, change: .targets(targets.map(\.target)))
        } else {
            try section.refuse([AgentKeys.targets], "the vault is an index", "write units:")
            let element = try section.required(AgentKeys.units, "the owner of an index")
            let units = try IndexSettings.Component.decodeAll(element, section.context)
            for (component, element) in units { try vault.require(component.asset, element) }
            self.init(after: after, change: .units(units.map(\.component)))
        }
    }
}

extension VaultSettings {
    /// Refuses an asset that the vault cannot hold.
    fileprivate func require(_ asset: String, _ element: Element) throws(ScenarioError) {
        guard asset == quote || held.contains(asset) else {
            throw element.error(
                "the vault holds no \(asset)",
                index == nil
                    ? "give it a target in the vault, 1 bp at least"
                    : "add it to the vault's units, with 0 \(asset)"
            )
        }
    }
}
