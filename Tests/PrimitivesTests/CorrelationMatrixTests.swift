import Primitives
import Testing

@Suite struct `A correlation matrix` {
    @Test func `is the square of its factor`() throws {
        let rows = [[1, 0.8, -0.3], [0.8, 1, 0.1], [-0.3, 0.1, 1]]
        let factor = try CorrelationMatrix(rows).factor
        for i in 0..<3 {
            #expect(factor[i].count == i + 1)
            for j in 0...i {
                let product = zip(factor[i], factor[j]).reduce(0) { $0 + $1.0 * $1.1 }
                #expect((product - rows[i][j]).magnitude < 1e-15)
            }
        }
        #expect(factor[0] == [1])
        #expect((factor[1][1] - 0.6).magnitude < 1e-15)
    }

    @Test(arguments: [
        ([[1, 0.5], [0.5]], InvalidCorrelation.notSquare(row: 1)),
        ([[1, 0.5, 0], [0.5, 1, 0]], .notSquare(row: 0)),
        ([[1, 0.5], [0.5, 0.9]], .diagonal(row: 1, value: 0.9)),
        ([[1, 0.5], [0.4, 1]], .notSymmetric(row: 1, column: 0)),
        ([[1, 1.5], [1.5, 1]], .outOfBounds(row: 1, column: 0, value: 1.5)),
        ([[1, 1], [1, 1]], .pivot(row: 1, value: 0)),
    ])
    func `is refused where it is none`(_ rows: [[Double]], _ error: InvalidCorrelation) {
        #expect(throws: error) { try CorrelationMatrix(rows) }
    }

    /// Two that go with a third by 90 % cannot be opposed: 1 − 0.81 − (−0.9 − 0.81)² ÷ 0.19.
    @Test func `is refused where no prices go together like this`() {
        let rows = [[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]
        let error = #expect(throws: InvalidCorrelation.self) { try CorrelationMatrix(rows) }
        guard case .pivot(row: 2, let value) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect((value - (0.19 - 1.71 * 1.71 / 0.19)).magnitude < 1e-12)
    }
}
