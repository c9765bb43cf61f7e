import Primitives

extension Scenario {
    /// Reads and checks a scenario.
    ///
    /// - Parameters:
    ///   - text: YAML 1.2 of the form `format: 1`.
    ///   - file: The file's name, for errors.
    /// - Returns: The scenario with every default filled in.
    /// - Throws: The first thing that is wrong, with its line and remedy.
    public static func decode(_ text: String, file: String) throws(ScenarioError) -> Scenario {
        try decode(bytes: Array(text.utf8), file: file)
    }

    /// Reads and checks a scenario from the bytes of a file, of which at most 1 MB are accepted.
    ///
    /// - Parameters:
    ///   - bytes: YAML 1.2 of the form `format: 1`, in UTF-8.
    ///   - file: The file's name, for errors.
    ///   - overrides: Values that replace the file's, as `vault.guards.slippage=50 bp`; see
    ///     `Override` for paths.
    /// - Returns: The scenario with every default filled in.
    /// - Throws: The first thing that is wrong, with its line and remedy.
    public static func decode(
        bytes: [UInt8],
        file: String,
        overrides: [String] = []
    ) throws(ScenarioError) -> Scenario {
        var root = try YAMLDocument.root(of: try SourceText(bytes: bytes, file: file))
        var places: [(place: String, override: Override)] = []
        for text in overrides {
            let override = try Override(text)
            let applied = try override.applied(to: root)
            root = applied.root
            places.append((applied.place, override))
        }
        do throws(ScenarioError) {
            return try Scenario(root: root, isVariant: false)
        } catch {
            throw error.placed(among: places)
        }
    }

    /// Decodes a document; a variant of another has no variants of its own.
    init(root document: Element, isVariant: Bool) throws(ScenarioError) {
        var root = try Section(document, ScenarioKeys.table, Context())
        try root.read(ScenarioKeys.format)
        let name = try root.read(ScenarioKeys.name)
        let about = try root.read(ScenarioKeys.about)
        let seed = try root.read(ScenarioKeys.seed)
        let chain = try ChainSettings(try root.read(ScenarioKeys.chain))
        let run = try RunSettings(try root.read(ScenarioKeys.run), chain: chain)
        root.context.assets = try Asset.decodeAll(try root.read(ScenarioKeys.assets), run, chain)
        let correlation = try root.readIfPresent(ScenarioKeys.correlation)
        root.context.pools = try Pool.decodeAll(
            try root.readIfPresent(ScenarioKeys.pools) ?? [],
            root.context
        )
        let vault = try root.readIfPresent(ScenarioKeys.vault)
        let settings = try vault.map { section throws(ScenarioError) in
            try VaultSettings(section, root.context)
        }
        let agents = try AgentSettings.decodeAll(
            try root.readIfPresent(ScenarioKeys.agents) ?? [],
            settings,
            root.context
        )
        if let vault, let settings { try settings.checkOracles(agents, vault) }
        self.init(
            name: name,
            about: about,
            seed: seed,
            chain: chain,
            assets: root.context.assets,
            pools: root.context.pools,
            vault: settings,
            agents: agents,
            ordering: try OrderingSettings(try root.read(ScenarioKeys.ordering), agents),
            run: run
        )
        self.correlation = try correlation.map { section throws(ScenarioError) in
            try Correlation(section)
        }
        if isVariant { return }
        variants = try Variant.decodeAll(
            try root.readIfPresent(ScenarioKeys.compare) ?? [],
            of: document
        )
        expectations = try Expectation.decodeAll(
            try root.readIfPresent(ScenarioKeys.expect) ?? [],
            self
        )
    }
}

extension ChainSettings {
    init(_ section: Section) throws(ScenarioError) {
        self.init(
            id: try section.read(ChainKeys.id),
            start: try section.read(ChainKeys.start),
            blockTime: try section.read(ChainKeys.blockTime),
            gasLimit: Gas(try section.read(ChainKeys.gasLimit)),
            baseFee: try section.read(ChainKeys.baseFee),
            fork: try section.read(ChainKeys.fork),
            signatures: try section.read(ChainKeys.signatures),
            stateRoots: try section.read(ChainKeys.stateRoots)
        )
    }
}

extension RunSettings {
    init(_ section: Section, chain: ChainSettings) throws(ScenarioError) {
        self.init(duration: try section.read(RunKeys.duration))
        let element = try section.child(RunKeys.duration)
        let blocks = blocks(every: chain.blockTime.mean)
        if blocks == 0 {
            throw element.error(
                "the run is shorter than one block",
                "blocks are \(Canonical.duration(chain.blockTime.mean)) apart; make it longer"
            )
        }
        if blocks > RunDurationForm.blocksMax {
            throw element.error(
                "the run has \(Canonical.grouped(blocks)) blocks",
                "a run has at most \(Canonical.grouped(RunDurationForm.blocksMax))"
            )
        }
    }
}

/// Names that may not repeat.
struct UniqueNames {
    /// What is named: `pool`.
    let kind: String
    private var lines: [String: Int] = [:]

    init(kind: String) { self.kind = kind }

    /// Refuses a name that was there before.
    mutating func add(_ name: String, _ element: Element) throws(ScenarioError) {
        if let line = lines[name] {
            throw element.error(
                "another \(kind) is called \(Wording.quoted(name)), in line \(line)",
                "give each \(kind) its own name"
            )
        }
        lines[name] = element.line
    }
}
