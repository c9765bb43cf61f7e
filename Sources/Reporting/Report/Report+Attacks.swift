import Measures
import WideMath

extension Report {
    /// What attackers took, and how.
    var attacks: Section? {
        let measures = summary.measures
        let sandwiches = measures.sandwiches
        guard sandwiches.isSought || collector.hasAttackers else { return nil }
        var section = Section(anchor: "attacks", title: "Attacks")
        let quote = sandwiches.quote?.name ?? ""
        let lost = number(-measures.redistribution.value(of: .victim), 2)
        section.lead =
            ReportText.counted(sandwiches.attacks, "sandwich", "sandwiches") + " took "
            + "\(number(sandwiches.take, 2)) \(quote) before gas; "
            + "\(Figures.grouped(sandwiches.attacksOnVault)) of them were around the vault’s "
            + "trades and took \(number(sandwiches.takeFromVault, 2)). In all blocks with "
            + "attackers, victims lost \(lost) \(quote) against the same blocks without them."
        if sandwiches.attacks > 0 { section.charts.append(timeline(quote)) }
        if collector.hasAttackers { section.charts.append(redistribution(quote)) }
        if !measures.redistribution.parties.isEmpty { section.tables.append(parties(quote)) }
        if !collector.attacks.isEmpty { section.tables.append(attackTable(quote)) }
        return section
    }

    /// The attacks of the table, each with its transactions and the pool's curve.
    var attackDetails: Section? {
        guard !collector.attacks.isEmpty else { return nil }
        var section = Section(anchor: "attack-by-attack", title: "Attack by attack")
        let quote = summary.measures.sandwiches.quote?.name ?? ""
        section.attacks = collector.attacks.enumerated().map { view($1, place: $0, quote) }
        return section
    }

    private func timeline(_ quote: String) -> ReportChart {
        let columns = collector.columns
        let greatest = collector.attacks.max { $0.takeInQuote < $1.takeInQuote }
        return slots(
            ReportChart(
                id: "mev",
                kind: .slots,
                title: "What sandwiches took, through time",
                sentence: greatest.map {
                    "The greatest, in block \(Figures.grouped($0.block)), took \($0.take) around "
                        + "\($0.victim)."
                } ?? "",
                axis: "\(quote) in each \(slotLength), at the block’s outside prices, before gas",
                unit: quote,
                decimals: 2
            ),
            [
                ("around the vault’s trades", 2, columns.takeFromVault),
                ("around others’ trades", 6, columns.takeFromOthers),
            ]
        )
    }

    private func redistribution(_ quote: String) -> ReportChart {
        let columns = collector.columns
        return lines(
            ReportChart(
                id: "redistribution",
                kind: .lines,
                title: "What victims have lost and attackers gained",
                sentence: "Each block with attackers is executed again without them; the "
                    + "differences are added up. What victims lost and attackers did not gain, "
                    + "pools and arbitrageurs did.",
                axis: "\(quote) since the start, at each block’s outside prices, before gas",
                unit: quote,
                decimals: 2,
                isLow: true,
                series: [
                    line(columns.victims, "lost by victims", mark: 1, isStepped: true),
                    line(columns.attackers, "gained by attackers", mark: 2, isStepped: true),
                ]
            )
        )
    }

    private func parties(_ quote: String) -> ReportTable {
        var table = ReportTable(
            caption: "Who gained and lost by attacks; gas is not in it",
            columns: [
                .init(name: "who", isText: true), .init(name: "as", isText: true),
                .init(name: "gained, \(quote)"), .init(name: "base fees burnt, ETH"),
                .init(name: "paid to the builder, ETH"),
            ]
        )
        for party in summary.measures.redistribution.parties {
            let isAttacker = party.kind == .attacker
            table.add(
                [party.name, party.kind.rawValue, number(party.value, 2)]
                    + [party.burnt, party.paidToBuilder].map {
                        isAttacker ? number($0.raw.asDouble / 1e18, 6) : "–"
                    }
            )
        }
        return table
    }

    private func attackTable(_ quote: String) -> ReportTable {
        let left = collector.attackCount - UInt64(collector.attacks.count)
        var table = ReportTable(
            caption: "Sandwiches: those around the vault’s trades, then those that took most",
            columns: [
                .init(name: "no."), .init(name: "block"), .init(name: "attacker", isText: true),
                .init(name: "victim", isText: true), .init(name: "took"),
                .init(name: "worth, \(quote)"), .init(name: "gas, ETH"),
            ]
        )
        for (place, attack) in collector.attacks.enumerated() {
            table.rows.append([
                .init(value: "\(place + 1)", link: "attack-\(place + 1)"),
                .init(value: Figures.grouped(attack.block), link: Self.anchor(attack.block)),
                .init(value: attack.attacker), .init(value: attack.victim),
                .init(value: attack.take), .init(value: number(attack.takeInQuote, 2)),
                .init(value: number(attack.fee, 6)),
            ])
        }
        if left > 0 {
            table.more =
                "The first \(collector.attacks.count) of these; \(Figures.grouped(left)) more are "
                + "in events.jsonl, which --record full writes."
        }
        return table
    }

    /// What the template of an attack names.
    private func view(_ attack: ReportAttack, place: Int, _ quote: String) -> [String: Any] {
        let block = Figures.grouped(attack.block)
        var view: [String: Any] = [
            "anchor": "attack-\(place + 1)", "isFirst": place == 0,
            "title": "\(place + 1). Block \(block): \(attack.attacker) took \(attack.take) around "
                + attack.victim,
            "sentence": sentence(attack, quote), "block": Self.anchor(attack.block),
            "table": steps(attack).view,
        ]
        if let curve = PoolCurve(attack) { view["curve"] = curve.view }
        return view
    }

    private func sentence(_ attack: ReportAttack, _ quote: String) -> String {
        let net = "It took \(number(attack.takeInQuote, 2)) \(quote) and paid "
        let gas = "\(number(attack.fee, 6)) ETH to the chain."
        guard let pool = attack.pool, let before = attack.before else { return net + gas }
        let prices = [before.price] + attack.steps.map(\.after.price)
        let decimals = ReportText.decimals(for: before.price)
        return "The price in \(pool.name) went from "
            + prices.map { number($0, decimals) }.joined(separator: " to ")
            + " \(pool.quote.name). " + net + gas
    }

    private func steps(_ attack: ReportAttack) -> ReportTable {
        let base = attack.pool?.base.name ?? ""
        let quote = attack.pool?.quote.name ?? ""
        var table = ReportTable(
            caption: "Its transactions, and the pool after each",
            columns: [
                .init(name: "what", isText: true), .init(name: "place"),
                .init(name: "who", isText: true), .init(name: "gave"),
                .init(name: "got"), .init(name: "price, \(quote)"),
                .init(name: "\(base) in the pool"), .init(name: "\(quote) in the pool"),
                .init(name: "gas used"), .init(name: "gas, ETH"),
            ]
        )
        func state(_ state: PoolPassage.State) -> [String] {
            [state.price, state.base, state.quote].map { ReportText.amount($0) }
        }
        if let before = attack.before {
            table.add(["before", "–", "–", "–", "–"] + state(before) + ["–", "–"])
        }
        for step in attack.steps {
            table.add(
                [step.role, "\(step.place)", step.author, step.given, step.got]
                    + state(step.after) + [Figures.grouped(step.gasUsed), number(step.fee, 6)]
            )
        }
        return table
    }
}
