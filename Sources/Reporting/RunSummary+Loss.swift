import Measures
import Primitives
import WideMath

extension RunSummary {
    /// `vault.loss`: the sums of all trades' terms, in quote units.
    ///
    /// Where a trade cannot be compared with a block without the attackers, what depends on the
    /// comparison is missing, and the reasons say why; timing and shortfall stay.
    func loss(_ vault: VaultMeasures) -> JSON {
        let waterfall = vault.waterfall
        let gas = vault.gasCost.flatMap { Self.whole($0) }
        func compared(_ term: SignedAmount) -> JSON {
            waterfall.isComplete ? .string(term.description) : .null
        }
        return .object([
            ("timing", .string(waterfall.timing.description)),
            ("basis", compared(waterfall.terms.basis)), ("fee", compared(waterfall.terms.fee)),
            ("impact", compared(waterfall.terms.impact)), ("mev", compared(waterfall.terms.mev)),
            ("shortfall", .string(waterfall.shortfall.description)), ("gas", JSON(gas)),
            ("total", JSON(total(waterfall.shortfall, gasCost: vault.gasCost))),
            ("trades", .int(waterfall.trades)),
            ("not_compared", Self.counts(waterfall.missing)),
        ])
    }

    /// The shortfall with the gas on top; nothing where gas has no price.
    private func total(_ shortfall: SignedAmount, gasCost: Double?) -> String? {
        guard let gasCost, let gas = UInt256(truncating: gasCost.rounded()) else { return nil }
        var total = shortfall
        total.add(gas)
        return total.description
    }

    /// The waterfall in words: the shortfall first, then what it is made of.
    func lossRows(
        _ waterfall: WaterfallMeasures,
        _ quote: String,
        unit: Double
    ) -> [(String, String)] {
        if waterfall.trades == 0 { return [] }
        func amount(_ term: SignedAmount) -> String {
            Figures.grouped(term.asDouble / unit, decimals: 2)
        }
        var rows = [("short of the market", "\(amount(waterfall.shortfall)) \(quote)")]
        let terms = waterfall.terms
        if waterfall.isComplete {
            let parts = [
                ("timing", terms.timing), ("basis", terms.basis), ("fees", terms.fee),
                ("impact", terms.impact), ("MEV", terms.mev),
            ]
            rows.append(
                (
                    "of that",
                    parts.map { "\($0.0) \(amount($0.1))" }.joined(separator: ", ")
                )
            )
        } else {
            rows.append(
                (
                    "not compared",
                    Self.reasons(waterfall.missing.values.reduce(0, +), waterfall.missing)
                )
            )
        }
        return rows
    }

    /// Who has what the victims of attacks lost: the gains of all others sum to it.
    func redistributed(_ quote: String) -> String {
        let redistribution = measures.redistribution
        func amount(_ kind: Redistribution.Kind) -> String {
            Figures.grouped(redistribution.value(of: kind), decimals: 2)
        }
        let loss = Figures.grouped(-redistribution.value(of: .victim), decimals: 2)
        return "\(loss) \(quote): to attackers \(amount(.attacker)), arbitrage "
            + "\(amount(.arbitrageur)), pools \(amount(.pool))"
    }

    /// What the victims of attacks lost together, in units of the first pool's quote token.
    var victimLoss: String? {
        let redistribution = measures.redistribution
        let unit = redistribution.quote?.unit.asDouble ?? 1
        return Self.whole(-redistribution.value(of: .victim) * unit)
    }

    /// `mev.redistribution`: who gained and lost by attacks, and that between them nothing was.
    var redistribution: JSON {
        let redistribution = measures.redistribution
        let unit = redistribution.quote?.unit.asDouble ?? 1
        func gains(_ gains: [SignedAmount]) -> JSON {
            .object(zip(world.tokens, gains).map { ($0.name, .string($1.description)) })
        }
        return .object([
            (
                "parties",
                .array(
                    redistribution.parties.map { party in
                        .object([
                            ("name", .string(party.name)), ("kind", .string(party.kind.rawValue)),
                            ("gains", gains(party.gains)),
                            ("value", JSON(Self.whole(party.value * unit))),
                            ("burnt_wei", .string(party.burnt.description)),
                            ("paid_to_builder_wei", .string(party.paidToBuilder.description)),
                        ])
                    }
                )
            ), ("sums", gains(redistribution.sums)),
            (
                "values",
                .object(
                    Redistribution.Kind.allCases.map { kind in
                        (kind.rawValue, JSON(Self.whole(redistribution.value(of: kind) * unit)))
                    }
                )
            ),
        ])
    }
}
