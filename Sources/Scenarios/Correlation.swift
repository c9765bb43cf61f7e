import Primitives

/// How the random parts of several assets' prices go together.
public struct Correlation: Sendable, Hashable {
    /// The assets, each once.
    public var assets: [String]
    /// The correlations of their logarithms' Brownian parts, in the order of the assets: symmetric,
    /// with ones on the diagonal, positive definite.
    public var matrix: [[Double]]

    /// Makes a correlation of checked values.
    public init(assets: [String], matrix: [[Double]]) {
        self.assets = assets
        self.matrix = matrix
    }
}

/// The keys of `correlation`.
enum CorrelationKeys {
    static let assets = Key(
        "assets",
        ListForm(item: AssetForm(), count: 2...100),
        "The assets, in the order of the matrix."
    )
    static let matrix = Key(
        "matrix",
        ListForm(
            item: ListForm(item: SignedPercentForm.correlation, count: 2...100),
            count: 2...100
        ),
        "A row for each asset, with a correlation for each."
    )

    static let table = KeyTable(title: "a correlation", keys: [assets, matrix])
}

extension Correlation {
    init(_ section: Section) throws(ScenarioError) {
        let names = try section.read(CorrelationKeys.assets).map(\.name)
        if Set(names).count != names.count {
            throw try section.child(CorrelationKeys.assets).error(
                "an asset is named twice",
                "name each once"
            )
        }
        for asset in try section.read(CorrelationKeys.assets) {
            guard case .constant = asset.price else { continue }
            throw try section.child(CorrelationKeys.assets).error(
                "the price of \(asset.name) stands still",
                "leave it out, or give it a price that moves"
            )
        }
        self.init(assets: names, matrix: try section.read(CorrelationKeys.matrix))
        let element = try section.child(CorrelationKeys.matrix)
        guard matrix.count == names.count else {
            throw element.error(
                "has \(matrix.count) rows for \(names.count) assets",
                "write a row for each asset"
            )
        }
        do throws(InvalidCorrelation) {
            _ = try CorrelationMatrix(matrix)
        } catch {
            throw refusal(error, element)
        }
    }

    private func refusal(_ error: InvalidCorrelation, _ element: Element) -> ScenarioError {
        switch error {
        case .notSquare(let row):
            element.error(
                "the row of \(assets[row]) has \(matrix[row].count) values for \(assets.count) "
                    + "assets",
                "write one for each asset"
            )
        case .diagonal(let row, let value):
            element.error(
                "\(assets[row]) goes with itself by \(SignedPercentForm.text(value))",
                "write 100 % on the diagonal"
            )
        case .outOfBounds(let row, let column, let value):
            element.error(
                "\(assets[row]) and \(assets[column]) go together by "
                    + SignedPercentForm.text(value),
                "write -100 % to 100 %"
            )
        case .notSymmetric(let row, let column):
            element.error(
                "\(assets[row]) and \(assets[column]) go together by "
                    + "\(SignedPercentForm.text(matrix[row][column])) and "
                    + SignedPercentForm.text(matrix[column][row]),
                "write the same number twice"
            )
        case .pivot(let row, let value):
            element.error(
                "no prices go together like this: the matrix is not positive definite; its "
                    + "smallest pivot, that of \(assets[row]), is "
                    + (value < 0 ? "-" : "") + Canonical.number(value.magnitude),
                "lower the correlations of \(assets[row])"
            )
        }
    }

    /// The keys and values of the section.
    var lines: [String] {
        let rows = matrix.map { row in
            "  - [\(row.map(SignedPercentForm.text).joined(separator: ", "))]"
        }
        return ["assets: [\(assets.map(Canonical.name).joined(separator: ", "))]", "matrix:"] + rows
    }
}
