import Foundation
import Measures
import Primitives
import Scenarios
import TestSupport
import Testing
import WideMath

@testable import Reporting
@testable import Simulation

/// What a run's page is made of.
@Suite struct `A report` {
    private static func lines(_ chart: [String: Any]?) -> [String: [Double]] {
        ReportFlight.lines(chart)
    }

    @Test func `draws every block of a short run`() throws {
        let flight = try ReportFlight()
        let page = try flight.page()
        let data = try ReportFlight.data(page)
        #expect(data["start"] as? Int == 1_704_110_400)
        #expect(data["blocks"] as? [Int] == Array(0...60))
        #expect(data["seconds"] as? [Int] == (0...60).map { 12 * $0 })
        let charts = try ReportFlight.charts(page)
        // Series of the record itself, rounded to seven digits.
        let spots = flight.blocks.map { $0.record.observation.pools[0].spot }
        let drawn = try #require(Self.lines(charts["price-1"])["main"])
        let last = try #require(spots.last)
        #expect(abs(try #require(drawn.last) - last) < 1e-4)
        #expect(abs(try #require(drawn.min()) - (spots.min() ?? 0)) < 1e-4)
        #expect(abs(try #require(drawn.max()) - max(spots.max() ?? 0, drawn[0])) < 1e-4)
        let values = flight.blocks.compactMap { $0.record.observation.vault?.navAtMarket }
        let value = try #require(Self.lines(charts["value"])["vault"])
        #expect(abs(try #require(value.min()) - (values.min() ?? 0)) < 1)
        // The pool never leaves the band of per cents that its price and the outside price make.
        let weights = Self.lines(charts["weights"])
        #expect(
            Set(weights.keys) == [
                "USDC", "WETH", "band of USDC", "band of WETH", "target of USDC", "target of WETH",
            ]
        )
        #expect(weights["target of WETH"] == [60, 60])
    }

    /// The bars are the waterfall's own terms, end to end.
    @Test func `adds the waterfall up`() throws {
        let flight = try ReportFlight()
        let charts = try flight.charts()
        let steps = try #require(charts["waterfall"]?["steps"] as? [[String: Any]])
        func value(_ name: String, _ key: String) -> Double {
            steps.first { $0["name"] as? String == name }?[key] as? Double ?? .nan
        }
        let waterfall = try #require(flight.measures.vault?.waterfall)
        #expect(waterfall.trades == 2)
        let shortfall = waterfall.shortfall.asDouble / 1e6
        #expect(abs(value("MEV", "to") - shortfall) < 1e-6)
        #expect(abs(value("shortfall", "value") - shortfall) < 1e-6)
        #expect(value("basis", "from") == value("timing", "to"))
        let bars = Self.lines(charts["rebalances"])
        let sum = bars.values.reduce(0) { $0 + $1.reduce(0, +) }
        #expect(abs(sum - shortfall) < 1e-4)
    }

    /// Takes through time sum to what all took; a sandwich moves the pool as its receipts say.
    @Test func `shows each sandwich, what it took and how the pool moved`() throws {
        let flight = try ReportFlight()
        let measures = flight.measures
        let collector = flight.collector
        let page = try flight.page()
        let takes = Self.lines(try ReportFlight.charts(page)["mev"])
        let sum = takes.values.reduce(0) { $0 + $1.reduce(0, +) }
        #expect(measures.sandwiches.attacks > 3)
        #expect(abs(sum - measures.sandwiches.take) < 0.01)
        #expect(UInt64(collector.attacks.count) == measures.sandwiches.attacks)
        #expect(
            zip(collector.attacks, collector.attacks.dropFirst()).allSatisfy {
                $0.isOnVault == $1.isOnVault
                    ? $0.gainInQuote >= $1.gainInQuote : $0.isOnVault
            }
        )
        for (place, attack) in collector.attacks.enumerated() {
            #expect(attack.steps.map(\.role).first == "front")
            #expect(attack.steps.map(\.role).last == "back")
            #expect(attack.steps.contains { $0.role == "victim" })
            let before = try #require(attack.before)
            let states = try [before] + attack.steps.map { try #require($0.after) }
            // No swap lets the product of reserves fall.
            let products = states.map { $0.base * $0.quote }
            #expect(zip(products, products.dropFirst()).allSatisfy { $1 >= $0 * (1 - 1e-12) })
            // Front and victim move the price the same way, the back the other.
            let moves = zip(attack.steps, zip(states, states.dropFirst())).map { step, states in
                (step.role, states.1.price > states.0.price)
            }
            let front = moves[0].1
            #expect(moves.allSatisfy { $0.0 != "victim" || $0.1 == front })
            #expect(moves.last?.1 == !front)
            #expect(page.contains("id=\"attack-\(place + 1)\""))
            #expect(page.contains("href=\"#block-\(attack.block)\""))
            #expect(page.contains("id=\"block-\(attack.block)\""))
        }
        #expect(page.components(separatedBy: "<svg").count - 1 == collector.attacks.count)
    }

    @Test func `counts refusals by guard`() throws {
        let flight = try ReportFlight("quickstart.yaml", ["vault.guards.slippage=31bp"])
        let refused = try #require(flight.measures.vault?.refusals[.slippage])
        let bars = Self.lines(try flight.charts()["refusals"])
        #expect(refused > 0)
        #expect(bars["slippage"]?.reduce(0, +) == Double(refused))
    }

    /// A copy of a keeper's call is a rebalance too, and so is its refusal.
    @Test func `shows every rebalance that failed, copies too`() throws {
        let flight = try ReportFlight("searchers.yaml")
        let measured = try #require(flight.measures.vault)
        #expect(measured.failed == 2)
        let failed = flight.collector.rebalances.filter { $0.kind.contains("reverted") }
        #expect(UInt64(failed.count) == measured.failed)
        let bars = Self.lines(try flight.charts()["refusals"])
        let drawn = bars.values.reduce(0) { $0 + $1.reduce(0, +) }
        #expect(drawn == Double(measured.refusals.values.reduce(0, +)))
    }

    /// A bar for each block, and none for the start, in which nothing happens.
    @Test func `draws bars of one length`() throws {
        let flight = try ReportFlight()
        let page = try flight.page()
        #expect(try ReportFlight.charts(page)["mev"]?["edges"] as? [Int] == Array(0...60))
        #expect(page.contains("USDC in every block, at the block’s outside prices"))
        let longer = try ReportFlight("searchers.yaml")
        #expect(try longer.page().contains("refusals in every 2 blocks (24 s)"))
    }

    @Test func `is the same for the same run`() throws {
        #expect(try ReportFlight().page() == ReportFlight().page())
    }

    /// Names are checked where scenarios are read; the page does not rely on it.
    @Test func `escapes every name`() throws {
        let hostile = "</script><img src=x onerror=alert(1)>"
        var scenario = try scenarioFile("quickstart.yaml")
        scenario.name = hostile
        scenario.about = hostile
        for index in scenario.pools.indices { scenario.pools[index].name = hostile }
        for index in scenario.agents.indices where scenario.agents[index].name != "crowd" {
            scenario.agents[index].name = "\(hostile)\(index)"
            switch scenario.agents[index].role {
            case .traders(var traders):
                traders.pool = hostile
                scenario.agents[index].role = .traders(traders)
            case .sandwicher(var sandwicher):
                sandwicher.pool = hostile
                scenario.agents[index].role = .sandwicher(sandwicher)
            case .arbitrageur(var arbitrageur):
                arbitrageur.pools = [hostile]
                scenario.agents[index].role = .arbitrageur(arbitrageur)
            default: break
            }
        }
        let page = try ReportFlight(scenario).page()
        #expect(page.contains("<h1>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</h1>"))
        #expect(!page.contains("<img"))
        // The block of data, the library and the script: a fourth element would be the name's.
        #expect(page.components(separatedBy: "</script>").count == 4)
        #expect(try ReportFlight.charts(page).count > 10)
    }

    @Test(arguments: [
        ("</script><script>alert(1)</script>", "\\u003c/script\\u003e\\u003cscript\\u003ealert(1)"),
        ("a & b \u{2028}\u{2029}", "a \\u0026 b \\u2028\\u2029"), ("<!--", "\\u003c!--"),
        ("\"\\", "\\\"\\\\"),
    ])
    func `holds data that cannot end its element`(_ text: String, _ escaped: String) throws {
        let embedded = Report.embedded(.object([(text, .string(text))]))
        #expect(embedded.contains(escaped))
        #expect(!embedded.contains { "<>&".contains($0) })
        let root = try JSONSerialization.jsonObject(with: Data(embedded.utf8)) as? [String: String]
        #expect(root == [text: text])
    }

    @Test(
        arguments: [
            (1_584_057_599, "12 Mar 2020, 23:59:59 UTC"), (0, "1 Jan 1970, 00:00:00 UTC"),
            (1_709_164_800, "29 Feb 2024, 00:00:00 UTC"),
        ] as [(UInt64, String)]
    )
    func `writes times as people do`(_ seconds: UInt64, _ text: String) {
        #expect(ReportText.time(seconds) == text)
    }

    @Test(
        arguments: [
            (1_628_375.224_232, 1_628_375.22), (0.001_234_567_89, 0.001_234_568),
            (-97.123_456_78, -97.12346), (0, 0), (123_456_789_012.348, 123_456_789_012.35),
        ] as [(Double, Double)]
    )
    func `draws the digits that it writes, and seven at least`(
        _ value: Double,
        _ thinned: Double
    ) {
        #expect(abs(ReportText.thinned(value, decimals: 2) - thinned) <= abs(thinned) * 1e-15)
    }

    /// A year of twelve-second slots.
    ///
    /// What is written down one by one is at its most; each value
    /// goes its own way, so that nothing is left out for standing still.
    private static let year = Result<String, any Error> {
        let flight = try ReportFlight()
        let attack = try #require(
            flight.blocks.last { !$0.measures.sandwiches.last.isEmpty }
        )
        let rebalance = try #require(
            flight.blocks.last { $0.measures.vault?.waterfall.last.isEmpty == false }
        )
        let quiet = try #require(flight.blocks.last { $0.record.transactions.count < 3 })
        var collector = flight.collector
        var numbers = TestNumbers(seed: 7)
        var wave = 1.0
        var observations = [attack, rebalance, quiet].map(\.record.observation)
        for block in UInt64(61)...2_628_000 {
            let kind = block % 1_009 == 0 ? 0 : block % 5_003 == 0 ? 1 : 2
            if block % 97 == 0 {
                wave *= 1 + Double.random(in: -1e-2...1e-2, using: &numbers)
                observations = [attack, rebalance, quiet].map {
                    $0.record.observation.moved(by: wave)
                }
            }
            let (record, measures) = [attack, rebalance, quiet][kind]
            collector.add(record.moved(to: block, observations[kind]), measures)
        }
        let report = Report(flight.summary, collector, library: ChartLibrary.text())
        #expect(collector.rebalances.count == ReportCollector.rebalancesMost)
        #expect(collector.attacks.count == ReportCollector.attacksMost)
        #expect(collector.blocks.count >= ReportCollector.attacksMost)
        return try report.html()
    }

    @Test func `of 2,628,000 blocks stays under five megabytes`() throws {
        let page = try Self.year.get()
        #expect(page.utf8.count < 5_000_000)
        #expect(page.utf8.count > 500_000)
    }

    @Test(
        .enabled(
            if: Browser.isInstalled && ChartLibrary.text() != nil,
            "Chromium or Chart.js is missing"
        )
    )
    func `of 2,628,000 blocks opens in under two seconds`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "ballast-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let watch = """
            <script nonce="ballast">addEventListener("load", () => {
              document.body.dataset.opened = performance.now();
              document.body.dataset.charts = ballastCharts.length;
            })</script></body>
            """
        let page = try Self.year.get().replacing("</body>", with: watch)
        let file = folder.appending(path: "report.html")
        try Data(page.utf8).write(to: file)
        // The best of several: other work on the machine is none of the page's.
        var best = Double.infinity
        for _ in 0..<12 where best >= 2_000 {
            let view = Browser.View(width: 1_280, hurries: false)
            let outcome = try Browser.open(file, in: view)
            #expect(outcome.console == [])
            let found = outcome.page.firstMatch(of: /data-opened="([\d.]+)" data-charts="(\d+)"/)
            let match = try #require(found)
            #expect(Int(match.output.2) ?? 0 > 10)
            best = min(best, try #require(Double(match.output.1)))
        }
        #expect(best < 2_000, "\(best) ms")
    }
}

extension BlockRecord {
    /// The same block with another number, and what was to be seen then.
    fileprivate func moved(to number: UInt64, _ observation: Observation) -> BlockRecord {
        BlockRecord(
            number: number,
            timestamp: timestamp + 12 * (number - self.number),
            baseFee: Wei(UInt256(20_000_000_000 + number * 9_973 % 5_000_000_000)),
            gasUsed: Gas(number * 7_919 % 30_000_000),
            transactions: transactions,
            counterfactuals: counterfactuals,
            refused: refused,
            expired: expired,
            rejected: rejected,
            heldBack: heldBack,
            waiting: waiting,
            observation: observation,
            begun: begun,
            ended: ended,
            violations: violations
        )
    }
}

extension Simulation.Observation {
    /// The same with its first price, its reserves of quote tokens and its weights times something.
    fileprivate func moved(by factor: Double) -> Self {
        func scaled(_ amount: TokenAmount) -> TokenAmount {
            TokenAmount(UInt256(truncating: amount.raw.asDouble * factor) ?? amount.raw)
        }
        return Self(
            prices: prices.enumerated().map { $0 == 0 ? $1 * factor : $1 },
            pools: pools.map {
                Pool(
                    spot: $0.spot * factor,
                    reserveBase: $0.reserveBase,
                    reserveQuote: scaled($0.reserveQuote),
                    shares: $0.shares
                )
            },
            vault: vault.map {
                Vault(
                    nav: $0.nav,
                    navAtMarket: $0.navAtMarket * factor,
                    shares: $0.shares,
                    virtualShares: $0.virtualShares,
                    weights: $0.weights.map { $0 * factor },
                    targets: $0.targets,
                    balances: $0.balances,
                    answers: $0.answers
                )
            }
        )
    }
}
