import Simulation

/// What a run folder writes of a block; empty where the block is left out.
public struct RecordedBlock {
    /// Its lines of `events.jsonl`, each ended.
    public internal(set) var events = ""
    /// What they were made of.
    public internal(set) var lines: [JSON] = []
    /// Its row of `series.csv`, ended.
    public internal(set) var series = ""
    /// What the row was made of, and the cost of the vault's next rebalance in whole quote tokens.
    public internal(set) var state: (record: BlockRecord, rebalanceCost: Double?)?
}
