import Primitives
import Simulation
import WideMath

/// The rows of `series.csv`: one a block.
public struct SeriesRows {
    private let world: World

    /// Rows for a world.
    public init(_ world: World) { self.world = world }

    /// The names of the columns.
    public var header: String {
        var columns = ["block", "timestamp", "base_fee_wei", "gas_used", "transactions"]
        columns += world.tokens.map { "price_\($0.name)" }
        for pool in world.pools {
            columns += ["spot_\(pool.name)", "reserve_base_\(pool.name)"]
            columns.append("reserve_quote_\(pool.name)")
            columns += Self.moves.flatMap { move in
                ["depth_up_\(move)_\(pool.name)", "depth_down_\(move)_\(pool.name)"]
            }
        }
        if let vault = world.vault {
            columns += ["vault_nav", "vault_nav_market", "vault_share_price"]
            columns.append("vault_rebalance_cost")
            columns.append("weight_\(vault.quote.name)")
            columns += vault.holdings.map { "weight_\($0.token.name)" }
        }
        if sealsBlocks { columns += ["state_root", "block_hash"] }
        return columns.joined(separator: ",")
    }

    /// By how many per cent a depth moves the price.
    private static let moves = [1, 5]

    private var sealsBlocks: Bool { world.scenario.chain.stateRoots == .everyBlock }

    /// A block's row.
    ///
    /// Amounts are in smallest units, prices, weights and the cost of the vault's next rebalance
    /// decimal numbers; a cost that cannot be said is left empty.
    public func row(_ record: BlockRecord, rebalanceCost: Double? = nil) -> String {
        var fields = [
            "\(record.number)", "\(record.timestamp)", "\(record.baseFee)",
            "\(record.gasUsed)", "\(record.transactions.count)",
        ]
        fields += record.observation.prices.map { "\($0)" }
        for pool in record.observation.pools {
            fields += ["\(pool.spot)", "\(pool.reserveBase)", "\(pool.reserveQuote)"]
            for move in Self.moves {
                let depths = [pool.depth(Double(move) / 100), -pool.depth(-Double(move) / 100)]
                fields += depths.map { RunSummary.whole($0) ?? "" }
            }
        }
        if let vault = record.observation.vault {
            fields += ["\(vault.nav)", "\(vault.navAtMarket)", "\(vault.sharePrice)"]
            fields.append(rebalanceCost.map { "\($0)" } ?? "")
            fields += vault.weights.map { "\($0)" }
        }
        if let header = record.header { fields += ["\(header.stateRoot)", "\(header.hash)"] }
        return fields.joined(separator: ",")
    }
}
