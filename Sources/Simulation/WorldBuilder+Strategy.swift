import Agents
import Contracts
import Execution
import Primitives
import Scenarios
import WideMath

extension WorldBuilder {
    /// Places the strategy that the scenario describes: an index by units, weights that lean with
    /// momentum, weights that an owner may change, or weights that stay.
    mutating func placeStrategy(
        _ info: VaultInfo,
        _ settings: VaultSettings,
        _ timelock: Address
    ) -> Address {
        let strategy = genesis.nextAddress()
        let trigger = settings.trigger.trigger
        let tokens = [info.quote] + info.holdings.map(\.token)
        let feeds = [Address.zero] + info.holdings.map(\.feed)
        let weights = Self.weights(settings.targets, tokens)
        let isOwned = scenario.agents.contains { if case .owner = $0.role { true } else { false } }
        if let index = settings.index {
            UnitWeights.place(
                at: strategy,
                components: zip(zip(tokens, feeds), Self.units(index.components, tokens)).map {
                    .init(units: $1, feed: $0.1, assetUnit: $0.0.unit)
                },
                trigger: trigger,
                owner: timelock,
                on: machine
            )
        } else if let momentum = settings.momentum {
            Momentum.place(
                at: strategy,
                weights: weights,
                feeds: feeds,
                interval: momentum.interval,
                periods: momentum.periods,
                tilt: momentum.tilt,
                trigger: trigger,
                on: machine
            )
            observed.append(.momentum(strategy))
        } else if isOwned {
            OwnedWeights.place(
                at: strategy,
                weights: weights,
                trigger: trigger,
                owner: timelock,
                on: machine
            )
        } else {
            StaticWeights.place(at: strategy, weights: weights, trigger: trigger, on: machine)
        }
        return strategy
    }

    /// Weights in the vault's order; zero for a token that is not named.
    static func weights(_ targets: [TargetWeight], _ tokens: [TokenInfo]) -> [UInt256] {
        tokens.map { token in
            targets.first { $0.asset == token.name }?.weight.word ?? .zero
        }
    }

    /// Units in the vault's order; zero for a token that is not named.
    static func units(
        _ components: [IndexSettings.Component],
        _ tokens: [TokenInfo]
    ) -> [UInt256] {
        tokens.map { token in
            components.first { $0.asset == token.name }?.units.raw ?? .zero
        }
    }

    /// Places the execution module that the scenario describes.
    mutating func placeExecution(
        _ info: VaultInfo,
        _ settings: ExecutionSettings
    ) -> Address {
        let module = genesis.nextAddress()
        if let auction = settings.auction {
            DutchAuction.place(
                at: module,
                curves: info.holdings.map { ($0.token.address, auction.priceCurve) },
                duration: settings.giveUp,
                on: machine
            )
            return module
        }
        let slices: any SliceModule.Type =
            settings.pace == .even ? TimeSlices.self : PacedSlices.self
        slices.place(
            at: module,
            slices: settings.slices,
            interval: settings.every,
            duration: settings.giveUp,
            on: machine
        )
        return module
    }
}

extension AuctionSettings {
    /// The auction's curve; ratios become parts of 10¹⁸.
    fileprivate var priceCurve: PriceCurve {
        func parts(_ ratio: BasisPoints) -> UInt128 { UInt128(ratio.count) * 100_000_000_000_000 }
        // At most a hundred times 10¹⁸.
        let coefficient = UInt128(self.coefficient * 1e18)
        let shape: PriceCurve.Shape =
            switch curve {
            case .constant: .constant
            case .linear: .linear(slope: parts(slope))
            case .exponential: .exponential(scale: parts(scale), coefficient: coefficient)
            case .logarithmic: .logarithmic(scale: parts(scale), coefficient: coefficient)
            }
        return PriceCurve(shape, start: parts(start), floor: parts(floor), bucket: step)
    }
}

extension TriggerSettings {
    /// The strategy's trigger.
    fileprivate var trigger: Trigger {
        if event != nil { return Trigger(.event) }
        let kind: Trigger.Kind =
            switch (threshold, period, measure) {
            case (nil, _, _): .calendar
            case (_, nil, .absolute): .absolute
            case (_, nil, .relative): .relative
            case (_, _, .absolute): .calendarAndAbsolute
            case (_, _, .relative): .calendarAndRelative
            }
        return Trigger(
            kind,
            threshold: UInt32(clamping: threshold?.count ?? 0),
            tradeBack: UInt32(clamping: tradeBack.count),
            period: period ?? 0
        )
    }
}
