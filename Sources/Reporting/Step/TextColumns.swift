/// Rows of cells as lines whose columns are aligned.
struct TextColumns {
    private var rows: [[String]] = []
    private let right: Set<Int>

    /// Columns of these names; those in `right` hold numbers.
    init(_ names: [String], right: Set<Int> = []) {
        self.right = right
        rows.append(names)
    }

    /// Adds a row of as many cells.
    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The lines, that of the names first.
    var lines: [String] {
        let widths = (rows.first ?? []).indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                if column > 0 { line += "  " }
                let space = String(repeating: " ", count: widths[column] - cell.count)
                let isLast = column == row.count - 1
                line += right.contains(column) ? space + cell : cell + (isLast ? "" : space)
            }
            return line
        }
    }
}
