/// How well detectors that see logs alone do over a run, by the ground truth of intents.
public struct DetectorMeasures: Hashable, Sendable {
    /// Sandwiches that the detector found.
    public private(set) var found: UInt64 = 0
    /// Sandwiches that there were: both legs succeeded in one block.
    public private(set) var made: UInt64 = 0
    /// Those of them that the detector found: the same two legs, and around the same victim.
    public private(set) var right: UInt64 = 0
    /// Arbitrage between pools that the detector found.
    public private(set) var arbitrages: UInt64 = 0
    /// Transactions that succeeded and were meant as such: cycles and back-runs.
    public private(set) var arbitragesMade: UInt64 = 0
    /// Those of them that the detector found.
    public private(set) var arbitragesRight: UInt64 = 0
    /// Copies of others' transactions that it found: arbitrage too, but who copies does not know.
    public private(set) var arbitragesCopied: UInt64 = 0
    /// What was found in the last block added.
    public private(set) var last: [Sandwich] = []

    /// No block yet.
    public init() {}

    /// The part of those found that there were; nothing where none was found.
    public var precision: Double? { found == 0 ? nil : Double(right) / Double(found) }

    /// The part of those that there were that was found; nothing where there was none.
    public var recall: Double? { made == 0 ? nil : Double(right) / Double(made) }

    /// The part of the arbitrage found that there was, copies included; nothing where none was.
    public var arbitragePrecision: Double? {
        arbitrages == 0 ? nil : Double(arbitragesRight + arbitragesCopied) / Double(arbitrages)
    }

    /// The part of the arbitrage that there was that was found; nothing where there was none.
    public var arbitrageRecall: Double? {
        arbitragesMade == 0 ? nil : Double(arbitragesRight) / Double(arbitragesMade)
    }

    /// Adds a block: what the detectors see of it, and what there was to find.
    public mutating func add(
        _ block: [PublicTransaction],
        truth: [SandwichMeasures.Attack],
        cycles: Set<Int> = [],
        copies: Set<Int> = []
    ) {
        // Most blocks have too few swaps for either.
        let swaps = SwapTrace.mayBelongTogether(in: block) ? SwapTrace.swaps(of: block) : []
        last = SandwichDetector.sandwiches(in: swaps)
        let places = ArbitrageDetector.arbitrages(in: swaps).map { found in
            Set(found.swaps.map(\.transaction))
        }
        arbitrages += UInt64(places.count)
        arbitragesMade += UInt64(cycles.count)
        arbitragesRight += UInt64(places.count { $0.count == 1 && $0.isSubset(of: cycles) })
        arbitragesCopied += UInt64(places.count { $0.count == 1 && $0.isSubset(of: copies) })
        found += UInt64(last.count)
        made += UInt64(truth.count)
        right += UInt64(
            truth.count { attack in last.contains { $0.isTheSame(as: attack) } }
        )
    }
}

extension Sandwich {
    /// Whether it has the legs of an attack, and the attack's victim between them.
    ///
    /// No two attacks share a leg, nor do two sandwiches: at most one is the same.
    fileprivate func isTheSame(as attack: SandwichMeasures.Attack) -> Bool {
        front.transaction == attack.legs.lowerBound && back.transaction == attack.legs.upperBound
            && victims.contains { $0.transaction == attack.victimPlace }
    }
}
