import Foundation

/// Chromium without a window, in which tests open a report.
package enum Browser {
    /// The program; nothing where none is installed.
    ///
    /// `make test` installs it where it may.
    package static let program: String? = {
        let environment = ProcessInfo.processInfo.environment
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let places = ["chromium", "chromium-browser", "google-chrome"].flatMap { name in
            folders.map { "\($0)/\(name)" }
        }
        return places.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Whether there is one.
    package static var isInstalled: Bool { program != nil }

    /// What a page looks like, and how it is opened.
    package struct View {
        /// The window's width, in pixels.
        package var width: Int
        /// Whether the reader prefers dark pages.
        package var isDark: Bool
        /// Whether its clock runs as fast as work allows, so that what waits for time ends.
        package var hurries: Bool

        /// Makes a view.
        package init(width: Int, isDark: Bool = false, hurries: Bool = true) {
            self.width = width
            self.isDark = isDark
            self.hurries = hurries
        }
    }

    /// What came of opening a page.
    package struct Outcome {
        /// The page's elements at the end, as text.
        package let page: String
        /// What the page said on its console, errors too.
        package let console: [String]
        /// The addresses that were asked for, but files and those that the program asks by itself.
        package let requests: [String]
    }

    /// What Chromium asks of its makers whatever is opened.
    private static let own = ["google.com", "googleapis.com", "gvt1.com", "gstatic.com"]

    /// Opens a file; a picture of it goes where one is wanted, as pixels or, by its name, on paper.
    package static func open(
        _ file: URL,
        in view: View,
        height: Int = 900,
        picture: URL? = nil
    ) throws -> Outcome {
        guard let program else { throw BrowserError(description: "no Chromium") }
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "ballast-browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let log = folder.appending(path: "net.json")
        var arguments = [
            // A page that never ends ends with the test.
            "120", program, "--headless=new", "--no-sandbox", "--disable-gpu",
            "--disable-dev-shm-usage", "--hide-scrollbars", "--force-device-scale-factor=1",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--user-data-dir=\(folder.path)/profile", "--window-size=\(view.width),\(height)",
            "--blink-settings=preferredColorScheme=\(view.isDark ? 0 : 1)",
            "--enable-logging=stderr", "--log-net-log=\(log.path)",
        ]
        if view.hurries { arguments.append("--virtual-time-budget=10000") }
        switch picture?.pathExtension {
        case nil: arguments.append("--dump-dom")
        case "pdf":
            arguments += ["--no-pdf-header-footer", "--print-to-pdf=\(picture?.path ?? "")"]
        default: arguments.append("--screenshot=\(picture?.path ?? "")")
        }
        arguments.append(file.absoluteString)
        let page = folder.appending(path: "page")
        let errors = folder.appending(path: "errors")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        for place in [page, errors] { try Data().write(to: place) }
        process.standardOutput = try FileHandle(forWritingTo: page)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        let said = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        guard process.terminationStatus == 0 else {
            throw BrowserError(description: "ended with \(process.terminationStatus): \(said)")
        }
        let net = String(decoding: (try? Data(contentsOf: log)) ?? Data(), as: UTF8.self)
        let asked = net.matches(of: /"url":"(?<scheme>[a-z]+):\/\/(?<host>[^\/"]*)[^"]*"/)
        return Outcome(
            page: String(decoding: try Data(contentsOf: page), as: UTF8.self),
            console: said.split(separator: "\n").map(String.init).filter {
                $0.contains(":CONSOLE")
            },
            requests: asked.filter { match in
                match.scheme != "file" && !own.contains { match.host.hasSuffix($0) }
            }.map { String($0.output.0) }
        )
    }
}

/// Why a page could not be opened.
package struct BrowserError: Error, CustomStringConvertible {
    /// What Chromium said.
    package let description: String
}
