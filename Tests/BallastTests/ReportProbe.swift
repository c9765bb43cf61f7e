import Foundation
import TestSupport
import Testing

/// What a script inside an opened report finds: the page tested as a reader has it.
struct ReportProbe: Decodable {
    /// A chart.
    struct Chart: Decodable {
        let id: String
        /// How many numbers each of its lines, or colours of bars, has.
        let points: [Int]
        /// How many colours its pixels have.
        let colours: Int
        /// How many values an arrow key shows.
        let shown: Int
        /// What its axis of values says twice.
        let repeated: [String]
    }

    /// A text that is too faint.
    struct Faint: Decodable {
        let text: String
        let ratio: Double
    }

    let title: String
    /// Errors of scripts, and what the security policy refused.
    let errors: [String]
    /// Everything that was loaded beside the page.
    let resources: [String]
    let charts: [Chart]
    /// How many texts were measured.
    let texts: Int
    let faint: [Faint]
    /// Colours of lines and bars below 3 : 1.
    let faintMarks: [String]
    /// Links to nothing, and names that are there twice.
    let broken: [String]
    /// What the first tabulator stop is called.
    let firstStop: String
    let stops: Int
    /// Tabulator stops that say nothing of themselves.
    let namelessStops: [String]
    /// How many pixels the page is wider than the window.
    let overflow: Int
    let width: Int
    /// Whether a link to a closed block opens it.
    let opens: Bool
    /// Whether the page is dark.
    let isDark: Bool
    let images: Int

    /// Whether there is what opens a report, and what draws it.
    static let isReady =
        Browser.isInstalled
        && FileManager.default.fileExists(atPath: "/usr/share/javascript/chart.js/chart.min.js")

    /// Opens a report with the probe in it.
    ///
    /// A window cannot be as narrow as a phone, so a narrow page lies in a frame.
    static func open(_ html: Data, _ view: Browser.View) throws -> (Self, Browser.Outcome) {
        let folder = try Scratch()
        let text = String(decoding: html, as: UTF8.self)
            .replacing("<link rel=\"icon\"", with: first + "<link rel=\"icon\"", maxReplacements: 1)
            .replacing("</body>\n</html>", with: last + "</body>\n</html>")
        try folder.write(text, "report.html")
        try folder.write(frame(width: view.width), "frame.html")
        let name = view.width < 500 ? "frame.html" : "report.html"
        let outcome = try Browser.open(folder.url.appending(path: name), in: view)
        let match = try #require(
            outcome.page.firstMatch(of: /<pre id="probe">(.*?)<\/pre>/.dotMatchesNewlines()),
            "the probe did not come to its end: \(outcome.console)"
        )
        let json = String(match.output.1).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&amp;", with: "&")
        return (try JSONDecoder().decode(Self.self, from: Data(json.utf8)), outcome)
    }

    /// Whether there is nothing wrong with the page: with its scripts, requests, charts, contrast,
    /// links and tabulator stops.
    func expectSound(
        _ outcome: Browser.Outcome,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        func none(_ faults: [String]) {
            #expect(faults == [], sourceLocation: sourceLocation)
        }
        // Nothing went wrong, and nothing was asked of anybody.
        none(errors + outcome.console)
        none(resources + outcome.requests)
        // Every chart has data, in every line, is drawn, and answers to the arrow keys.
        none(charts.filter { $0.points.isEmpty || $0.points.contains(0) }.map { "\($0)" })
        none(charts.filter { $0.colours < 5 || $0.shown == 0 }.map { "\($0)" })
        none(charts.flatMap(\.repeated))
        // WCAG 2.2 AA: 4.5 for text, 3 for large text and for what is drawn.
        none(faint.map { "\($0)" } + faintMarks)
        // Links lead somewhere, and open what is closed.
        none(broken)
        #expect(opens, sourceLocation: sourceLocation)
        // Without a mouse: the first stop leads past the links to the report itself.
        #expect(firstStop == "Skip to the report", sourceLocation: sourceLocation)
        none(namelessStops)
        // The page itself never scrolls sideways; wide tables do.
        #expect(overflow <= 0, sourceLocation: sourceLocation)
    }

    /// A page that shows a report in a frame of a phone's width, and repeats what it finds.
    static func frame(width: Int, height: Int = 844) -> String {
        """
        <!doctype html><title>frame</title><style>body { margin: 0 }</style>
        <script>addEventListener("message", event => {
          const found = document.createElement("pre");
          found.id = "probe";
          found.textContent = event.data;
          document.body.append(found);
        })</script>
        <iframe src="report.html" style="width:\(width)px;height:\(height)px;border:0"></iframe>
        """
    }

    /// Before everything else of the page: notes what goes wrong.
    private static let first = """
        <script nonce="ballast">
        window.failures = [];
        addEventListener("error", event => failures.push(event.message));
        addEventListener("unhandledrejection", event => failures.push(String(event.reason)));
        addEventListener("securitypolicyviolation", event =>
          failures.push(event.violatedDirective + " " + event.blockedURI));
        </script>

        """

    /// After everything else: looks at all there is.
    private static let last = #"""
        <script nonce="ballast">
        (async () => {
          const all = selector => [...document.querySelectorAll(selector)];
          const wait = time => new Promise(done => setTimeout(done, time));
          const broken = all("a[href^='#']").map(link => link.getAttribute("href"))
            .filter(link => !document.getElementById(link.slice(1)));
          const seen = new Set();
          for (const element of all("[id]")) {
            if (seen.has(element.id)) broken.push("twice: " + element.id);
            seen.add(element.id);
          }
          const block = document.querySelector("details.block");
          let opens = true;
          if (block) {
            block.open = false;
            location.hash = block.id;
            await wait(100);
            opens = block.open;
          }
          const stops = all("a[href], summary, [tabindex='0']");
          const nameless = stops.filter(stop =>
            !(stop.textContent.trim() || stop.getAttribute("aria-label"))).map(s => s.outerHTML);

          const part = text => {
            const numbers = text.match(/[\d.]+/g).map(Number);
            return { r: numbers[0], g: numbers[1], b: numbers[2], a: numbers[3] ?? 1 };
          };
          const hex = text => {
            const value = parseInt(text.trim().slice(1), 16);
            return { r: value >> 16, g: value >> 8 & 255, b: value & 255, a: 1 };
          };
          // Relative luminance and contrast ratio as WCAG 2.2 defines them.
          const light = colour => {
            const [r, g, b] = [colour.r, colour.g, colour.b].map(level => {
              const value = level / 255;
              return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const contrast = (one, other) => {
            const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
            return (high + 0.05) / (low + 0.05);
          };
          const behind = element => {
            for (let at = element; at; at = at.parentElement) {
              const colour = part(getComputedStyle(at).backgroundColor);
              if (colour.a > 0) return colour;
            }
            return { r: 255, g: 255, b: 255, a: 1 };
          };
          all("details").forEach(details => { details.open = true; });
          await wait(100);
          const faint = [];
          let texts = 0;
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim()) continue;
            if (element.closest("script, style, #probe")) continue;
            texts += 1;
            const style = getComputedStyle(element);
            const drawn = element.namespaceURI.endsWith("svg") ? style.fill : style.color;
            const size = parseFloat(style.fontSize);
            const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
            const ratio = contrast(part(drawn), behind(element));
            if (ratio < (large ? 3 : 4.5)) {
              faint.push({ text: walker.currentNode.data.trim().slice(0, 40), ratio });
            }
          }
          // What is written and drawn on canvases.
          const root = getComputedStyle(document.documentElement);
          const paper = hex(root.getPropertyValue("--paper"));
          for (const name of ["--ink", "--soft"]) {
            const ratio = contrast(hex(root.getPropertyValue(name)), paper);
            if (ratio < 4.5) faint.push({ text: name, ratio });
          }
          const faintMarks = [1, 2, 3, 4, 5, 6, 7, 8].map(mark => "--c" + mark)
            .filter(name => contrast(hex(root.getPropertyValue(name)), paper) < 3);

          const charts = (window.ballastCharts || []).map(({ id, drawn }) => {
            const context = drawn.canvas.getContext("2d");
            const pixels = context.getImageData(0, 0, drawn.canvas.width, drawn.canvas.height).data;
            const colours = new Set();
            for (let at = 0; at < pixels.length; at += 4) {
              if (pixels[at + 3] === 255) {
                colours.add(pixels[at] << 16 | pixels[at + 1] << 8 | pixels[at + 2]);
              }
            }
            drawn.canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
            const shown = drawn.tooltip.getActiveElements().length;
            drawn.canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
            const points = drawn.data.datasets.map(set => set.data
              .filter(point => [].concat(point.y ?? point).every(Number.isFinite)).length);
            const axis = drawn.scales[drawn.options.indexAxis === "y" ? "x" : "y"];
            const labels = axis.ticks.map(tick => tick.label);
            const repeated = labels.filter((label, place) => labels.indexOf(label) !== place);
            return { id, colours: colours.size, shown, points, repeated };
          });
          const found = JSON.stringify({
            title: document.title, errors: failures, charts, texts, faint, faintMarks, broken,
            resources: performance.getEntriesByType("resource").map(entry => entry.name),
            firstStop: stops[0] ? stops[0].textContent : "", stops: stops.length,
            namelessStops: nameless, width: innerWidth, opens, images: all("img").length,
            overflow: document.documentElement.scrollWidth - innerWidth,
            isDark: light(behind(document.body)) < 0.2
          });
          if (parent !== window) { parent.postMessage(found, "*"); return; }
          const pre = document.createElement("pre");
          pre.id = "probe";
          pre.textContent = found;
          document.body.append(pre);
        })();
        </script>

        """#
}
