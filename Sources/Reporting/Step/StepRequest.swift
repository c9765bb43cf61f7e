/// What a session wants of the walk; it goes on when it gets it, or is told why not.
public enum StepRequest: Hashable, Sendable {
    /// To stand before another block.
    case go(UInt64)
    /// To go on to the next block that has something.
    case seek(BlockWalk.Landmark)
    /// To see the block with transactions in this order, by numbers of arrival.
    case fork([UInt64])
    /// To end.
    case quit
}
