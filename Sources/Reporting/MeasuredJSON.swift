import Measures
import Primitives
import WideMath

/// The parts of `summary.json` that follow from a run's measures alone, as docs/MEASURES.md defines
/// them.
struct MeasuredJSON {
    private let measures: RunMeasures

    /// The parts of a run.
    init(_ measures: RunMeasures) { self.measures = measures }

    /// Blocks, transactions and gas.
    var counts: [(String, JSON)] {
        [
            ("blocks", .int(measures.blocks)), ("transactions", transactions),
            (
                "gas",
                .object([
                    ("used", .string(String(measures.gasUsed))),
                    ("burnt_wei", .string(measures.burnt.description)),
                    ("priority_wei", .string(measures.priority.description)),
                ])
            ),
        ]
    }

    /// The vault, ordering, liquidity and agents.
    var parts: [(String, JSON)] {
        [
            ("vault", measures.vault.map { vault($0) } ?? .null), ("mev", mev),
            ("liquidity", .object([("drought_blocks", .null)])),
            ("agents", .array(measures.parties.map { party($0) })),
        ]
    }

    /// Conditions tested, where that is known, and those that did not hold.
    func invariants(checked: UInt64?) -> JSON {
        .object([
            ("checked", checked.map { .int($0) } ?? .null),
            ("violated", .int(UInt64(measures.violations.count))),
        ])
    }

    private var transactions: JSON {
        .object([
            ("included", .int(measures.transactions.included)),
            ("reverted", .int(measures.transactions.reverted)),
            ("halted", .int(measures.transactions.halted)),
            ("rejected", .int(measures.transactions.rejected)),
        ])
    }

    private func vault(_ vault: VaultMeasures) -> JSON {
        let nothing = JSON.null
        return .object([
            ("nav_start", .string(vault.navStart.description)),
            ("nav_end", .string(vault.navEnd.description)),
            ("share_price_end", .string("\(vault.sharePriceEnd)")),
            ("nav_market_start", .double(vault.marketStart)),
            ("nav_market_end", .double(vault.marketEnd)), ("hold_end", .double(vault.holdEnd)),
            ("tracking_error", nothing), ("deviation_max", .double(vault.deviationMax)),
            ("deviation_end", .double(vault.deviationEnd)),
            (
                "rebalances",
                .object([
                    ("done", .int(vault.done)), ("failed", .int(vault.failed)),
                    ("failed_by_reason", Self.counts(vault.failures)),
                    ("held_back", .int(vault.heldBack.values.reduce(0, +))),
                    ("held_back_by_reason", Self.counts(vault.heldBack)),
                    ("gas_wei", .string(vault.gasPaid.description)),
                ])
            ),
            ("bids", .int(vault.bids)), ("lost", .string(vault.lost.description)),
            ("sold", .string(vault.sold.description)), ("turnover", .double(vault.turnover)),
            (
                "loss",
                .object([
                    ("timing", nothing), ("basis", nothing), ("fee", nothing),
                    ("impact", nothing), ("mev", nothing),
                    ("gas", JSON(vault.gasCost.flatMap { Self.whole($0) })), ("total", nothing),
                ])
            ), ("tax", vault.tax.map { RunSummary.tax($0) } ?? nothing),
        ])
    }

    private var mev: JSON {
        let sandwiches = measures.sandwiches
        let unit = sandwiches.quote?.unit.asDouble ?? 1
        return .object([
            ("extracted", JSON(Self.whole(sandwiches.take * unit))), ("victim_loss", .null),
            ("attacks", .int(sandwiches.attacks)),
            ("attacks_on_vault", .int(sandwiches.attacksOnVault)),
            ("extracted_from_vault", JSON(Self.whole(sandwiches.takeFromVault * unit))),
            ("gas_wei", .string(sandwiches.gasPaid.description)), ("detector", detector),
        ])
    }

    private var detector: JSON {
        let detector = measures.detector
        return .object([
            (
                "sandwiches",
                .object([
                    ("found", .int(detector.found)), ("true", .int(detector.made)),
                    ("precision", JSON(detector.precision)), ("recall", JSON(detector.recall)),
                ])
            ), ("arbitrages", .object([("found", .int(detector.arbitrages))])),
        ])
    }

    private func party(_ party: RunMeasures.Party) -> JSON {
        .object([
            ("name", .string(party.name)), ("role", .string(party.role)),
            ("included", .int(party.included)), ("failed", .int(party.failed)),
            ("gas_wei", .string(party.gasPaid.description)),
            (
                "flows",
                .object(
                    zip(measures.tokens, party.flows).map { token, flow in
                        (token.name, .string(flow.description))
                    }
                )
            ),
        ])
    }

    private static func counts(_ counts: [String: UInt64]) -> JSON {
        .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })
    }

    /// A valuation rounded to the nearest smallest unit, in digits.
    private static func whole(_ value: Double) -> String? {
        guard let magnitude = UInt256(truncating: value.magnitude.rounded()) else { return nil }
        return (value < 0 && !magnitude.isZero ? "-" : "") + magnitude.description
    }
}
