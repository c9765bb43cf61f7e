import Execution

/// What the slots of the contracts here are called, by their numbers.
public enum StorageCatalog {
    /// The name of a slot, a mapping or an array of a contract; nothing for one without.
    public static func name(of slot: UInt32, in contract: any Contract.Type) -> String? {
        names[contract.name]?[slot]
    }

    private static let shares: [UInt32: String] = [
        ShareLedger.Storage.totalSupply.index: "totalSupply",
        ShareLedger.Storage.balances.index: "balances",
        ShareLedger.Storage.allowances.index: "allowances",
    ]
    private static let permits: [UInt32: String] = [
        Permit.Storage.domainSeparator.index: "domainSeparator",
        Permit.Storage.nonces.index: "nonces",
    ]
    private static let pair: [UInt32: String] = [
        Pair.Storage.factory.index: "factory", Pair.Storage.token0.index: "token0",
        Pair.Storage.token1.index: "token1", Pair.Storage.reserves.index: "reserves",
        Pair.Storage.price0Cumulative.index: "price0Cumulative",
        Pair.Storage.price1Cumulative.index: "price1Cumulative",
        Pair.Storage.kLast.index: "kLast", Pair.Storage.unlocked.index: "unlocked",
    ]
    private static let strategy: [UInt32: String] = [
        Strategy.Storage.trigger.index: "trigger", Strategy.Storage.signaller.index: "signaller",
        Strategy.Storage.signalledAt.index: "signalledAt",
        Strategy.Storage.weights.index: "weights",
    ]

    private static let names: [String: [UInt32: String]] = [
        Token.name: all(shares, permits),
        PausableToken.name: all(
            shares,
            permits,
            [PausableToken.Storage.isPaused.index: "isPaused"]
        ),
        WrappedEther.name: [
            WrappedEther.Storage.balances.index: "balances",
            WrappedEther.Storage.allowances.index: "allowances",
        ],
        Pair.name: all(shares, permits, pair),
        BatchPair.name: all(
            shares,
            permits,
            pair,
            [
                BatchPair.Storage.batch.index: "batch",
                BatchPair.Storage.productBefore.index: "productBefore",
            ]
        ),
        Factory.name: [
            Factory.Storage.feeTo.index: "feeTo",
            Factory.Storage.feeToSetter.index: "feeToSetter",
            Factory.Storage.pairs.index: "pairs", Factory.Storage.allPairs.index: "allPairs",
        ],
        PriceFeed.name: [
            PriceFeed.Storage.roundID.index: "roundId", PriceFeed.Storage.answer.index: "answer",
            PriceFeed.Storage.updatedAt.index: "updatedAt",
            PriceFeed.Storage.reporter.index: "reporter",
        ],
        PoolTwap.name: [
            PoolTwap.Storage.newerTime.index: "newerTime",
            PoolTwap.Storage.newerCumulative.index: "newerCumulative",
            PoolTwap.Storage.olderTime.index: "olderTime",
            PoolTwap.Storage.olderCumulative.index: "olderCumulative",
        ],
        Timelock.name: [
            Timelock.Storage.proposer.index: "proposer",
            Timelock.Storage.timestamps.index: "timestamps",
            Timelock.Storage.minDelay.index: "minDelay",
            Timelock.Storage.executor.index: "executor",
        ],
        DutchAuction.name: [DutchAuction.Storage.curves.index: "curves"],
        StaticWeights.name: strategy,
        OwnedWeights.name: all(strategy, [OwnedWeights.Storage.owner.index: "owner"]),
        UnitWeights.name: all(
            strategy,
            [
                UnitWeights.Storage.owner.index: "owner", UnitWeights.Storage.feeds.index: "feeds",
                UnitWeights.Storage.assetUnits.index: "assetUnits",
            ]
        ),
        Momentum.name: all(
            strategy,
            [
                Momentum.Storage.feeds.index: "feeds", Momentum.Storage.averages.index: "averages",
                Momentum.Storage.observedAt.index: "observedAt",
            ]
        ),
        Vault.name: all(shares, vault),
    ]

    private static let vault: [UInt32: String] = [
        Vault.Storage.assetCount.index: "assetCount", Vault.Storage.assets.index: "assets",
        Vault.Storage.oracles.index: "oracles", Vault.Storage.bounds.index: "bounds",
        Vault.Storage.averages.index: "averages", Vault.Storage.trading.index: "trading",
        Vault.Storage.tradeMax.index: "tradeMax", Vault.Storage.venues.index: "venues",
        Vault.Storage.owner.index: "owner", Vault.Storage.guardian.index: "guardian",
        Vault.Storage.keepers.index: "keepers", Vault.Storage.strategy.index: "strategy",
        Vault.Storage.execution.index: "execution", Vault.Storage.limits.index: "limits",
        Vault.Storage.depthMin.index: "depthMin", Vault.Storage.cap.index: "cap",
        Vault.Storage.fees.index: "fees", Vault.Storage.feeReceiver.index: "feeReceiver",
        Vault.Storage.reward.index: "reward", Vault.Storage.etherFeed.index: "etherFeed",
        Vault.Storage.lock.index: "lock", Vault.Storage.status.index: "status",
        Vault.Storage.lastNAV.index: "lastNAV", Vault.Storage.highWater.index: "highWater",
        Vault.Storage.reference.index: "reference", Vault.Storage.spent.index: "spent",
        Vault.Storage.goals.index: "goals", Vault.Storage.claims.index: "claims",
        Vault.Storage.owed.index: "owed", Vault.Storage.booked.index: "booked",
        Vault.Storage.gains.index: "gains",
        Vault.Storage.suspectSince.index: "suspectSince",
        // `Vault.Storage.losses` and `turnovers`: two slots each.
        34: "losses", 35: "losses.entries", 36: "turnovers", 37: "turnovers.entries",
    ]

    /// All of some lists; no number stands in two.
    private static func all(_ lists: [UInt32: String]...) -> [UInt32: String] {
        lists.reduce(into: [:]) { names, list in names.merge(list) { first, _ in first } }
    }
}
