import Foundation
import Primitives
import Scenarios
import Simulation
import TestSupport
import Testing

@testable import Reporting

/// A folder of its own, removed at the end.
private final class Folder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "ballast-bars-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: url.appending(path: name))
    }

    func path(_ name: String) -> String { url.appending(path: name).path }

    deinit { try? FileManager.default.removeItem(at: url) }
}

private let csv = """
    unix,open,high,low,close
    1583971200,200,210,190,205
    1583974800,205,206,150,160
    1583978400,161,171,155,170

    """

private func scenario(_ price: String, run: String = "3 h", more: String = "") -> String {
    """
    format: 1
    name: replay
    seed: 1
    chain: { start: 2020-03-12T00:00:00Z }
    assets:
      WETH: { decimals: 18, price: \(price) }
      USDC: { decimals: 6, price: 1 }
    pools:
      - { name: main, tokens: [WETH, USDC], liquidity: 8_000_000 USDC }
    run: { for: \(run) }
    \(more)
    """
}

private func refusal(_ folder: Folder, _ overrides: [String] = []) -> String {
    do throws(ScenarioError) {
        _ = try ScenarioFile.read(folder.path("s.yaml"), overrides: overrides)
        return "reads"
    } catch {
        return error.description.replacing(folder.url.path, with: "DIR")
    }
}

@Suite struct `A scenario with a file of prices` {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write(csv, to: "eth.csv")
        try folder.write(scenario("{ replay: eth.csv }"), to: "s.yaml")
    }

    private func read(_ name: String = "s.yaml", _ overrides: [String] = []) throws -> Scenario {
        try ScenarioFile.read(folder.path(name), overrides: overrides)
    }

    @Test func `gets its bars, hash and beginning`() throws {
        let scenario = try read()
        guard case .file(let file) = scenario.assets[0].price else {
            Issue.record("\(scenario.assets[0].price)")
            return
        }
        #expect(file.path == "eth.csv")
        #expect(file.from == 1_583_971_200)
        #expect(file.sha256?.count == 64)
        #expect(file.content?.every == 3_600)
        #expect(
            file.content?.bars == [
                PriceBar(open: 200, high: 210, low: 190, close: 205),
                PriceBar(open: 205, high: 206, low: 150, close: 160),
                PriceBar(open: 161, high: 171, low: 155, close: 170),
            ]
        )
        #expect(scenario.assets[0].price.start == 200)
    }

    @Test func `written back and read again beside its file is the same`() throws {
        let scenario = try read()
        try folder.write(scenario.resolvedYAML, to: "again.yaml")
        let again = try read("again.yaml")
        #expect(again == scenario)
        #expect(again.resolvedYAML == scenario.resolvedYAML)
        #expect(scenario.resolvedYAML.contains("# 3 bars of 1 h\n"))
    }

    @Test func `shows its blocks the four prices of every bar`() throws {
        let world = try WorldBuilder.build(try read())
        var engine = Engine(world)
        var prices = [engine.observeStart().prices[0]]
        while let block = engine.step() { prices.append(block.observation.prices[0]) }
        #expect(prices.count == 901)
        let bars = [[200.0, 210, 190, 205], [205, 206, 150, 160], [161, 171, 155, 170]]
        for (hour, bar) in bars.enumerated() {
            let part = prices[hour * 300..<(hour + 1) * 300]
            #expect([part.first, part.max(), part.min(), part.last] == bar.map(Optional.some))
        }
        #expect(prices.last == 170)
    }

    @Test func `may begin at another time of the file than the chain`() throws {
        let price = "{ replay: eth.csv, from: 2020-03-12T01:00:00Z, volatility: 0 % }"
        try folder.write(scenario(price, run: "90 min"), to: "s.yaml")
        let scenario = try read()
        #expect(scenario.assets[0].price.start == 205)
        #expect(scenario.chain.start == 1_583_971_200)
        #expect(throws: Never.self) { try WorldBuilder.build(scenario) }
    }

    @Test func `gives its variants the bars of their own times`() throws {
        let more = """
            compare:
              - { name: later, set: { chain.start: "2020-03-12T01:00:00Z", run.for: 2 h } }
              - { name: typed, set: { assets.WETH.price: 100 } }
            """
        try folder.write(scenario("{ replay: eth.csv }", more: more), to: "s.yaml")
        let variants = try read().variants
        #expect(variants.map { $0.scenario.assets[0].price.start } == [205, 100])
    }

    @Test func `is no world while the file is not read`() throws {
        let text = scenario("{ replay: eth.csv }")
        let scenario = try Scenario.decode(text, file: "s.yaml")
        let error = #expect(throws: WorldError.self) { try WorldBuilder.build(scenario) }
        #expect(error?.description == "assets.WETH.price: the file of prices is not read")
    }

    @Test func `is refused where the file is not there, or not this one`() throws {
        #expect(
            refusal(folder, ["assets.WETH.price.replay=btc.csv"])
                == "DIR/s.yaml: assets.WETH.price.replay: no file DIR/btc.csv; a path starts from "
                + "the scenario's folder; --set assets.WETH.price.replay=PATH gives another"
        )
        let other = String(repeating: "0", count: 64)
        #expect(
            refusal(folder, ["assets.WETH.price.sha256=\"\(other)\""]).hasPrefix(
                "DIR/s.yaml: assets.WETH.price.replay: DIR/eth.csv is another file than the "
                    + "scenario was written for: its SHA-256 is "
            )
        )
        #expect(
            refusal(folder, ["run.for=4h"])
                == "DIR/eth.csv: the file covers 2020-03-12T00:00:00Z to 2020-03-12T03:00:00Z, the "
                + "run needs 2020-03-12T00:00:00Z to 2020-03-12T04:00:00Z; change from, "
                + "chain.start or run.for, or give another file"
        )
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "x.csv"),
            withIntermediateDirectories: false
        )
        #expect(
            refusal(folder, ["assets.WETH.price.replay=x.csv"])
                == "DIR/s.yaml: assets.WETH.price.replay: DIR/x.csv is a folder; give a file "
                + "inside it"
        )
    }

    /// Two whose pools would be worthless or too large are refused when the world is made, since
    /// decoding does not know the price.
    @Test(arguments: ["1e-9", "1e12"])
    func `whose price no pool can hold is no world`(_ price: String) throws {
        let rows = (0..<3).map {
            "\(1_583_971_200 + $0 * 3_600),\(price),\(price),\(price),\(price)"
        }
        try folder.write(
            (["unix,open,high,low,close"] + rows).joined(separator: "\n"),
            to: "eth.csv"
        )
        let overrides = [
            "assets.WETH.decimals=\(price == "1e12" ? 0 : 18)",
            "pools.main.liquidity=\(price == "1e12" ? "10_000" : "8_000_000_000_000_000") USDC",
        ]
        let scenario = try read("s.yaml", overrides)
        #expect(throws: WorldError.self) { try WorldBuilder.build(scenario) }
    }
}

@Suite struct `A large file of prices` {
    /// 3,500,000 rows of about 60 bytes, 210 MB, in a soak and 2 MB otherwise; a day is kept.
    @Test func `is read without being held`() throws {
        let folder = try Folder()
        let rows = Soak.count(of: 3_500_000)
        let url = folder.url.appending(path: "big.csv")
        try Data().write(to: url)
        let handle = try FileHandle(forWritingTo: url)
        var text = "time_utc,unix,open,high,low,close,volume\n"
        for row in 0..<rows {
            text += "minute,\(1_583_971_200 + row * 60),200.25,210.5,190.125,205,123.456789012\n"
            if text.utf8.count > 1 << 20 || row == rows - 1 {
                try handle.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try handle.close()
        try folder.write(
            scenario("{ replay: big.csv, from: 2020-03-20T00:00:00Z }", run: "24 h"),
            to: "s.yaml"
        )
        let before = residentBytes()
        let begun = ContinuousClock.now
        let scenario = try ScenarioFile.read(folder.path("s.yaml"))
        let grown = residentBytes() - before
        print("\(rows) rows in \(ContinuousClock.now - begun), memory grew by \(grown) bytes")
        guard case .file(let file) = scenario.assets[0].price else { return }
        #expect(file.content?.bars.count == 1_440)
        #expect(grown < 32_000_000)
    }

    private func residentBytes() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return 0 }
        return pages * 4_096
    }
}
