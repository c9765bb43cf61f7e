import Foundation
import Reporting
import Scenarios
import Simulation
import Testing

@Suite struct `An explanation` {
    /// Every file of the package.
    private static let names: [String] = {
        let folder = Scenario.folder.path
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted()
    }()

    private func scenario(_ name: String) throws -> Scenario {
        let text = try String(contentsOf: Scenario.folder.appending(path: name), encoding: .utf8)
        return try Scenario.decode(text, file: name)
    }

    @Test(arguments: names)
    func `fits 100 columns and leaves nobody out`(_ name: String) throws {
        let scenario = try scenario(name)
        let text = Explanation(scenario, estimate: nil).text
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 100 && $0.last != " " })
        let parts =
            scenario.assets.map(\.name) + scenario.pools.map(\.name) + scenario.agents.map(\.name)
            + scenario.variants.map(\.name)
        for part in parts {
            #expect(lines.contains { $0.hasPrefix("  \(part)  ") }, "no line for \(part)")
        }
        for expectation in scenario.expectations {
            #expect(lines.contains { $0.hasSuffix(expectation.text) })
        }
    }

    @Test func `says each thing once, in words`() throws {
        let text = Explanation(try scenario("quickstart.yaml"), estimate: nil).text
        for line in [
            "  blocks      60, one every 12 s: 12 min from 2024-01-01T12:00:00Z",
            "  USDC  6 decimals, 1 dollar throughout",
            "  main  WETH/USDC, 4_000_000 USDC and as much in WETH, fee 0.3 %",
            "  trigger    when a weight is 1.5 % off its target",
            "  guards     slippage 1 %, value loss 1 %, oracle age 90 min and cooldown 1 min",
            "  keeper      keeper           rebalances the vault when that is due",
            "  sandwicher  sandwicher       sandwiches trades in main, by tips",
        ] {
            #expect(text.split(separator: "\n").contains(Substring(line)), "\(line)")
        }
    }

    /// The deeds of roles that need settings of their own to be told apart.
    @Test func `tells what a searcher bids and an owner changes`() throws {
        let text = Explanation(try scenario("searchers.yaml"), estimate: nil).text
        #expect(text.contains("trades around cycles of pools from and to WETH, by bundles"))
        #expect(text.contains("fills 3 blocks, from 20 min on"))
        let index = Explanation(try scenario("index-april-2021.yaml"), estimate: nil).text
        #expect(index.contains("reports the price of 14 assets every 1 h"))
        #expect(index.contains("announces after 0 s: 14 units"))
    }

    @Test func `estimates from the blocks that its budget allows`() throws {
        let world = try WorldBuilder.build(try scenario("quickstart.yaml"))
        let estimate = RunEstimate(world, blocks: 6_000, budget: .zero)
        #expect(estimate.tried == 0)
        let other = try WorldBuilder.build(try scenario("quickstart.yaml"))
        let whole = RunEstimate(other, blocks: 120, budget: .seconds(600))
        #expect(whole.tried == 60)
        #expect(abs(whole.seconds * whole.blocksPerSecond - 120) < 1e-6)
    }
}

extension Scenario {
    /// The folder of the package's scenarios.
    fileprivate static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "scenarios")
}
