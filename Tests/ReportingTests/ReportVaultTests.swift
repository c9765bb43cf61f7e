import Foundation
import Testing

@testable import Reporting

/// Weights against targets, with the band that the trigger makes.
@Suite struct `A report of a vault` {
    /// Quickstart's targets are 60 % and 40 %, its threshold 1.5 %.
    @Test(arguments: [
        ("absolute", [58.5, 61.5], [38.5, 41.5]), ("relative", [59.1, 60.9], [39.4, 40.6]),
    ])
    func `shows the band of each weight`(
        _ measure: String,
        _ ether: [Double],
        _ dollars: [Double]
    ) throws {
        let flight = try ReportFlight("quickstart.yaml", ["vault.trigger.measure=\(measure)"])
        let chart = try flight.charts()["weights"]
        let lows = ReportFlight.lines(chart, "low")
        let highs = ReportFlight.lines(chart, "high")
        for (asset, band) in [("WETH", ether), ("USDC", dollars)] {
            for (low, high) in zip(lows["band of \(asset)"] ?? [], highs["band of \(asset)"] ?? [])
            {
                #expect(abs(low - band[0]) < 1e-9)
                #expect(abs(high - band[1]) < 1e-9)
            }
            #expect(lows["band of \(asset)"]?.isEmpty == false)
        }
    }

    @Test func `says where a rebalance begins and where it ends`() throws {
        let flight = try ReportFlight("quickstart.yaml", ["vault.trigger.trade_back=0.5 %"])
        let page = try flight.page()
        #expect(
            page.contains("where a weight is 1.5 % of the whole off its target, and trades back to")
        )
    }

    /// Of fifteen assets those are drawn that went furthest: first of all the one that is sold.
    @Test func `of many assets draws how far each is from its target`() throws {
        let flight = try ReportFlight("index-april-2021.yaml", ["run.for=150 blocks"])
        let charts = try flight.charts()
        let last = try #require(flight.blocks.last?.record.observation.vault)
        let targets = try #require(last.targets)
        let info = try #require(flight.engine.world.vault)
        let names = [info.quote.name] + info.holdings.map(\.token.name)
        let lines = ReportFlight.lines(charts["distances"])
        #expect(lines.count == 8)
        #expect(lines["UNI"] != nil)
        for (name, values) in lines {
            let place = try #require(names.firstIndex(of: name))
            let distance = (last.weights[place] - targets[place]) * 100
            #expect(abs(try #require(values.last) - distance) < 1e-4)
        }
        #expect(Set(ReportFlight.lines(charts["weights"]).keys) == Set(lines.keys))
    }
}
