import Measures
import Scenarios
import Simulation

/// Which values of a run a report follows through time, each with its number among them.
struct ReportColumns {
    /// The values of a pool.
    struct Pool {
        /// The outside price of its base token in its quote token.
        let outside: Int
        /// The pool's price.
        let spot: Int
        /// How far that is off the outside price, in per cent.
        let gap: Int
        /// What moves it by 1 %, in whole quote tokens.
        let depth: Int
        /// The number of its base token among the assets.
        let baseAsset: Int
        /// The number of its quote token.
        let quoteAsset: Int
        /// The smallest units in one quote token.
        let quoteUnit: Double
    }

    /// The values of a vault.
    struct Vault {
        /// Its value at outside prices, in whole quote tokens.
        let value: Int
        /// The value of what it began with.
        let hold: Int
        /// The value of the frictionless portfolio.
        let frictionless: Int
        /// The vault's value less that of what it began with.
        let ahead: Int
        /// The frictionless portfolio's less the same.
        let frictionlessAhead: Int
        /// Weights in per cent: the quote token's, then the holdings' in order.
        let weights: Range<Int>
        /// Their targets, where there are few.
        let targets: Range<Int>
        /// How far each is from its target, by the trigger's measure, in per cent; where there are
        /// many.
        let distances: Range<Int>
        /// Refusals by each guard, in the order of `Guard.allCases`.
        let refusals: Range<Int>
    }

    /// How many pools have charts.
    static let poolsMost = 6
    /// How many weights are followed.
    static let weightsMost = 32
    /// How many weights have a target and a band each; of more, bands would cover one another.
    static let bandsMost = 4

    /// How many values there are.
    let count: Int
    /// The base fee, in gwei.
    let baseFee: Int
    /// The gas used, in millions.
    let gasUsed: Int
    /// What sandwiches around others took, in whole quote tokens of the first pool.
    let takeFromOthers: Int
    /// What those around the vault took.
    let takeFromVault: Int
    /// What victims of attacks have lost so far, in the same.
    let victims: Int
    /// What attackers have gained so far.
    let attackers: Int
    /// The first pools, in the scenario's order.
    let pools: [Pool]
    /// The vault, if there is one.
    let vault: Vault?

    /// The values of a world.
    init(_ world: World) {
        var next = 0
        func one() -> Int {
            defer { next += 1 }
            return next
        }
        func several(_ count: Int) -> Range<Int> {
            defer { next += count }
            return next..<(next + count)
        }
        baseFee = one()
        gasUsed = one()
        takeFromOthers = one()
        takeFromVault = one()
        victims = one()
        attackers = one()
        pools = world.pools.prefix(Self.poolsMost).map { pool in
            Pool(
                outside: one(),
                spot: one(),
                gap: one(),
                depth: one(),
                baseAsset: pool.base.index,
                quoteAsset: pool.quote.index,
                quoteUnit: pool.quote.unit.asDouble
            )
        }
        vault = world.vault.map { vault in
            let weights = min(vault.holdings.count + 1, Self.weightsMost)
            return Vault(
                value: one(),
                hold: one(),
                frictionless: one(),
                ahead: one(),
                frictionlessAhead: one(),
                weights: several(weights),
                targets: several(weights > Self.bandsMost ? 0 : weights),
                distances: several(weights > Self.bandsMost ? weights : 0),
                refusals: several(Guard.allCases.count)
            )
        }
        count = next
    }
}
