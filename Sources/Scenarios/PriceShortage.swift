/// Typed-in prices that end before the run does.
package struct PriceShortage {
    /// What there is: `3 prices 1 h apart`.
    package let given: String
    /// What to do about it.
    package let remedy: String

    fileprivate init(_ given: String, _ needed: UInt64, _ noun: String) {
        self.given = given
        remedy = "give \(Canonical.grouped(needed)) \(noun) or shorten the run"
    }
}

extension PricePath {
    /// What is missing of typed-in prices, where they do not reach a time.
    package func shortage(before seconds: UInt64) -> PriceShortage? {
        switch self {
        case .replay(let replay):
            let intervals = (seconds + replay.every - 1) / replay.every
            guard replay.points.count <= intervals else { return nil }
            let apart = Canonical.duration(replay.every)
            return PriceShortage(
                "\(replay.points.count) prices \(apart) apart",
                intervals + 1,
                "prices"
            )
        case .bars(let replay):
            let intervals = (seconds + replay.every - 1) / replay.every
            guard replay.bars.count < intervals else { return nil }
            let length = Canonical.duration(replay.every)
            return PriceShortage("\(replay.bars.count) bars of \(length)", intervals, "bars")
        case .constant, .file, .gbm, .peg: return nil
        }
    }
}
