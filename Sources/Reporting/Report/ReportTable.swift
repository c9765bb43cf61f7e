/// A table of a report.
struct ReportTable {
    /// A column.
    struct Column {
        /// Its name, with the unit.
        let name: String
        /// Whether it holds words, not numbers.
        var isText = false
    }

    /// What is in a row's column.
    struct Cell {
        /// What is written.
        let value: String
        /// The name of what it links to on the page.
        var link: String?
    }

    /// What it shows.
    let caption: String
    /// Its columns.
    var columns: [Column]
    /// Its rows, a cell a column.
    var rows: [[Cell]] = []
    /// What is not in it, in words.
    var more: String?

    /// Makes a table of columns by their names; those of words are marked.
    init(caption: String, columns: [Column]) {
        self.caption = caption
        self.columns = columns
    }

    /// Adds a row of plain texts.
    mutating func add(_ values: [String]) { rows.append(values.map { Cell(value: $0) }) }

    /// What the page's templates name.
    var view: [String: Any] {
        var view: [String: Any] = [
            "caption": caption,
            "columns": columns.map { ["name": $0.name, "isText": $0.isText] as [String: Any] },
            "rows": rows.map { row in
                ["cells": zip(row, columns).map { cell($0, $1) }]
            },
        ]
        view["more"] = more
        return view
    }

    private func cell(_ cell: Cell, _ column: Column) -> [String: Any] {
        var view: [String: Any] = ["value": cell.value, "isText": column.isText]
        view["link"] = cell.link
        return view
    }
}
