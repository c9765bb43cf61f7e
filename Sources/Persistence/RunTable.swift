/// The tables of `run.sqlite`; docs/RUN-SQLITE.md says what each column means.
enum RunTable: String, CaseIterable {
    case runs, assets, pairs, blocks, prices, pools, vault, holdings, transactions, events, notes
    case measures

    /// What makes the table.
    var creation: String {
        let lines = columns + (key.map { ["PRIMARY KEY (\($0))"] } ?? [])
        let body = lines.map { "    \($0)" }.joined(separator: ",\n")
        // Rows are kept in the order of such a key; an index of it beside them would be half of
        // the file.
        let isOrder = key?.contains(",") == true
        return "CREATE TABLE \(rawValue) (\n\(body)\n)" + (isOrder ? " WITHOUT ROWID" : "")
    }

    /// What adds a row, its values bound in the order of the columns.
    var insertion: String {
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO \(rawValue) VALUES (\(marks))"
    }

    /// Its place among all of them.
    var number: Int { Self.numbers[self] ?? 0 }

    private static let numbers: [RunTable: Int] = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) }
    )

    /// What no two rows share; nothing where there is one row.
    private var key: String? {
        switch self {
        case .runs: nil
        case .assets: "asset"
        case .pairs: "pool"
        case .blocks, .vault: "block"
        case .prices, .holdings: "block, asset"
        case .pools: "block, pool"
        case .transactions: "block, position"
        case .events: "block, transaction_position, position"
        case .notes: "note"
        case .measures: "path"
        }
    }

    private var columns: [String] {
        let lines =
            switch self {
            case .runs:
                """
                format INTEGER NOT NULL
                ballast TEXT NOT NULL
                scenario TEXT NOT NULL
                seed TEXT NOT NULL
                record TEXT NOT NULL
                blocks INTEGER
                interrupted INTEGER
                state_root TEXT
                record_hash TEXT
                resolved_yaml TEXT NOT NULL
                """
            case .assets:
                """
                asset TEXT NOT NULL
                decimals INTEGER NOT NULL
                address TEXT NOT NULL
                """
            case .pairs:
                """
                pool TEXT NOT NULL
                base TEXT NOT NULL
                quote TEXT NOT NULL
                fee_bp INTEGER NOT NULL
                address TEXT NOT NULL
                """
            case .blocks:
                """
                block INTEGER NOT NULL
                timestamp INTEGER NOT NULL
                base_fee_wei TEXT NOT NULL
                gas_used INTEGER NOT NULL
                transactions INTEGER NOT NULL
                waiting INTEGER NOT NULL
                state_root TEXT
                block_hash TEXT
                """
            case .prices:
                """
                block INTEGER NOT NULL
                asset TEXT NOT NULL
                price REAL
                """
            case .pools:
                """
                block INTEGER NOT NULL
                pool TEXT NOT NULL
                spot REAL
                reserve_base TEXT NOT NULL
                reserve_quote TEXT NOT NULL
                depth_up_1 REAL
                depth_down_1 REAL
                depth_up_5 REAL
                depth_down_5 REAL
                """
            case .vault:
                """
                block INTEGER NOT NULL
                nav TEXT NOT NULL
                nav_market REAL
                share_price REAL
                shares TEXT NOT NULL
                rebalance_cost REAL
                """
            case .holdings:
                """
                block INTEGER NOT NULL
                asset TEXT NOT NULL
                balance TEXT NOT NULL
                weight REAL
                target REAL
                """
            case .transactions:
                """
                block INTEGER NOT NULL
                position INTEGER NOT NULL
                hash TEXT NOT NULL
                author TEXT NOT NULL
                purpose TEXT NOT NULL
                victim TEXT
                sender TEXT NOT NULL
                recipient TEXT
                nonce INTEGER NOT NULL
                status TEXT NOT NULL
                reason TEXT
                gas_used INTEGER NOT NULL
                gas_price_wei TEXT NOT NULL
                """
            case .events:
                """
                block INTEGER NOT NULL
                transaction_position INTEGER NOT NULL
                position INTEGER NOT NULL
                contract TEXT NOT NULL
                name TEXT
                arguments TEXT
                topics TEXT
                data TEXT
                """
            case .notes:
                """
                note INTEGER NOT NULL
                block INTEGER NOT NULL
                type TEXT NOT NULL
                json TEXT NOT NULL
                """
            case .measures:
                """
                path TEXT NOT NULL
                number REAL
                text TEXT
                """
            }
        return lines.split(separator: "\n").map(String.init)
    }
}
