import Measures

extension Report {
    /// The name of a block in the page's links.
    static func anchor(_ block: UInt64) -> String { "block-\(block)" }

    /// The blocks that tables refer to.
    var blocks: Section? {
        guard !collector.blocks.isEmpty else { return nil }
        var section = Section(anchor: "blocks", title: "Blocks")
        section.lead =
            "The \(Figures.grouped(UInt64(collector.blocks.count))) blocks that the tables above "
            + "refer to, with their transactions in order; events.jsonl has all blocks."
        section.blocks = collector.blocks.values.sorted { $0.number < $1.number }.map { view($0) }
        return section
    }

    private func view(_ block: ReportBlock) -> [String: Any] {
        var table = ReportTable(
            caption: "Transactions of block \(Figures.grouped(block.number)) in order",
            columns: [
                .init(name: "place"), .init(name: "author", isText: true),
                .init(name: "purpose", isText: true), .init(name: "status", isText: true),
                .init(name: "gas used"), .init(name: "gas, ETH"),
            ]
        )
        for row in block.rows {
            table.add([
                "\(row.place)", row.author, row.purpose, row.status,
                Figures.grouped(row.gasUsed), number(row.fee, 6),
            ])
        }
        if block.count > block.rows.count {
            table.more = "The first \(block.rows.count) of \(block.count)."
        }
        return [
            "anchor": Self.anchor(block.number),
            "title": "Block \(Figures.grouped(block.number)), \(ReportText.time(block.time)): "
                + ReportText.counted(UInt64(block.count), "transaction", "transactions")
                + ", base fee \(ReportText.amount(block.baseFee)) gwei, gas used "
                + Figures.grouped(block.gasUsed),
            "table": table.view,
        ]
    }

    /// What the scenario expects, line by line.
    var expectations: Section? {
        guard !summary.expectations.isEmpty || !summary.always.isEmpty else { return nil }
        var section = Section(anchor: "expectations", title: "Expectations")
        let unmet = summary.unmet.count + summary.unmetAlways.count
        let all = summary.expectations.count + summary.always.count
        section.lead = "\(all - unmet) of \(all) are met."
        var table = ReportTable(
            caption: "What the scenario expects",
            columns: [
                .init(name: "line", isText: true), .init(name: "it is"),
                .init(name: "met", isText: true),
            ]
        )
        for outcome in summary.expectations {
            let variant = outcome.expectation.variant.map { "\($0): " } ?? ""
            table.add([
                variant + outcome.expectation.text, outcome.shown, outcome.pass ? "yes" : "no",
            ])
        }
        for outcome in summary.always {
            table.add([
                "always: " + outcome.text, outcome.shown,
                outcome.pass ? "yes" : "no: \(outcome.miss); blocks: \(outcome.blocks)",
            ])
        }
        section.tables = [table]
        return section
    }
}
