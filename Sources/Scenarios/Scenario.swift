import Primitives

/// Everything that one run is made from: the checked contents of a scenario file.
///
/// Values only: every reference names something that exists, every figure is within its bounds,
/// and every default is filled in. `decode` makes one, `resolvedYAML` writes it back.
public struct Scenario: Sendable, Hashable {
    /// What the run is called, which also names its folder.
    public var name: String
    /// What to look for, in the author's words; may be empty.
    public var about: String
    /// The seed that every random stream of the run is derived from.
    public var seed: UInt64
    /// The chain's own parameters.
    public var chain: ChainSettings
    /// The tokens, in the order of the file.
    public var assets: [Asset]
    /// How the assets' random prices go together; nothing: each is for itself.
    public var correlation: Correlation?
    /// The pools, in the order of the file; several may trade the same two tokens.
    public var pools: [Pool]
    /// The vault, if the scenario has one.
    public var vault: VaultSettings?
    /// Those who act, in the order of the file.
    public var agents: [AgentSettings]
    /// Who sees pending transactions, and who puts them in order.
    public var ordering: OrderingSettings
    /// How long the run lasts.
    public var run: RunSettings
    /// What happens during the run, in the order of the file.
    public var events: [Event] = []
    /// What should hold at the end of every block; a variant has lines of its own.
    public var always: [AlwaysLine] = []
    /// What nobody knows, and between what it may lie.
    public internal(set) var assumptions: [Assumption] = []
    /// The scenario with all of that at every level but what is stated.
    public var levels: [AssumedScenario] = []
    /// The same scenario with some values replaced, in the order of the file.
    public var variants: [Variant] = []
    /// What the runs should end with, in the order of the file.
    public var expectations: [Expectation] = []

    /// Makes a scenario from parts that are already checked.
    public init(
        name: String,
        about: String = "",
        seed: UInt64,
        chain: ChainSettings = ChainSettings(),
        assets: [Asset],
        pools: [Pool] = [],
        vault: VaultSettings? = nil,
        agents: [AgentSettings] = [],
        ordering: OrderingSettings = OrderingSettings(),
        run: RunSettings
    ) {
        self.name = name
        self.about = about
        self.seed = seed
        self.chain = chain
        self.assets = assets
        self.pools = pools
        self.vault = vault
        self.agents = agents
        self.ordering = ordering
        self.run = run
    }

    /// How many blocks the run has; where they come at random and it has a time, on average.
    public var blocksExpected: UInt64 { run.blocks(every: chain.blockTime.mean) }

    /// The asset of that name.
    public func asset(named name: String) -> Asset? { assets.first { $0.name == name } }

    /// The pool of that name.
    public func pool(named name: String) -> Pool? { pools.first { $0.name == name } }
}
