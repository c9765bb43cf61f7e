import Scenarios

/// What one run of a scenario's variant amounts to.
public struct VariantMeasures: Sendable {
    /// The variant's name.
    public let variant: String
    /// Where its assumptions stand; nothing where the scenario has none.
    public let level: AssumptionLevel?
    /// What the run amounts to.
    public let measures: RunMeasures

    /// The measures of a run.
    public init(variant: String, level: AssumptionLevel?, measures: RunMeasures) {
        self.variant = variant
        self.level = level
        self.measures = measures
    }
}
