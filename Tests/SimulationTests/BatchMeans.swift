/// The mean of a series whose values depend on their neighbours, with its standard error.
///
/// The series is cut into parts, each far longer than values depend on each other: their means are
/// as good as independent, and from how they differ follows the error of the mean of all.
struct BatchMeans {
    private let length: Int
    private var sum = 0.0
    private var filled = 0
    private var means: [Double] = []

    /// Parts of a length; what is left over at the end does not count.
    init(length: Int) { self.length = length }

    mutating func add(_ value: Double) {
        sum += value
        filled += 1
        guard filled == length else { return }
        means.append(sum / Double(length))
        sum = 0
        filled = 0
    }

    var count: Int { means.count }

    var mean: Double { means.reduce(0, +) / Double(means.count) }

    var standardError: Double {
        let mean = mean
        let squares = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(means.count - 1) / Double(means.count)).squareRoot()
    }
}
