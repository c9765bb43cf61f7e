/// How much of a run is written.
public enum RecordLevel: String, CaseIterable, Sendable {
    /// A thinned series and no events: for long runs and many runs.
    case summary
    /// A row of the series for every block, and everything that happened.
    case full

    /// The most rows of a thinned series, but for one more where the last block falls between two.
    static let rowsMax: UInt64 = 2_000

    /// From one block with a row to the next.
    func stride(of blocks: UInt64) -> UInt64 {
        switch self {
        case .full: 1
        case .summary: (blocks + Self.rowsMax - 1) / Self.rowsMax
        }
    }
}
