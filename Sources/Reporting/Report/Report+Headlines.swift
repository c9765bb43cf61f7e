import Measures
import WideMath

extension Report {
    /// One of the numbers that matter first.
    struct Headline {
        /// What it is.
        let label: String
        /// Its value.
        let value: String
        /// Its unit.
        var unit: String?
        /// What it is relative to.
        let detail: String

        /// What the page's template names.
        var view: [String: Any] {
            var view: [String: Any] = ["label": label, "value": value, "detail": detail]
            view["unit"] = unit
            return view
        }
    }

    /// The five numbers that matter first.
    var headlines: [Headline] {
        guard let vault = summary.measures.vault, let quote = summary.world.vault?.quote else {
            return chainHeadlines
        }
        return [
            againstHold(vault, quote.name), lost(vault, quote.name, quote.unit.asDouble),
            trackingError(vault),
            Headline(
                label: "Deepest fall",
                value: Figures.grouped(vault.risk.drawdownAtMarket * 100, decimals: 2),
                unit: "%",
                detail: "of a share from its highest until then, at outside prices; "
                    + Figures.grouped(vault.risk.drawdown * 100, decimals: 2)
                    + " % at the vault’s oracles"
            ), paid(vault, quote.name, quote.unit.asDouble),
        ]
    }

    /// Whole units where cents say nothing.
    private func money(_ value: Double, isSigned: Bool = false) -> String {
        let decimals = value.magnitude >= 10_000 ? 0 : 2
        return isSigned
            ? ReportText.signed(value, decimals: decimals)
            : Figures.grouped(value, decimals: decimals)
    }

    private func againstHold(_ vault: VaultMeasures, _ quote: String) -> Headline {
        Headline(
            label: "Value against hold",
            value: money(vault.marketEnd - vault.holdEnd, isSigned: true),
            unit: quote,
            detail: "\(money(vault.marketEnd)) \(quote) at the end; had it held its tokens, "
                + "\(money(vault.holdEnd)): \(Figures.change(vault.holdEnd, vault.marketEnd))"
        )
    }

    private func lost(_ vault: VaultMeasures, _ quote: String, _ unit: Double) -> Headline {
        let shortfall = vault.waterfall.shortfall.asDouble / unit
        let gas = (vault.gasCost ?? 0) / unit
        let sold = vault.sold.asDouble / unit
        let detail =
            sold == 0
            ? "nothing was sold"
            : "\(Figures.grouped((shortfall + gas) / sold * 10_000, decimals: 1)) bp of the "
                + "\(money(sold)) \(quote) that were sold"
                + (vault.gasCost == nil ? "; without gas" : "; \(money(gas)) of it gas")
        return Headline(
            label: "Lost to execution",
            value: money(shortfall + gas),
            unit: quote,
            detail: detail
        )
    }

    private func trackingError(_ vault: VaultMeasures) -> Headline {
        guard let error = vault.benchmark?.trackingError else {
            return Headline(
                label: "Tracking error",
                value: "–",
                detail: "not to be said: the strategy names no targets, or the run is too short"
            )
        }
        return Headline(
            label: "Tracking error",
            value: Figures.grouped(error * 100, decimals: 2),
            unit: "% a year",
            detail: "of the share’s return against the frictionless portfolio’s"
        )
    }

    private func paid(_ vault: VaultMeasures, _ quote: String, _ unit: Double) -> Headline {
        let waterfall = vault.waterfall
        let attacks = ReportText.counted(
            summary.measures.sandwiches.attacksOnVault,
            "sandwich",
            "sandwiches"
        )
        guard waterfall.isComplete else {
            return Headline(
                label: "MEV paid",
                value: "–",
                detail: "some trades cannot be compared; \(attacks) around the vault’s trades"
            )
        }
        let paid = waterfall.terms.mev.asDouble / unit
        let shortfall = waterfall.shortfall.asDouble / unit
        let part =
            shortfall > 0 && paid > 0
            ? "\(Figures.grouped(paid / shortfall * 100, decimals: 1)) % of the shortfall; " : ""
        return Headline(
            label: "MEV paid",
            value: money(paid),
            unit: quote,
            detail: "\(part)\(attacks) around the vault’s trades"
        )
    }

    /// The same of a run without a vault.
    private var chainHeadlines: [Headline] {
        let measures = summary.measures
        let quote = measures.sandwiches.quote?.name ?? ""
        let depth = measures.liquidity.pools.first
        let unit = summary.world.pools.first?.quote.unit.asDouble ?? 1
        return [
            Headline(
                label: "Transactions",
                value: Figures.grouped(measures.transactions.included),
                detail: "\(Figures.grouped(measures.transactions.reverted)) reverted, "
                    + "\(Figures.grouped(measures.transactions.halted)) halted"
            ),
            Headline(
                label: "Taken by sandwiches",
                value: money(measures.sandwiches.take),
                unit: quote,
                detail: ReportText.counted(measures.sandwiches.attacks, "attack", "attacks")
            ),
            Headline(
                label: "Victims lost",
                value: money(-measures.redistribution.value(of: .victim)),
                unit: quote,
                detail: "against the same blocks without the attackers"
            ),
            Headline(
                label: "Least depth",
                value: depth.map { money($0.depthMin / unit) } ?? "–",
                unit: depth == nil ? nil : quote,
                detail: depth.map { "moved the price in \($0.name) by 1 %" } ?? "no pools"
            ),
            Headline(
                label: "Base fees burnt",
                value: Figures.grouped(measures.burnt.raw.asDouble / 1e18, decimals: 4),
                unit: "ETH",
                detail: "\(Figures.grouped(measures.gasUsed)) gas used"
            ),
        ]
    }
}
