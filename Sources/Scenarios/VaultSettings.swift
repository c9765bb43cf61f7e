import Primitives
import WideMath

/// The vault: what it holds, when it trades and what it refuses.
public struct VaultSettings: Sendable, Hashable {
    /// The name of the token that deposits and the net asset value are counted in.
    public var quote: String
    /// The weights to hold, in the order of the file; they sum to exactly 100 %.
    public var targets: [TargetWeight]
    /// What is deposited before the first block, in the quote token.
    public var deposit: TokenAmount
    /// When a rebalance is due.
    public var trigger: TriggerSettings
    /// What the vault refuses.
    public var guards: GuardSettings
    /// How it carries out a rebalance.
    public var execution = ExecutionSettings()
    /// What it charges.
    public var fees = FeeSettings()
    /// What its keepers get.
    public var reward = RewardSettings()
    /// Who may act as a keeper.
    public var keepers = KeeperAccess.list
    /// How long its owner's decisions wait before they hold, in seconds.
    public var timelock: UInt64 = 172_800

    /// Makes settings.
    public init(
        quote: String,
        targets: [TargetWeight],
        deposit: TokenAmount,
        trigger: TriggerSettings,
        guards: GuardSettings = GuardSettings()
    ) {
        self.quote = quote
        self.targets = targets
        self.deposit = deposit
        self.trigger = trigger
        self.guards = guards
    }
}

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

/// Who may act as a keeper of the vault.
public enum KeeperAccess: String, Sendable, Hashable, CaseIterable {
    /// The scenario's keepers.
    case list
    /// Anybody.
    case open
}
