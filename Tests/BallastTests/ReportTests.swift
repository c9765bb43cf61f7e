import Foundation
import TestSupport
import Testing

/// `report.html` as a reader opens it.
@Suite struct `The report of a run` {
    /// Black Thursday's, made once for all of these tests.
    private static let blackThursday = Result<Data, any Error> {
        let folder = try Scratch()
        let file = packageFolder.appending(path: "scenarios/black-thursday.yaml").path
        let outcome = try Program.run(["run", file, "--out", "run", "--quiet"], in: folder)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try folder.bytes("run/report.html")
    }

    /// Every chart of a run with a vault, one pool, a sandwicher and no refusals.
    private static let charts = [
        "price-1", "gap-1", "depth-1", "weights", "value", "ahead", "waterfall", "rebalances",
        "mev", "redistribution", "base-fee", "gas-used",
    ]

    @Test(
        .enabled(if: ReportProbe.isReady, "Chromium or Chart.js is missing"),
        arguments: [(1_280, false), (1_280, true), (390, false), (390, true)]
    )
    func `opens without an error or a request, wide and narrow, light and dark`(
        _ width: Int,
        _ isDark: Bool
    ) throws {
        let html = try Self.blackThursday.get()
        let view = Browser.View(width: width, isDark: isDark)
        let (probe, outcome) = try ReportProbe.open(html, view)
        #expect(probe.title == "Black Thursday, seed 20200312: a run of Ballast")
        #expect((probe.width, probe.isDark) == (width, isDark))
        probe.expectSound(outcome)
        #expect(probe.charts.map(\.id) == Self.charts)
        #expect(probe.texts > 2_000)
        #expect(probe.stops > Self.charts.count * 3)
    }

    /// Without a vault, without attackers, with attackers of every kind, with droughts, refusals
    /// and bids, with many pools and assets.
    @Test(
        .enabled(if: ReportProbe.isReady, "Chromium or Chart.js is missing"),
        arguments: [
            "quickstart", "searchers", "index-april-2021", "lessons/01-swap-and-curve",
            "lessons/07-slices", "lessons/08-stale-oracle", "lessons/09-drought",
            "mev-lab/keeper-griefing", "mev-lab/jit-liquidity", "mev-lab/block-stuffing",
            "mev-lab/defence-dutch-auction", "mev-lab/defence-batch-auction",
        ]
    )
    func `opens whatever was run`(_ name: String) throws {
        let folder = try Scratch()
        let file = packageFolder.appending(path: "scenarios/\(name).yaml").path
        let short = name.hasPrefix("index") ? ["--set", "run.for=150 blocks"] : []
        let outcome = try Program.run(["run", file, "--out", "run", "--quiet"] + short, in: folder)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let view = Browser.View(width: 390, isDark: true)
        let (probe, read) = try ReportProbe.open(try folder.bytes("run/report.html"), view)
        probe.expectSound(read)
        #expect(probe.charts.count >= 5)
    }

    @Test(.enabled(if: ReportProbe.isReady, "Chromium or Chart.js is missing"))
    func `can be printed`() throws {
        let folder = try Scratch()
        let page = folder.url.appending(path: "report.html")
        try Self.blackThursday.get().write(to: page)
        let paper = folder.url.appending(path: "report.pdf")
        _ = try Browser.open(page, in: Browser.View(width: 1_280, isDark: true), picture: paper)
        let text = String(decoding: try Data(contentsOf: paper), as: UTF8.self)
        // Twelve charts, a table of twenty rows and one of a hundred; what is closed stays so.
        #expect((6...20).contains(text.matches(of: /\/Type \/Page\b/).count))
    }

    /// Pictures are looked at by people: `BALLAST_PICTURES=DIR` keeps them.
    @Test(
        .enabled(if: ReportProbe.isReady, "Chromium or Chart.js is missing"),
        arguments: [(1_280, 7_000), (390, 11_000)]
    )
    func `can be photographed`(_ width: Int, _ height: Int) throws {
        let folder = try Scratch()
        try Self.blackThursday.get().write(to: folder.url.appending(path: "report.html"))
        try folder.write(ReportProbe.frame(width: width, height: height), "frame.html")
        let kept = ProcessInfo.processInfo.environment["BALLAST_PICTURES"]
        let place = kept.map { URL(filePath: $0) } ?? folder.url
        let name = width < 500 ? "frame.html" : "report.html"
        for isDark in [false, true] {
            let picture = place.appending(path: "report-\(width)\(isDark ? "-dark" : "").png")
            _ = try Browser.open(
                folder.url.appending(path: name),
                in: Browser.View(width: max(width, 500), isDark: isDark),
                height: height,
                picture: picture
            )
            // Width and height stand in the header: PNG, section 11.2.1 (IHDR).
            let bytes = [UInt8](try Data(contentsOf: picture))
            #expect(bytes.count > 50_000)
            let size = bytes[16..<24].map(Int.init)
            #expect(size[2] * 256 + size[3] == max(width, 500))
        }
    }

    @Test func `is complete without Chart.js, and says how to get it`() throws {
        let folder = try Scratch()
        try folder.write(shortScenario(), "a.yaml")
        let outcome = try Program.run(
            ["run", "a.yaml", "--out", "run", "--quiet"],
            in: folder,
            environment: ["BALLAST_CHART_JS": "/nowhere/chart.js"]
        )
        #expect(outcome.code == 0)
        let page = String(decoding: try folder.bytes("run/report.html"), as: UTF8.self)
        #expect(page.contains("Install Debian&#39;s package libjs-chart.js"))
        #expect(!page.contains("<canvas"))
        #expect(page.contains("<details class=\"numbers\" id=\"numbers-value\" open>"))
    }

    @Test(.enabled(if: Browser.isInstalled, "Chromium is missing"))
    func `opens without Chart.js`() throws {
        let folder = try Scratch()
        try folder.write(shortScenario(), "a.yaml")
        _ = try Program.run(
            ["run", "a.yaml", "--out", "run", "--quiet"],
            in: folder,
            environment: ["BALLAST_CHART_JS": "/nowhere/chart.js"]
        )
        let view = Browser.View(width: 390)
        let (probe, read) = try ReportProbe.open(try folder.bytes("run/report.html"), view)
        #expect(probe.charts.isEmpty)
        #expect(probe.errors + read.console + read.requests + probe.broken == [])
        #expect(probe.faint.isEmpty)
        #expect(probe.overflow <= 0)
    }

    /// A description is anybody's text; the page shows it and does nothing that it says.
    @Test func `shows a scenario's words as words`() throws {
        let page = try Self.hostilePage()
        #expect(page.contains("&lt;b&gt;{{{name}}}&lt;/b&gt;&amp;"))
        #expect(!page.contains("<img"))
    }

    @Test(.enabled(if: ReportProbe.isReady, "Chromium or Chart.js is missing"))
    func `does nothing that a scenario's words say`() throws {
        let page = Data(try Self.hostilePage().utf8)
        let (probe, read) = try ReportProbe.open(page, Browser.View(width: 1_280))
        #expect(probe.images == 0)
        #expect(probe.errors + read.console + read.requests == [])
    }

    /// A name of a pool, an asset or an agent cannot hold markup at all.
    @Test(arguments: ["pools.main.name", "agents.keeper.name", "name"])
    func `is of no scenario whose names are markup`(_ key: String) throws {
        let folder = try Scratch()
        try folder.write(shortScenario(), "a.yaml")
        let set = "\(key)=</script><b>"
        let outcome = try Program.run(["run", "a.yaml", "--out", "run", "--set", set], in: folder)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("\"</script><b>\" is not a "), "\(outcome.errors)")
        #expect(try folder.paths() == ["a.yaml"])
    }

    private static func hostilePage() throws -> String {
        let hostile = "</script><img src=x onerror=hacked=1><b>{{{name}}}</b>&"
        let folder = try Scratch()
        let text = try shortScenario()
            .replacing(/(?m)^about: .*\n(  .*\n)*/, with: "about: '\(hostile)'\n")
        try folder.write(text, "a.yaml")
        let outcome = try Program.run(["run", "a.yaml", "--out", "run", "--quiet"], in: folder)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return String(decoding: try folder.bytes("run/report.html"), as: UTF8.self)
    }
}
