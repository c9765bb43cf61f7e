/// What is missing of a run that was interrupted.
public struct Unfinished: Sendable {
    /// How many blocks there would have been.
    public let blocks: UInt64
    /// The variants that have no row, because they did not end or did not begin.
    public let variants: [String]

    /// Makes a note.
    public init(blocks: UInt64, variants: [String]) {
        self.blocks = blocks
        self.variants = variants
    }

    /// One line, such as `interrupted after 12 of 60 blocks; not run: slices, auction`.
    public func text(after done: UInt64) -> String {
        let place = done < blocks ? " after \(Figures.grouped(done)) of" : " after all"
        let left = variants.isEmpty ? "" : "; not run: \(variants.joined(separator: ", "))"
        return "interrupted\(place) \(Figures.grouped(blocks)) blocks\(left)"
    }
}
