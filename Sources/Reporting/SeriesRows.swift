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
        }
        if let vault = world.vault {
            columns += ["vault_nav", "vault_nav_market", "vault_share_price"]
            columns.append("weight_\(vault.quote.name)")
            columns += vault.holdings.map { "weight_\($0.token.name)" }
        }
        if sealsBlocks { columns += ["state_root", "block_hash"] }
        return columns.joined(separator: ",")
    }

    private var sealsBlocks: Bool { world.scenario.chain.stateRoots == .everyBlock }

    /// A block's row.
    ///
    /// Amounts are in smallest units, prices and weights decimal numbers.
    public func row(_ record: BlockRecord) -> String {
        var fields = [
            "\(record.number)", "\(record.timestamp)", "\(record.baseFee)",
            "\(record.gasUsed)", "\(record.transactions.count)",
        ]
        fields += record.observation.prices.map { "\($0)" }
        for pool in record.observation.pools {
            fields += ["\(pool.spot)", "\(pool.reserveBase)", "\(pool.reserveQuote)"]
        }
        if let vault = record.observation.vault {
            fields += ["\(vault.nav)", "\(vault.navAtMarket)", "\(vault.sharePrice)"]
            fields += vault.weights.map { "\($0)" }
        }
        if let header = record.header { fields += ["\(header.stateRoot)", "\(header.hash)"] }
        return fields.joined(separator: ",")
    }
}
