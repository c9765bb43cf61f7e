/// One line, or one colour of bars, of a chart.
struct ReportSeries {
    /// What it shows.
    var name: String
    /// Its colour, from 1 to 8.
    var mark: Int
    /// Whether its line is dashed.
    var isDashed = false
    /// Whether it stays at a value until the next.
    var isStepped = false
    /// Whether only the band between least and greatest is drawn.
    var isBare = false
    /// The blocks of its values; none for bars.
    var blocks: [UInt64] = []
    /// Its values.
    var values: [Double] = []
    /// The least values of a band, in place of a line's.
    var lows: [Double] = []
    /// The greatest values of a band.
    var highs: [Double] = []
    /// Its columns in the chart's table.
    var samples: [(name: String, values: [Double])] = []

    /// The line as the page's script reads it.
    func json(decimals: Int) -> JSON {
        func numbers(_ values: [Double]) -> JSON {
            .array(values.map { .double(ReportText.thinned($0, decimals: decimals)) })
        }
        var members: [(String, JSON)] = [
            ("name", .string(name)), ("mark", .int(UInt64(mark))), ("y", numbers(values)),
        ]
        if !blocks.isEmpty { members.append(("x", .array(blocks.map { .int($0) }))) }
        if !lows.isEmpty { members += [("low", numbers(lows)), ("high", numbers(highs))] }
        let flags = [("dash", isDashed), ("step", isStepped), ("bare", isBare)]
        members += flags.filter(\.1).map { ($0.0, .bool(true)) }
        return .object(members)
    }
}
