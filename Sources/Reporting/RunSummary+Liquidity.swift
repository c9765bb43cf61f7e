import Measures
import WideMath

extension RunSummary {
    /// `liquidity`: how deep the pools were, and the droughts.
    var liquidity: JSON {
        .object([
            ("drought_blocks", measures.liquidity.droughtBlocks.map { .int($0) } ?? .null),
            (
                "pools",
                .array(zip(measures.liquidity.pools, measures.liquidity.trading).map(pool))
            ),
            ("providers", providers),
        ])
    }

    private func pool(_ pool: LiquidityMeasures.Pool, _ trading: PoolTrading) -> JSON {
        let isNamed = pool.threshold != nil
        func count(_ count: UInt64) -> JSON { isNamed ? .int(count) : .null }
        return .object([
            ("name", .string(pool.name)), ("depth_start", JSON(Self.whole(pool.depthStart))),
            ("depth_end", JSON(Self.whole(pool.depthEnd))),
            ("depth_min", JSON(Self.whole(pool.depthMin))),
            ("depth_mean", JSON(Self.whole(pool.depthMean))),
            ("drought_threshold", pool.threshold.map { .string($0.description) } ?? .null),
            ("drought_blocks", count(pool.droughtBlocks)),
            ("drought_seconds", count(pool.droughtSeconds)),
            ("drought_count", count(pool.droughtCount)),
            ("droughts", .array(pool.droughts.map { drought($0) })),
            ("volume", JSON(Self.whole(trading.volume))),
            ("fees", JSON(Self.whole(trading.fees))),
            ("lvr", JSON(Self.whole(trading.lossVersusRebalancing))),
            ("lvr_theory", JSON(Self.whole(trading.lossInTheory))),
            ("lvr_after_fees", JSON(Self.whole(trading.lossAfterFees))),
        ])
    }

    private func drought(_ drought: LiquidityMeasures.Drought) -> JSON {
        .object([
            ("first_block", .int(drought.first)), ("last_block", .int(drought.last)),
            ("from", .int(drought.from)),
            ("until", drought.until.map { .int($0) } ?? .null),
            ("depth_min", JSON(Self.whole(drought.depthMin))),
        ])
    }

    /// `vault.next_rebalance`: what trading to the targets at once would cost.
    func nextRebalance(_ risk: RiskMeasures) -> JSON {
        .object([
            ("cost_end", risk.nextCost.map { .double($0) } ?? .null),
            ("cost_mean", risk.nextCostMean.map { .double($0) } ?? .null),
            ("cost_max", risk.nextCostMax.map { .double($0) } ?? .null),
            ("cost_max_block", .int(risk.nextCostMaxBlock)),
        ])
    }

    /// The pools in words: how deep, and for how long too shallow.
    var liquidityRows: [(String, String)] {
        zip(world.pools, measures.liquidity.pools).map { info, pool in
            let unit = info.quote.unit.asDouble
            func amount(_ depth: Double) -> String { Figures.grouped(depth / unit, decimals: 0) }
            var text =
                "\(amount(pool.depthStart)) to \(amount(pool.depthEnd)) \(info.quote.name) move it "
                + "by 1 %, at least \(amount(pool.depthMin))"
            if pool.threshold != nil {
                text +=
                    pool.droughtCount == 0
                    ? "; no drought"
                    : "; \(Figures.grouped(pool.droughtCount)) droughts of "
                        + "\(Figures.grouped(Double(pool.droughtSeconds) / 60, decimals: 1)) min"
            }
            return ("depth of \(pool.name)", text)
        }
    }

    /// How well the vault kept to its targets, and what that harvested, in words.
    func trackingRows(_ vault: VaultMeasures) -> [(String, String)] {
        func percent(_ ratio: Double) -> String { Figures.grouped(ratio * 100, decimals: 2) + " %" }
        var rows = [("furthest from a target", percent(vault.deviationMax) + " of its value")]
        guard let benchmark = vault.benchmark else { return rows }
        if let error = benchmark.trackingError, let volatility = benchmark.volatility {
            rows += [
                ("tracking error", percent(error) + " a year"),
                ("volatility of a share", percent(volatility) + " a year"),
            ]
        }
        let harvests = [
            (
                "growth over holding", benchmark.harvest(over: vault.holdEnd),
                benchmark.theory(over: vault.holdEnd)
            ),
            (
                "over a fee-less pool", benchmark.harvestOverConstantProduct,
                benchmark.theoryOverConstantProduct
            ),
        ]
        for (label, harvest, theory) in harvests {
            guard let harvest, let theory else { continue }
            rows.append((label, "\(percent(harvest)), in theory \(percent(theory))"))
        }
        return rows
    }

    /// What swaps brought and cost those who provide a pool's liquidity, in words.
    var tradingRows: [(String, String)] {
        zip(world.pools, measures.liquidity.trading).map { info, trading in
            let unit = info.quote.unit.asDouble
            func amount(_ value: Double) -> String { Figures.grouped(value / unit, decimals: 2) }
            return (
                "LVR of \(info.name)",
                "\(amount(trading.lossVersusRebalancing)) \(info.quote.name), "
                    + "\(amount(trading.lossInTheory)) in theory; \(amount(trading.fees)) in fees"
            )
        }
    }

    /// The vault's dangers in words.
    func riskRows(_ risk: RiskMeasures, _ quote: String) -> [(String, String)] {
        func percent(_ ratio: Double) -> String { Figures.grouped(ratio * 100, decimals: 2) }
        var rows = [
            (
                "deepest fall of a share",
                "\(percent(risk.drawdownAtMarket)) % at outside prices, "
                    + "\(percent(risk.drawdown)) % at its oracles"
            )
        ]
        if let seconds = risk.outOfBandSeconds {
            let part = seconds == 0 ? 0 : Double(seconds) / Double(max(self.seconds, 1))
            rows.append(
                (
                    "out of its band",
                    "\(Figures.grouped(Double(seconds) / 3_600, decimals: 2)) h, "
                        + "\(percent(part)) % of the time"
                )
            )
        }
        if let end = risk.nextCost, let most = risk.nextCostMax {
            rows.append(
                (
                    "to its targets at once",
                    "would cost \(Figures.grouped(end, decimals: 2)) \(quote) at the end, at most "
                        + "\(Figures.grouped(most, decimals: 2)) in block "
                        + Figures.grouped(risk.nextCostMaxBlock)
                )
            )
        }
        return rows
    }
}
