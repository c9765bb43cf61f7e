/// The drawing of a pool's curve with the states that an attack brought it to.
struct PoolCurve {
    /// What the page's template names.
    let view: [String: Any]

    /// The field that is drawn in, in units of the drawing.
    private static let left = 92.0
    private static let right = 400.0
    private static let top = 16.0
    private static let bottom = 282.0

    /// Draws an attack; nothing where the pool is not known.
    init?(_ attack: ReportAttack) {
        guard let pool = attack.pool, let before = attack.before else { return nil }
        let moves = attack.steps.compactMap { step in step.after.map { (step.role, $0) } }
        let states = [before] + moves.map(\.1)
        let roles = ["before"] + moves.map(\.0)
        let names = roles.map { $0 == "before" ? $0 : "after the \($0)" }
        let bases = states.map(\.base)
        let quotes = states.map(\.quote)
        guard let (low, high) = Self.bounds(bases), let (least, most) = Self.bounds(quotes) else {
            return nil
        }
        func across(_ base: Double) -> Double {
            Self.left + (base - low) / (high - low) * (Self.right - Self.left)
        }
        func up(_ quote: Double) -> Double {
            Self.bottom - (quote - least) / (most - least) * (Self.bottom - Self.top)
        }
        // Trades stay on the curve but for their fees; liquidity lifts it to another.
        let product = before.base * before.quote
        let lifted = states.map { $0.base * $0.quote }.max() ?? product
        let hasTwo = lifted > product * 1.002
        let curves = (hasTwo ? [product, lifted] : [product]).map { product in
            let points = (0...40).map { low + (high - low) * Double($0) / 40 }
                .filter { $0 > 0 }
                .map { (base: $0, quote: product / $0) }
                .filter { $0.quote >= least && $0.quote <= most }
                .map { "\(Self.text(across($0.base))) \(Self.text(up($0.quote)))" }
            return points.isEmpty ? "" : "M" + points.joined(separator: "L")
        }
        // The curve falls: labels have room above and to the right of it, and below and to the
        // left, in turn, so that neighbours keep out of one another's way.
        let order = states.indices.sorted { bases[$0] < bases[$1] }
        let points: [[String: Any]] = states.enumerated().map { place, state in
            let x = across(state.base)
            let y = up(state.quote)
            let isAbove = (order.firstIndex(of: place) ?? 0) % 2 == 0
            let (dx, dy) = isAbove ? (20.0, -20.0) : (-20.0, 20.0)
            let mark = place == 0 ? "p1" : roles[place] == "victim" ? "p3" : "p2"
            return [
                "mark": mark, "x": Self.text(x), "y": Self.text(y),
                "leader": "M\(Self.text(x)) \(Self.text(y))l\(dx) \(dy)",
                "textX": Self.text(x + dx * 1.2), "textY": Self.text(y + dy + (isAbove ? -3 : 12)),
                "anchored": isAbove ? "start" : "end", "text": "\(place + 1) \(names[place])",
            ]
        }
        var ticks: [[String: Any]] = []
        for base in [bases.min() ?? 0, bases.max() ?? 0] {
            ticks.append(
                [
                    "x": Self.text(across(base)), "y": "300", "anchored": "middle",
                    "text": Figures.grouped(base, decimals: Self.decimals(bases)),
                ]
            )
        }
        for quote in [quotes.min() ?? 0, quotes.max() ?? 0] {
            ticks.append(
                [
                    "x": "86", "y": Self.text(up(quote) + 4), "anchored": "end",
                    "text": Figures.grouped(quote, decimals: Self.decimals(quotes)),
                ]
            )
        }
        let caption =
            "Where \(pool.name) was on its curve x · y = k: x \(pool.base.name), "
            + "y \(pool.quote.name). "
            + (hasTwo
                ? "Liquidity that is added or taken lifts the pool to another curve, or back."
                : "So short a part of it looks straight. Trades go along it; their fees lift the "
                    + "pool a little off it.")
        view = [
            "path": curves.joined(), "points": points, "ticks": ticks,
            "label": "The pool’s curve with \(states.count) states: "
                + zip(names, states).map { "\($0), price \(ReportText.amount($1.price))" }
                .joined(separator: "; "),
            "baseAxis": "\(pool.base.name) in \(pool.name)",
            "quoteAxis": "\(pool.quote.name) in \(pool.name)",
            "caption": caption,
        ]
    }

    /// What is to be drawn of values: all of them, and a fifth more on either side.
    private static func bounds(_ values: [Double]) -> (Double, Double)? {
        guard let low = values.min(), let high = values.max(), low > 0, high > low else {
            return nil
        }
        let margin = (high - low) * 0.22
        return (low - margin, high + margin)
    }

    private static func decimals(_ values: [Double]) -> Int {
        let span = (values.max() ?? 0) - (values.min() ?? 0)
        return span >= 10 ? 0 : span >= 0.1 ? 2 : 6
    }

    /// A tenth of a unit is as fine as anybody sees.
    private static func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
