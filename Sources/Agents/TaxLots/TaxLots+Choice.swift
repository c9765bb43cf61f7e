import Primitives

extension TaxLots {
    /// What a considered sale would gain at its price, without making it.
    public func gainOfSelling(
        _ candidate: SaleCandidate,
        at time: UInt64,
        by method: Method
    ) throws(TaxLotsError) -> RealisedGain {
        guard let proceeds = candidate.proceeds else { throw .overflow(asset: candidate.asset) }
        return try gainOfSelling(
            candidate.asset,
            amount: candidate.amount,
            for: proceeds,
            at: time,
            by: method
        )
    }

    /// Considered sales by what they gain per value sold, the least first; equals as given.
    ///
    /// Each is reckoned on the lots as they are now, as if it were the only one. One that brings
    /// nothing comes last.
    public func ordered(
        _ candidates: [SaleCandidate],
        at time: UInt64,
        by method: Method
    ) throws(TaxLotsError) -> [(candidate: SaleCandidate, gain: RealisedGain)] {
        var sales: [(candidate: SaleCandidate, gain: RealisedGain)] = []
        for candidate in candidates {
            sales.append((candidate, try gainOfSelling(candidate, at: time, by: method)))
        }
        let order = sales.indices.sorted { first, second in
            let (left, right) = (sales[first].gain.gain, sales[second].gain.gain)
            if left.isLessPerProceeds(than: right) { return true }
            return !right.isLessPerProceeds(than: left) && first < second
        }
        return order.map { sales[$0] }
    }
}
