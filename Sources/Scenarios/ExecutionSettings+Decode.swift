extension ExecutionSettings {
    /// Decodes `vault.execution`.
    init(_ section: Section) throws(ScenarioError) {
        self.init(
            slices: try section.read(ExecutionKeys.slices),
            every: try section.read(ExecutionKeys.every),
            giveUp: try section.read(ExecutionKeys.giveUp)
        )
    }

    /// The keys and values of the section.
    var lines: [String] {
        [
            "slices: \(Canonical.grouped(slices))", "every: \(Canonical.duration(every))",
            "give_up: \(Canonical.duration(giveUp))",
        ]
    }
}
