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

    /// A document whose regimes and ranges are settled, and what is assumed in it.
    static func settled(_ document: Element) throws(ScenarioError) -> Assumptions {
        // Ranges are checked in all regimes.
        let ranged = try Ranges.settled(try Regimes.settled(document))
        return try Assumptions(Regimes.removed(from: ranged))
    }

    /// Decodes a document; a variant of another has no variants of its own.
    init(root document: Element, isVariant: Bool) throws(ScenarioError) {
        let assumed = try Self.settled(document)
        let forms = DocumentForms(written: document, settled: assumed.listed)
        try self.init(known: assumed.root, comparing: isVariant ? nil : forms)
        assumptions = assumed.all
        if assumptions.isEmpty { return }
        for level in AssumptionLevel.allCases where level != .stated {
            let known = try assumed.root(at: level)
            let scenario = try Scenario(known: known, comparing: nil)
            levels.append(AssumedScenario(level: level, scenario: scenario))
        }
    }

    /// Decodes a document whose assumptions are settled, with the variants of its forms if it has
    /// any.
    private init(
        known document: Element,
        comparing forms: DocumentForms?
    ) throws(ScenarioError) {
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
        root.context.vaultQuote = settings?.quote
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
        events = try Event.decodeAll(
            try root.readIfPresent(ScenarioKeys.events) ?? [],
            Event.Scene(chain: chain, run: run, agents: agents, context: root.context)
        )
        self.correlation = try correlation.map { section throws(ScenarioError) in
            try Correlation(section)
        }
        guard let forms else { return }
        variants = try Variant.decodeAll(
            try root.readIfPresent(ScenarioKeys.compare) ?? [],
            of: forms
        )
        expectations = try Expectation.decodeAll(
            try root.readIfPresent(ScenarioKeys.expect) ?? [],
            self
        )
        try decodeAlways(try root.readIfPresent(ScenarioKeys.always) ?? [])
    }

    /// Decodes `always`: lines about the run, or about a variant under its name.
    private mutating func decodeAlways(_ elements: [Element]) throws(ScenarioError) {
        let measures = SummaryMeasure.all(of: self)
        for element in elements {
            guard element.node.mapping != nil else {
                always.append(try AlwaysLine.read(element, of: self, measures))
                continue
            }
            let entry = try element.line(of: variants.map(\.name), example: ConditionForm.example)
            guard let number = variants.firstIndex(where: { $0.name == entry.name }) else {
                continue
            }
            let variant = variants[number].scenario
            let line = try AlwaysLine.read(
                entry.value,
                of: variant,
                SummaryMeasure.all(ofVariant: variant)
            )
            variants[number].scenario.always.append(line)
        }
    }
}

extension Context {
    /// What values may refer to once all of a scenario is decoded.
    init(_ scenario: Scenario) {
        self.init(
            assets: scenario.assets,
            pools: scenario.pools,
            vaultQuote: scenario.vault?.quote
        )
    }
}

extension Element {
    /// The variant's name and the line of an item such as `slices: vault.bids > 0`.
    func line(
        of variants: [String],
        example: String
    ) throws(ScenarioError) -> (name: String, value: Element) {
        let entries = try entries("a line such as \(example)")
        guard entries.count == 1, let entry = entries.first else {
            throw error(
                "has \(entries.count) lines",
                "write one line an item, as slices: \(example)"
            )
        }
        guard variants.contains(entry.name) else {
            throw error(
                "no variant \(Wording.quoted(entry.name))",
                Wording.remedy(for: entry.name, among: variants, listing: "variants")
            )
        }
        return entry
    }
}

extension ChainSettings {
    init(_ section: Section) throws(ScenarioError) {
        self.init(
            id: try section.read(ChainKeys.id),
            start: try section.read(ChainKeys.start),
            blockTime: try section.read(ChainKeys.blockTime),
            missedSlots: try section.read(ChainKeys.missedSlots),
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
        if chain.missedSlots.count > 0, case .blocks = duration {
            throw element.error(
                "the run counts blocks, and chain.missed_slots changes how many there are",
                "give it as a time"
            )
        }
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
