import Agents
import Primitives
import Scenarios
import Simulation

extension RowInserter {
    /// Adds what is the same in every block: the run, its tokens and its pools.
    mutating func insert(_ world: World, level: String, version: String) throws {
        let scenario = world.scenario
        try insert(
            .runs,
            [
                .integer(Int64(RunDatabase.schemaVersion)), .text(version), .text(scenario.name),
                .text("\(scenario.seed)"), .text(level), .null, .null, .null, .null,
                .text(scenario.resolvedYAML),
            ]
        )
        for token in world.tokens {
            let decimals = StoredValue.integer(Int64(token.decimals))
            try insert(.assets, [.text(token.name), decimals, .text("\(token.address)")])
        }
        for pool in world.pools {
            try insert(
                .pairs,
                [
                    .text(pool.name), .text(pool.base.name), .text(pool.quote.name),
                    StoredValue(pool.fee.count), .text("\(pool.pair)"),
                ]
            )
        }
    }

    /// Adds a block and what there was to see at its end.
    mutating func insert(_ record: BlockRecord, of world: World, rebalanceCost: Double?) throws {
        let block = StoredValue(record.number)
        try insert(
            .blocks,
            [
                block, StoredValue(record.timestamp), .text("\(record.baseFee)"),
                StoredValue(record.gasUsed.units),
                .integer(Int64(record.transactions.count)), .integer(Int64(record.waiting)),
                StoredValue(record.header.map { "\($0.stateRoot)" }),
                StoredValue(record.header.map { "\($0.hash)" }),
            ]
        )
        let seen = record.observation
        for (token, price) in zip(world.tokens, seen.prices) {
            try insert(.prices, [block, .text(token.name), StoredValue(price)])
        }
        for (info, pool) in zip(world.pools, seen.pools) {
            try insert(
                .pools,
                [
                    block, .text(info.name), StoredValue(pool.spot), .text("\(pool.reserveBase)"),
                    .text("\(pool.reserveQuote)"), StoredValue(pool.depth(0.01)),
                    StoredValue(-pool.depth(-0.01)), StoredValue(pool.depth(0.05)),
                    StoredValue(-pool.depth(-0.05)),
                ]
            )
        }
        guard let info = world.vault, let vault = seen.vault else { return }
        try insert(vault, info, block, rebalanceCost)
    }

    private mutating func insert(
        _ vault: Simulation.Observation.Vault,
        _ info: VaultInfo,
        _ block: StoredValue,
        _ rebalanceCost: Double?
    ) throws {
        try insert(
            .vault,
            [
                block, .text("\(vault.nav)"), StoredValue(vault.navAtMarket),
                StoredValue(vault.sharePrice), .text("\(vault.shares)"),
                StoredValue(rebalanceCost),
            ]
        )
        let assets = [info.quote] + info.holdings.map(\.token)
        for (index, asset) in assets.enumerated() {
            try insert(
                .holdings,
                [
                    block, .text(asset.name), .text("\(vault.balances[index])"),
                    StoredValue(vault.weights[index]), StoredValue(vault.targets?[index]),
                ]
            )
        }
    }
}
