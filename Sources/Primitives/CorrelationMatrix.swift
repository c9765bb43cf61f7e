/// How the normal draws of several processes go together.
///
/// The matrix is kept as its Cholesky factor L, the lower triangle with L·Lᵀ = the matrix: with
/// independent standard normals z, the components of L·z are standard normals with those
/// correlations (Glasserman, "Monte Carlo Methods in Financial Engineering", section 2.3.3). The
/// first process keeps its own draws, the second mixes in those of the first, and so on.
public struct CorrelationMatrix: Hashable, Sendable {
    /// The rows of L, each as long as its number.
    public let factor: [[Double]]

    /// What a pivot must exceed: below, rounding decides, and one process is all but a mixture of
    /// the others.
    public static let pivotMin = 1e-9

    /// Makes the factor of a matrix, which is square.
    ///
    /// Complexity: the cube of the number of rows.
    public init(_ rows: [[Double]]) throws(InvalidCorrelation) {
        for (index, row) in rows.enumerated() {
            guard row.count == rows.count else { throw .notSquare(row: index) }
            guard row[index] == 1 else { throw .diagonal(row: index, value: row[index]) }
            for column in 0..<index {
                guard row[column].magnitude <= 1 else {
                    throw .outOfBounds(row: index, column: column, value: row[column])
                }
                guard row[column] == rows[column][index] else {
                    throw .notSymmetric(row: index, column: column)
                }
            }
        }
        var factor: [[Double]] = []
        for row in rows {
            var line: [Double] = []
            for (column, above) in factor.enumerated() {
                let known = zip(line, above).reduce(0) { $0 + $1.0 * $1.1 }
                line.append((row[column] - known) / above[column])
            }
            // What is left of the variance, one, once the processes before are known.
            let pivot = line.reduce(1) { $0 - $1 * $1 }
            guard pivot > Self.pivotMin else { throw .pivot(row: factor.count, value: pivot) }
            factor.append(line + [pivot.squareRoot()])
        }
        self.factor = factor
    }
}

/// Why a matrix is none of correlations; rows and columns count from zero.
public enum InvalidCorrelation: Error, Equatable, Sendable {
    /// A row is not as long as there are rows.
    case notSquare(row: Int)
    /// A process goes with itself by something else than one.
    case diagonal(row: Int, value: Double)
    /// A correlation beyond minus one and one.
    case outOfBounds(row: Int, column: Int, value: Double)
    /// The two correlations of a pair differ.
    case notSymmetric(row: Int, column: Int)
    /// The matrix is not positive definite: this pivot of the factorisation, the smallest so far,
    /// is not above `CorrelationMatrix.pivotMin`.
    case pivot(row: Int, value: Double)
}
