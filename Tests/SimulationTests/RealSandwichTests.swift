import Foundation
import Measures
import Primitives
import TestSupport
import Testing
import WideMath

/// Swaps of 17 blocks of Ethereum, by ../shared/market/onchain; no row names a sender.
@Suite struct `Sandwiches of real blocks` {
    /// A row of a file, by the names in its first line.
    private typealias Row = [String: String]

    private func rows(_ name: String) throws -> [Row]? {
        guard let data = try SharedFiles.data("market/onchain/\(name)") else { return nil }
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        let names = try #require(lines.first).split(separator: ",").map(String.init)
        return try lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            try #require(fields.count == names.count, "\(name): \(line)")
            return Dictionary(uniqueKeysWithValues: zip(names, fields.map(String.init)))
        }
    }

    private func swap(_ row: Row) throws -> SwapTrace? {
        func side(_ index: Int) throws -> SwapTrace.Side {
            let amounts = try ["in", "out"].map { end in
                try #require(UInt256(decimal: row["amount\(index)_\(end)"] ?? ""))
            }
            return SwapTrace.Side(
                token: try #require(Address(text: row["token\(index)"] ?? "")),
                received: TokenAmount(amounts[0]),
                paid: TokenAmount(amounts[1])
            )
        }
        return SwapTrace(
            transaction: try #require(Int(row["tx_index"] ?? "")),
            sender: nil,
            pair: try #require(Address(text: row["pair"] ?? "")),
            try side(0),
            try side(1)
        )
    }

    /// The swaps of a file block by block, in its order, which is the blocks'.
    private func blocks(_ rows: [Row]) throws -> [(number: String, swaps: [SwapTrace])] {
        var blocks: [(number: String, swaps: [SwapTrace])] = []
        for row in rows {
            let number = try #require(row["block"])
            if blocks.last?.number != number { blocks.append((number, [])) }
            if let swap = try swap(row) { blocks[blocks.count - 1].swaps.append(swap) }
        }
        return blocks
    }

    /// As "front victim … back" of a block, leg by leg with its amounts.
    private func known() throws -> [(block: String, legs: [SwapTrace])]? {
        guard let rows = try rows("sandwiches.csv") else { return nil }
        var known: [(name: String, block: String, legs: [SwapTrace])] = []
        for row in rows {
            let (name, block) = (try #require(row["sandwich"]), try #require(row["block"]))
            if known.last?.name != name { known.append((name, block, [])) }
            known[known.count - 1].legs.append(try #require(try swap(row)))
        }
        return known.map { ($0.block, $0.legs) }
    }

    @Test func `are found by amounts alone, with fronts, victims and backs`() throws {
        guard let rows = try rows("v2_swaps.csv"), let known = try known() else { return }
        // SOURCES.md: four victims of one, and one of the other.
        #expect(known.map(\.legs.count) == [6, 3])
        var found: [(block: String, legs: [SwapTrace])] = []
        var cycles = 0
        for block in try blocks(rows) {
            for sandwich in SandwichDetector.sandwiches(in: block.swaps) {
                let legs = [sandwich.front] + sandwich.victims + [sandwich.back]
                found.append((block.number, legs))
            }
            cycles += ArbitrageDetector.arbitrages(in: block.swaps).count
        }
        for sandwich in known {
            #expect(
                found.contains { $0.block == sandwich.block && $0.legs == sandwich.legs },
                "block \(sandwich.block)"
            )
        }
        print(
            "v2_swaps.csv: \(known.count) known sandwiches, "
                + "\(found.count - known.count) others found; \(cycles) arbitrages found"
        )
    }

    /// The gain that the file's own amounts make, in WETH and in USDC.
    @Test func `have the profits of their rows`() throws {
        guard let rows = try rows("sandwiches.csv") else { return }
        let profits = try blocks(rows).flatMap { block in
            SandwichDetector.sandwiches(in: block.swaps).map(\.profit.description)
        }
        // 12158780499164852150 − 12108789017249529876, and 3240789928 − 2280374548.
        #expect(profits == ["49991481915322274", "960415380"])
    }
}
