import Agents
import Primitives
import WideMath

/// A pool through a block: where it stood on its curve before, and after each transaction that
/// moved it.
struct PoolSheet: Sendable {
    /// One place on the curve.
    struct Point: Sendable {
        /// The place in the block of the transaction that led there; nothing for the start.
        let place: Int?
        /// The reserves, in smallest units.
        let base: UInt256
        let quote: UInt256
    }

    let pool: PoolInfo
    /// The start, then every move; never empty.
    var points: [Point]

    var before: Point { points[0] }
    var after: Point { points[points.count - 1] }
    /// Whether somebody traded in it, or moved its liquidity.
    var isMoved: Bool { points.count > 1 }

    /// A reserve in whole tokens.
    func whole(base amount: UInt256) -> Double { amount.asDouble / pool.base.unit.asDouble }
    func whole(quote amount: UInt256) -> Double { amount.asDouble / pool.quote.unit.asDouble }

    /// The price of one base token in quote tokens; zero for an empty pool.
    func price(_ point: Point) -> Double {
        point.base.isZero ? 0 : whole(quote: point.quote) / whole(base: point.base)
    }

    var json: JSON {
        .object([
            ("name", .string(pool.name)), ("base", .string(pool.base.name)),
            ("quote", .string(pool.quote.name)), ("fee_bp", .int(UInt64(pool.fee.count))),
            (
                "points",
                .array(
                    points.map { point in
                        .object([
                            ("after", point.place.map { JSON.int(UInt64($0)) } ?? .null),
                            ("reserve_base", .string(point.base.description)),
                            ("reserve_quote", .string(point.quote.description)),
                            ("price", .double(price(point))),
                        ])
                    }
                )
            ),
        ])
    }
}
