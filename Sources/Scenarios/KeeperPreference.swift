/// Which sales a keeper makes first where it may not make all that it wants.
public enum KeeperPreference: String, Sendable, Hashable, CaseIterable {
    /// Those that realise the least gain, or the most loss, for each unit of their proceeds.
    case lessRealisedGain = "less_realised_gain"
}
