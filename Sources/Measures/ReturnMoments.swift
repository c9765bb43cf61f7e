/// Returns in blocks, added up for their standard deviation.
struct ReturnMoments: Sendable {
    /// Seconds of 365 days.
    private static let year = 31_536_000.0
    private var count = 0.0
    private var sum = 0.0
    private var squares = 0.0

    mutating func add(_ value: Double) {
        count += 1
        sum += value
        squares += value * value
    }

    /// The sample's standard deviation times √(returns in a year), the returns lying evenly over
    /// some seconds.
    ///
    /// Nothing for less than two returns, or where one was no number.
    func annualDeviation(over seconds: UInt64) -> Double? {
        guard count > 1, seconds > 0 else { return nil }
        let variance = max(squares - sum * sum / count, 0) / (count - 1)
        let deviation = (variance * count / Double(seconds) * Self.year).squareRoot()
        return deviation.isFinite ? deviation : nil
    }
}
