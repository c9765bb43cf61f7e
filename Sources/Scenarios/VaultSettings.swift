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

/// When a rebalance is due.
public struct TriggerSettings: Sendable, Hashable {
    /// The absolute distance of a weight from its target at which a rebalance is due: 5 % means
    /// that a target of 60 % is left at 55 % or 65 %.
    public var threshold: BasisPoints

    /// Makes a trigger.
    public init(threshold: BasisPoints) { self.threshold = threshold }
}

/// What the vault refuses, whatever its keeper says.
public struct GuardSettings: Sendable, Hashable {
    /// The most that a trade may lose against the oracle price.
    public var slippage: BasisPoints
    /// The oldest oracle answer that is still used, in seconds.
    public var oracleAge: UInt64
    /// The least time between two rebalances, in seconds.
    public var cooldown: UInt64

    /// Makes guards; what is left out has the format's default.
    public init(
        slippage: BasisPoints = BasisPoints(100),
        oracleAge: UInt64 = 3_600,
        cooldown: UInt64 = 600
    ) {
        self.slippage = slippage
        self.oracleAge = oracleAge
        self.cooldown = cooldown
    }
}
