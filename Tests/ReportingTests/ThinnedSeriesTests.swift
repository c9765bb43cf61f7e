import TestSupport
import Testing

@testable import Reporting

/// Values through time against plain lists of all of them.
@Suite struct `A thinned series` {
    private static let columns = 3

    /// Values with many equals, gaps, and some that stand out.
    private static func rows(_ count: Int, _ numbers: inout TestNumbers) -> [[Double]] {
        (0..<count).map { _ in
            (0..<columns).map { column in
                let draw = Int.random(in: 0..<100, using: &numbers)
                if column == 2, draw < 30 { return .nan }
                return draw == 99
                    ? Double.random(in: -1e9...1e9, using: &numbers) : Double(draw % 7)
            }
        }
    }

    private static func fill(_ rows: [[Double]], most: Int) -> ThinnedSeries {
        var series = ThinnedSeries(columns: columns, most: most)
        for (block, row) in rows.enumerated() {
            series.add(row, block: UInt64(block), time: UInt64(1_000 + 12 * block))
        }
        return series
    }

    @Test(arguments: [1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 1_000, 4_095, 4_096, 4_097])
    func `keeps what is least, greatest and last of every bucket`(_ count: Int) throws {
        var numbers = Soak.numbers("thinned series", part: count)
        let rows = Self.rows(count, &numbers)
        let series = Self.fill(rows, most: 8)
        let width = Int(series.width)
        #expect(series.ends.count == (count + width - 1) / width)
        #expect(series.ends.count <= 8)
        // No wider than it must be: with half the width there would be too many.
        #expect(width == 1 || (count + width / 2 - 1) / (width / 2) > 8)
        for bucket in series.ends.indices {
            let span = (bucket * width)..<min(count, (bucket + 1) * width)
            #expect(series.ends[bucket].block == UInt64(span.upperBound - 1))
            #expect(series.ends[bucket].time == UInt64(1_000 + 12 * (span.upperBound - 1)))
            for column in 0..<Self.columns {
                let known = span.filter { !rows[$0][column].isNaN }
                let cell = series[bucket, column]
                #expect(cell.count == Double(known.count))
                guard let last = known.last else {
                    #expect(cell.low.isNaN && cell.high.isNaN && cell.mean.isNaN)
                    continue
                }
                let values = known.map { rows[$0][column] }
                #expect(cell.low == values.min())
                #expect(cell.high == values.max())
                // The first of equals.
                #expect(Int(cell.lowBlock) == known.first { rows[$0][column] == values.min() })
                #expect(Int(cell.highBlock) == known.first { rows[$0][column] == values.max() })
                #expect((cell.last, Int(cell.lastBlock)) == (rows[last][column], last))
                let sum = values.reduce(0, +)
                #expect(abs(cell.sum - sum) <= 1e-9 * values.reduce(1) { $0 + abs($1) })
            }
        }
    }

    @Test(arguments: [3, 50, 1_000, 10_000])
    func `is drawn through its least and greatest values, in their order`(_ count: Int) throws {
        var numbers = Soak.numbers("points of a thinned series", part: count)
        let rows = Self.rows(count, &numbers)
        let series = Self.fill(rows, most: 16)
        for column in 0..<Self.columns {
            let points = series.points(of: column)
            let values = rows.map { $0[column] }.filter { !$0.isNaN }
            #expect(points.map(\.value).min() == values.min())
            #expect(points.map(\.value).max() == values.max())
            #expect(points.count <= 3 * 16)
            #expect(zip(points, points.dropFirst()).allSatisfy { $0.block < $1.block })
            #expect(points.allSatisfy { rows[Int($0.block)][column] == $0.value })
            let whole = series.whole(column)
            #expect((whole.low, whole.high) == (values.min(), values.max()))
        }
    }

    @Test func `of what never changes is two points`() {
        var series = ThinnedSeries(columns: 1, most: 10)
        for block in 0..<1_000 { series.add([60], block: UInt64(block), time: 0) }
        #expect(series.points(of: 0).map(\.block) == [0, 999])
    }

    @Test func `is the same however it came to its width`() {
        var numbers = Soak.numbers("widths of a thinned series")
        let rows = Self.rows(64, &numbers)
        let narrow = Self.fill(rows, most: 64)
        let wide = Self.fill(rows, most: 8)
        for column in 0..<2 {
            for bucket in 0..<8 {
                var cell = ThinnedSeries.Cell()
                for block in 0..<8 { cell.add(narrow[8 * bucket + block, column]) }
                #expect(cell.low == wide[bucket, column].low)
                #expect(cell.highBlock == wide[bucket, column].highBlock)
            }
        }
    }
}
