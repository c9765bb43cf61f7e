import Foundation

/// Chart.js, as the system has it.
public enum ChartLibrary {
    /// Where Debian's `libjs-chart.js` puts it, in the order in which it is looked for.
    static let paths = [
        "/usr/share/javascript/chart.js/chart.min.js",
        "/usr/share/javascript/chart.js/Chart.min.js",
        "/usr/share/javascript/chart.js/chart.js",
    ]

    /// Names another file instead.
    static let variable = "BALLAST_CHART_JS"

    /// How to get it.
    static let remedy =
        "Install Debian's package libjs-chart.js (apt-get install libjs-chart.js) and run again, "
        + "or name the file in \(variable)."

    /// The library's text; nothing where it is not installed.
    ///
    /// A text that would end the page's script element is none.
    public static func text(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String? {
        for path in environment[variable].map({ [$0] }) ?? paths {
            guard let data = FileManager.default.contents(atPath: path),
                let text = String(data: data, encoding: .utf8), text.contains("Chart"),
                !text.lowercased().contains("</script")
            else { continue }
            return text
        }
        return nil
    }
}
