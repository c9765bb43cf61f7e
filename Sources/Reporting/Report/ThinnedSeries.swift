/// Several values through time, thinned so that what is highest and lowest is never lost.
///
/// Blocks are put together in buckets of one width; of each value a bucket keeps the least and the
/// greatest with their blocks, the last, and the sum. When all buckets are full, each two become
/// one of twice the width: what it holds is what it would hold had it been that wide from the
/// beginning. So neither memory nor a report grows with the number of blocks, and nothing need be
/// known of that number.
///
/// Complexity: a block takes a comparison or two a value.
struct ThinnedSeries {
    /// One value over one bucket.
    struct Cell {
        /// The least value; not a number where there is none.
        private(set) var low = Double.nan
        /// The block of the least value, the first of several.
        private(set) var lowBlock: UInt64 = 0
        /// The greatest value; not a number where there is none.
        private(set) var high = Double.nan
        /// The block of the greatest value, the first of several.
        private(set) var highBlock: UInt64 = 0
        /// The last value.
        private(set) var last = Double.nan
        /// The block of the last value.
        private(set) var lastBlock: UInt64 = 0
        /// The sum of all values.
        private(set) var sum = 0.0
        /// How many values there are.
        private(set) var count = 0.0

        /// The mean of all values; not a number where there is none.
        var mean: Double { count == 0 ? .nan : sum / count }

        /// Takes a value in; what is not a number is none.
        mutating func add(_ value: Double, _ block: UInt64) {
            if value.isNaN { return }
            if count == 0 || value < low { (low, lowBlock) = (value, block) }
            if count == 0 || value > high { (high, highBlock) = (value, block) }
            (last, lastBlock) = (value, block)
            sum += value
            count += 1
        }

        /// Takes in what came later.
        mutating func add(_ later: Cell) {
            if later.count == 0 { return }
            if count == 0 || later.low < low { (low, lowBlock) = (later.low, later.lowBlock) }
            if count == 0 || later.high > high { (high, highBlock) = (later.high, later.highBlock) }
            (last, lastBlock) = (later.last, later.lastBlock)
            sum += later.sum
            count += later.count
        }
    }

    /// The last block of a bucket, and its time.
    struct End: Equatable {
        /// The block's number.
        var block: UInt64
        /// Seconds since 1970-01-01 UTC.
        var time: UInt64
    }

    /// How many values there are.
    let columns: Int
    /// The most buckets, an even number.
    let most: Int
    /// How many blocks a bucket takes.
    private(set) var width: UInt64 = 1
    /// Where each bucket ends.
    private(set) var ends: [End] = []
    /// The cells, bucket by bucket.
    private var cells: [Cell] = []
    /// How many blocks the last bucket has.
    private var filled: UInt64 = 0

    /// No blocks of so many values; `most` is the most buckets.
    init(columns: Int, most: Int = 600) {
        self.columns = columns
        self.most = max(2, most + most % 2)
    }

    /// A value over a bucket.
    subscript(bucket: Int, column: Int) -> Cell { cells[bucket * columns + column] }

    /// Takes in the values of a block, as many as there are columns.
    mutating func add(_ values: [Double], block: UInt64, time: UInt64) {
        if ends.isEmpty || filled == width {
            if ends.count == most { halve() }
            ends.append(End(block: block, time: time))
            cells.append(contentsOf: repeatElement(Cell(), count: columns))
            filled = 0
        }
        filled += 1
        ends[ends.count - 1] = End(block: block, time: time)
        let first = cells.count - columns
        // In place: through the array, each cell would be copied out and back.
        cells.withUnsafeMutableBufferPointer { cells in
            for (column, value) in values.prefix(columns).enumerated() {
                cells[first + column].add(value, block)
            }
        }
    }

    /// Puts each two buckets together.
    private mutating func halve() {
        for bucket in 0..<(most / 2) {
            ends[bucket] = ends[2 * bucket + 1]
            for column in 0..<columns {
                var cell = cells[2 * bucket * columns + column]
                cell.add(cells[(2 * bucket + 1) * columns + column])
                cells[bucket * columns + column] = cell
            }
        }
        ends.removeLast(most / 2)
        cells.removeLast(most / 2 * columns)
        width *= 2
    }

    /// A value and its block.
    struct Point: Equatable {
        /// The block's number.
        let block: UInt64
        /// The value.
        let value: Double
    }

    /// Of each bucket the least, the greatest and the last value, in the order of their blocks.
    ///
    /// Without those between two equal ones.
    func points(of column: Int) -> [Point] {
        var points: [Point] = []
        func append(_ block: UInt64, _ value: Double) {
            if points.last?.block == block { return }
            let count = points.count
            if count > 1, points[count - 1].value == value, points[count - 2].value == value {
                points.removeLast()
            }
            points.append(Point(block: block, value: value))
        }
        for bucket in ends.indices {
            let cell = self[bucket, column]
            if cell.count == 0 { continue }
            if cell.lowBlock <= cell.highBlock {
                append(cell.lowBlock, cell.low)
                append(cell.highBlock, cell.high)
            } else {
                append(cell.highBlock, cell.high)
                append(cell.lowBlock, cell.low)
            }
            append(cell.lastBlock, cell.last)
        }
        return points
    }

    /// A value over several buckets.
    func cell(_ column: Int, over buckets: Range<Int>) -> Cell {
        buckets.reduce(into: Cell()) { $0.add(self[$1, column]) }
    }

    /// A value over all buckets.
    func whole(_ column: Int) -> Cell { cell(column, over: ends.indices) }
}
