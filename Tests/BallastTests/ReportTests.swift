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
        // Nothing went wrong, and nothing was asked of anybody.
        #expect(probe.errors == [])
        #expect(outcome.console == [])
        #expect(probe.resources == [])
        #expect(outcome.requests == [])
        // Every chart has data, in every line, and is drawn.
        #expect(probe.charts.map(\.id) == Self.charts)
        for chart in probe.charts {
            #expect(!chart.points.isEmpty && chart.points.allSatisfy { $0 > 0 }, "\(chart)")
            #expect(chart.colours > 4, "\(chart)")
            #expect(chart.shown > 0, "\(chart)")
        }
        // WCAG 2.2 AA: 4.5 for text, 3 for large text and for what is drawn.
        #expect(probe.texts > 2_000)
        #expect(probe.faint.map { "\($0)" } == [])
        #expect(probe.faintMarks == [])
        // Links lead somewhere, and open what is closed.
        #expect(probe.broken == [])
        #expect(probe.opens)
        // Without a mouse: the first stop leads past the links to the report itself.
        #expect(probe.firstStop == "Skip to the report")
        #expect(probe.stops > Self.charts.count * 3)
        #expect(probe.namelessStops == [])
        // The page itself never scrolls sideways; wide tables do.
        #expect(probe.overflow <= 0)
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
        guard ReportProbe.isReady else { return }
        let (probe, read) = try ReportProbe.open(Data(page.utf8), Browser.View(width: 1_280))
        #expect(probe.errors + read.console + probe.broken == [])
    }

    /// A description is anybody's text; the page shows it and does nothing that it says.
    @Test func `does nothing that a scenario's words say`() throws {
        let hostile = "</script><img src=x onerror=hacked=1><b>{{{name}}}</b>&"
        let folder = try Scratch()
        let text = try shortScenario()
            .replacing(/(?m)^about: .*\n(  .*\n)*/, with: "about: '\(hostile)'\n")
        try folder.write(text, "a.yaml")
        let outcome = try Program.run(["run", "a.yaml", "--out", "run", "--quiet"], in: folder)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let page = String(decoding: try folder.bytes("run/report.html"), as: UTF8.self)
        #expect(page.contains("&lt;b&gt;{{{name}}}&lt;/b&gt;&amp;"))
        #expect(!page.contains("<img"))
        guard ReportProbe.isReady else { return }
        let (probe, read) = try ReportProbe.open(Data(page.utf8), Browser.View(width: 1_280))
        #expect(probe.images == 0)
        #expect(probe.errors + read.console + read.requests == [])
    }
}
