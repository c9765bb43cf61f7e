import Primitives
import WideMath

extension PoolSheet {
    /// How large the drawing of the curve is.
    private static let (columns, rows) = (60, 12)

    /// The pool's places on its curve as a table, and drawn.
    var lines: [String] {
        let name = "\(pool.name): \(pool.base.name) for \(pool.quote.name)"
        guard isMoved else {
            let price = Figures.whole(price(before))
            return ["\(name), price \(price), nobody moved it"]
        }
        var table = TextColumns(
            ["", "after", pool.base.name, pool.quote.name, "price"],
            right: [2, 3, 4]
        )
        for (index, point) in points.enumerated() {
            table.add([
                Self.mark(index), point.place.map { "transaction \($0)" } ?? "the block before",
                Figures.whole(whole(base: point.base)), Figures.whole(whole(quote: point.quote)),
                Figures.whole(price(point)),
            ])
        }
        let change = Figures.change(price(before), price(after))
        return ["\(name), fee \(pool.fee.count) bp, price \(change)"] + table.lines + drawing + [""]
    }

    /// The sign of a place in the drawing.
    private static func mark(_ index: Int) -> String {
        let signs = Array("0123456789abcdefghijklmnopqrstuvwxyz")
        return index < signs.count ? String(signs[index]) : "+"
    }

    /// The curve x · y = k of the start, with every place on it; what grows by fees or liquidity
    /// lies a little above.
    private var drawing: [String] {
        let xs = points.map { whole(base: $0.base) }
        let ys = points.map { whole(quote: $0.quote) }
        guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max(),
            right > left, high > low
        else { return [] }
        let (width, height) = (right - left, high - low)
        func column(_ x: Double) -> Int {
            Int(((x - left) / width * Double(Self.columns - 1)).rounded())
        }
        func row(_ y: Double) -> Int {
            Int(((high - y) / height * Double(Self.rows - 1)).rounded())
        }
        var canvas = Array(
            repeating: Array(repeating: Character(" "), count: Self.columns),
            count: Self.rows
        )
        let product = xs[0] * ys[0]
        for step in 0..<Self.columns {
            let x = left + width * Double(step) / Double(Self.columns - 1)
            let place = product / x
            guard place >= low, place <= high else { continue }
            canvas[row(place)][step] = "."
        }
        for index in points.indices.reversed() {
            canvas[row(ys[index])][column(xs[index])] = Character(Self.mark(index))
        }
        func range(_ low: Double, _ high: Double, _ name: String) -> String {
            "\(Figures.whole(low)) to \(Figures.whole(high)) \(name)"
        }
        var lines = ["  up: \(range(low, high, pool.quote.name))"]
        lines += canvas.map { "  |" + String($0) }
        lines.append("  +" + String(repeating: "-", count: Self.columns))
        lines.append("  right: \(range(left, right, pool.base.name))")
        return lines
    }
}
