import Contracts
import Execution
import Primitives
import WideMath

/// The vault itself, its modules, and who has what at the beginning.
extension SoakWorld {
    func placeModules() {
        OwnedWeights.place(
            at: Self.strategy,
            weights: terms.weights,
            trigger: terms.trigger,
            owner: SoakPeople.owners[0],
            signaller: SoakPeople.owners[1],
            on: machine
        )
        place(terms.execution)
    }

    /// Puts another execution module in the place of the one there is.
    func place(_ execution: SoakTerms.Execution) {
        switch execution {
        case .atOnce(let duration):
            AtOnce.place(at: Self.execution, duration: duration, on: machine)
        case .slices(let count, let interval, let duration):
            TimeSlices.place(
                at: Self.execution,
                slices: count,
                interval: interval,
                duration: duration,
                on: machine
            )
        case .auction(let curves, let duration):
            DutchAuction.place(
                at: Self.execution,
                curves: zip(assets, curves).dropFirst().map { ($0.token, $1) },
                duration: duration,
                on: machine
            )
        }
    }

    func placeVault() {
        var configuration = Vault.Configuration(
            assets: assets.indices.map(asset),
            strategy: Self.strategy,
            execution: Self.execution
        )
        configuration.offset = terms.offset
        configuration.limits = terms.limits
        configuration.fees = terms.fees
        if terms.hasReceiver { configuration.feeReceiver = SoakPeople.receiver }
        if terms.hasCap { configuration.cap = TokenAmount(scale << 3) }
        if terms.hasDepthMin { configuration.depthMin = TokenAmount(scale.times(1, over: 40)) }
        if terms.hasReward { configuration.reward = reward }
        configuration.etherFeed = terms.hasReward ? Self.etherFeed : .zero
        configuration.owner = SoakPeople.owners[0]
        configuration.guardian = SoakPeople.guardians[0]
        configuration.keepers = SoakPeople.keepers
        configuration.venues = pools.filter(\.isListed).map { ($0.address, $0.fee) }
        Vault.place(at: Self.vault, configuration, on: machine)
    }

    private func asset(_ index: Int) -> Vault.Configuration.Asset {
        let asset = assets[index]
        if index == 0 {
            return .init(
                token: asset.token,
                oracle: .init(feed: .zero, ageMax: 0, decimals: UInt64(asset.decimals))
            )
        }
        return .init(
            token: asset.token,
            oracle: .init(
                feed: asset.feed,
                ageMax: terms.ageMax,
                decimals: UInt64(asset.decimals),
                averageDeviation: terms.averageDeviation
            ),
            trading: .init(venue: venue(index), coolOff: terms.coolOff),
            average: asset.average
        )
    }

    /// A tip of up to a thousandth of the scale, and gas up to as much again.
    var reward: Vault.RewardTerms {
        var reward = Vault.RewardTerms()
        reward.tip = scale.times(1, over: 10_000).low
        reward.cap = reward.tip * 2
        reward.priorityFee = 1_000_000_000
        return reward
    }

    /// Gives everybody tokens of every asset, and the vault's allowance of them.
    func fund() {
        for asset in assets {
            let worth = scale.times(1_000, over: 1)
            let amount = max(units(worth, of: asset), 1_000_000)
            for person in SoakPeople.funded {
                move(asset.token, amount, from: SoakPeople.bank, to: person)
                if !asset.isHostile {
                    call(asset.token, from: person, ERC20.approve, [Self.vault.word, .max])
                }
            }
        }
        for user in SoakPeople.users.dropLast() {
            let amount = scale.times(UInt256(1 + user.word.limb0 % 3), over: 2)
            call(Self.vault, from: user, Vault.Function.deposit, [amount, user.word])
        }
    }

    /// How many units of an asset a value in quote units is worth at its market.
    func units(_ value: UInt256, of asset: SoakAsset) -> UInt256 {
        let priced = value.times(PriceFeed.answerUnit, over: asset.price)
        return priced.times(asset.unit, over: quote.unit)
    }

    /// Tokens change hands without the token being asked, as if in times before.
    func move(_ token: Address, _ amount: UInt256, from: Address, to: Address) {
        let balances = ShareLedger.Storage.balances
        for (holder, isGain) in [(from, false), (to, true)] {
            let held = machine.read(balances[holder], of: token).raw
            let next = isGain ? held.wrappingAdd(amount) : held.wrappingSubtract(amount)
            machine.write(balances[holder], of: token, TokenAmount(next))
        }
    }
}
