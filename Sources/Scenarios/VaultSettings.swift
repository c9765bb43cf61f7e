import Primitives
import WideMath

/// The vault: what it holds, when it trades and what it refuses.
public struct VaultSettings: Sendable, Hashable {
    /// The name of the token that deposits and the net asset value are counted in.
    public var quote: String
    /// The weights to hold, in the order of the file; they sum to exactly 100 %. None for an index.
    public var targets: [TargetWeight]
    /// What is deposited before the first block, in the quote token; zero for an index.
    public var deposit: TokenAmount
    /// An index by units, instead of targets and a deposit.
    public var index: IndexSettings?
    /// Tilts the targets towards what rises.
    public var momentum: MomentumSettings?
    /// How single assets are traded, in the order of the file.
    public var assets: [AssetTerms] = []
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

    /// The names of the assets that the vault may hold, in the order of the file.
    public var held: [String] {
        index.map { $0.components.map(\.asset) } ?? targets.map(\.asset)
    }
}

/// Who may act as a keeper of the vault.
public enum KeeperAccess: String, Sendable, Hashable, CaseIterable {
    /// The scenario's keepers.
    case list
    /// Anybody.
    case open
}
