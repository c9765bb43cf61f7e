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
        section.lead = lead(quote)
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

    private func lead(_ quote: String) -> String {
        let sandwiches = summary.measures.sandwiches
        var lead = ""
        if sandwiches.attacks > 0 {
            lead =
                ReportText.counted(sandwiches.attacks, "sandwich", "sandwiches")
                + " (a swap before another’s, and the same swap back behind it) took "
                + "\(number(sandwiches.take, 2)) \(quote) before gas"
            if summary.world.vault != nil {
                lead +=
                    "; \(Figures.grouped(sandwiches.attacksOnVault)) of them, around the vault’s "
                    + "trades, took \(number(sandwiches.takeFromVault, 2)) \(quote)"
            }
            lead += ". "
        } else if sandwiches.isSought {
            lead = "No sandwich was made. "
        }
        guard collector.hasAttackers else { return lead + "No block has attackers." }
        let lost = -summary.measures.redistribution.value(of: .victim)
        return lead + "In all blocks with attackers, those who do not attack "
            + "\(lost < 0 ? "gained" : "lost") \(number(lost.magnitude, 2)) \(quote) against the "
            + "same blocks without them."
    }

    private func timeline(_ quote: String) -> ReportChart {
        let columns = collector.columns
        let greatest = collector.attacks.filter { $0.kind == .sandwich }
            .max { $0.gainInQuote < $1.gainInQuote }
        return slots(
            ReportChart(
                id: "mev",
                kind: .slots,
                title: "What sandwiches took, through time",
                sentence: greatest.map {
                    "The greatest, in block \(Figures.grouped($0.block)), took \($0.gain) from "
                        + "around a trade of \($0.victim ?? "–")."
                } ?? "",
                axis: "\(quote) in every \(slotLength), at the block’s outside prices, before gas",
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
                    + "differences are added up. They sum to zero: what is between the two, "
                    + "pools and arbitrageurs gained or lost.",
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
            caption: "Attacks: those on the vault’s trades, then those that gained most",
            columns: [
                .init(name: "no."), .init(name: "block"), .init(name: "what", isText: true),
                .init(name: "attacker", isText: true), .init(name: "victim", isText: true),
                .init(name: "gained"), .init(name: "worth, \(quote)"), .init(name: "gas, ETH"),
            ]
        )
        for (place, attack) in collector.attacks.enumerated() {
            table.rows.append([
                .init(value: "\(place + 1)", link: "attack-\(place + 1)"),
                .init(value: Figures.grouped(attack.block), link: Self.anchor(attack.block)),
                .init(value: attack.kind.rawValue), .init(value: attack.attacker),
                .init(value: attack.victim ?? "–"),
                .init(value: attack.gain.isEmpty ? "–" : attack.gain),
                .init(value: number(attack.gainInQuote, 2)), .init(value: number(attack.fee, 6)),
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
            "title": "\(place + 1). Block \(block): \(attack.kind.rawValue) by \(attack.attacker)"
                + (attack.victim.map { ", around a trade of \($0)" } ?? ""),
            "sentence": sentence(attack, quote), "block": Self.anchor(attack.block),
            "table": steps(attack).view,
        ]
        if let curve = PoolCurve(attack) { view["curve"] = curve.view }
        return view
    }

    private func sentence(_ attack: ReportAttack, _ quote: String) -> String {
        let gain = number(attack.gainInQuote.magnitude, 2)
        let net =
            "The attacker \(attack.gainInQuote < 0 ? "lost" : "gained") \(gain) \(quote) and paid "
            + "\(number(attack.fee, 6)) ETH for gas."
        guard let pool = attack.pool, let before = attack.before else { return net }
        let prices = [before.price] + attack.steps.compactMap(\.after?.price)
        let decimals = ReportText.decimals(for: before.price)
        return "The price in \(pool.name) went from "
            + prices.map { number($0, decimals) }.joined(separator: " to ")
            + " \(pool.quote.name). " + net
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
                .init(name: "pool, \(base)"), .init(name: "pool, \(quote)"),
                .init(name: "gas used"), .init(name: "gas, ETH"),
            ]
        )
        func state(_ state: PoolPassage.State?) -> [String] {
            guard let state else { return ["–", "–", "–"] }
            return [state.price, state.base, state.quote].map { ReportText.amount($0) }
        }
        if let before = attack.before {
            table.add(["before", "–", "–", "–", "–"] + state(before) + ["–", "–"])
        }
        for step in attack.steps {
            table.add(
                [step.role, "\(step.place)", step.author]
                    + [step.given, step.got].map { $0.isEmpty ? "–" : $0 }
                    + state(step.after) + [Figures.grouped(step.gasUsed), number(step.fee, 6)]
            )
        }
        return table
    }
}
