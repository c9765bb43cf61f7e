/// How far a run is, on one line that fits the terminal.
public struct ProgressLine {
    /// Blocks done.
    public var done: UInt64
    /// Blocks in all.
    public var total: UInt64
    /// Seconds since the start.
    public var seconds: Double

    /// Makes a line.
    public init(done: UInt64, total: UInt64, seconds: Double) {
        self.done = done
        self.total = total
        self.seconds = seconds
    }

    /// The line in fewer columns than the terminal has, so that it never wraps; what matters least
    /// goes first.
    public func text(columns: Int) -> String {
        // Events may make more blocks than there would have been.
        let percent = total <= done ? 100 : Int(Double(done) / Double(total) * 100)
        let rate = Double(done) / max(seconds, 0.001)
        let blocks = "block \(Figures.grouped(done)) of \(Figures.grouped(total)) (\(percent) %)"
        let left = "\(Self.duration(Double(total - min(done, total)) / max(rate, 1e-9))) left"
        let full = "\(blocks), \(Figures.grouped(rate, decimals: 0)) blocks/s, \(left)"
        let choices = [full, "\(blocks), \(left)", "\(percent) %, \(left)", "\(percent) %"]
        return choices.first { $0.count < columns } ?? ""
    }

    /// A time in its two largest units: `41 s`, `12 min 5 s`, `3 h 20 min`, `4 d 2 h`.
    static func duration(_ seconds: Double) -> String {
        guard seconds < 1e9 else { return "years" }
        let whole = UInt64(seconds.rounded(.up))
        let units: [(length: UInt64, name: String)] = [
            (86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"),
        ]
        guard let first = units.firstIndex(where: { whole >= $0.length }) else { return "0 s" }
        let (length, name) = units[first]
        guard first + 1 < units.count else { return "\(whole) s" }
        let (part, partName) = units[first + 1]
        let rest = whole % length / part
        return "\(whole / length) \(name)" + (rest == 0 ? "" : " \(rest) \(partName)")
    }
}
