import Contracts
import Execution
import Primitives
import TestSupport
import WideMath

/// Calls of those with roles and of those without, and calldata without sense.
extension SoakWorld {
    private var owner: Address { machine.read(Vault.Storage.owner, of: Self.vault) }
    private var guardian: Address { machine.read(Vault.Storage.guardian, of: Self.vault) }

    mutating func halt() -> SoakDeed {
        .call(SoakCall(mostly([guardian, owner]), Vault.Function.halt))
    }

    mutating func resume() -> SoakDeed {
        .call(SoakCall(mostly([owner]), Vault.Function.resume))
    }

    /// Seldom by the owner: it is for good.
    mutating func shutDown() -> SoakDeed {
        let caller = random.below(8) == 0 ? owner : SoakPeople.funded[random.below(7)]
        return .call(SoakCall(caller, Vault.Function.shutDown))
    }

    // MARK: Settings

    /// Something sensible by the owner, or what nobody should set.
    mutating func configure() -> SoakDeed {
        let settings = Vault.Setting.allCases
        let setting = settings[random.below(settings.count)]
        var words = [UInt256(setting.rawValue), .zero, .zero]
        (words[1], words[2]) = value(of: setting)
        switch random.below(16) {
        case 0: words[0] = random.edgeWord()
        case 1 where setting != .strategy && setting != .execution: words[2] = absurd(setting)
        default: break
        }
        return .call(SoakCall(mostly([owner]), Vault.Function.configure, words))
    }

    /// A value beyond what is sound, but for roles: nobody could set them right again.
    private mutating func absurd(_ setting: Vault.Setting) -> UInt256 {
        switch setting {
        case .owner: SoakPeople.owners[0].word
        case .limits, .fees, .venue, .bounds, .oracle, .cap: random.edgeWord()
        default: .zero
        }
    }

    /// What a setting is about, and its value.
    private mutating func value(of setting: Vault.Setting) -> (UInt256, UInt256) {
        let index = random.below(assets.count)
        let token = assets[index].token.word
        switch setting {
        case .limits: return (.zero, SoakTerms.limits(&random).word)
        case .depthMin:
            return (.zero, random.below(2) == 0 ? .zero : scale.times(1, over: 40))
        case .cap: return (.zero, random.below(2) == 0 ? .zero : amount(upTo: scale << 4))
        case .fees: return (.zero, SoakTerms.fees(&random).word)
        case .feeReceiver:
            return (.zero, [.zero, SoakPeople.receiver.word, user().word][random.below(3)])
        case .reward: return (.zero, random.below(2) == 0 ? .zero : reward.word)
        case .etherFeed: return (.zero, random.below(4) == 0 ? .zero : Self.etherFeed.word)
        case .strategy: return (.zero, Self.strategy.word)
        case .execution: return (.zero, Self.execution.word)
        case .owner: return (.zero, SoakPeople.owners[random.below(2)].word)
        case .guardian: return (.zero, SoakPeople.guardians[random.below(2)].word)
        case .keeper:
            let isKeeper: UInt256 = random.below(4) == 0 ? 0 : 1
            return (SoakPeople.keepers[random.below(2)].word, isKeeper)
        case .venue:
            let pool = pools[random.below(pools.count)]
            let fee = pool.isListed && random.below(6) > 0 ? pool.fee.word.wrappingAdd(.one) : .zero
            return (pool.address.word, fee)
        case .oracle: return (token, oracle(index).word)
        case .bounds: return (token, bounds(index).word)
        case .average: return (token, assets[index].average.word)
        case .trading:
            let coolOff = random.below(2) == 0 ? 0 : UInt64(random.below(3_600))
            let venue = index == 0 ? Address.zero : venue(index)
            return (token, Vault.TradingTerms(venue: venue, coolOff: coolOff).word)
        case .tradeMax: return (token, random.below(2) == 0 ? .zero : amount(upTo: lot(index)))
        }
    }

    private mutating func oracle(_ index: Int) -> Vault.OracleTerms {
        let deviation = random.below(3) == 0 ? 100 + random.below(900) : 0
        return Vault.OracleTerms(
            feed: assets[index].feed,
            ageMax: terms.ageMax,
            decimals: UInt64(random.below(19)),
            averageDeviation: BasisPoints(UInt64(deviation))
        )
    }

    private mutating func bounds(_ index: Int) -> Vault.AnswerBounds {
        let price = assets[index].price.low
        let isTight = random.below(4) == 0
        return Vault.AnswerBounds(
            min: isTight ? price - price / 20 : 0,
            max: isTight ? price + price / 20 : 0
        )
    }

    private func lot(_ index: Int) -> UInt256 { units(scale >> 1, of: assets[index]) }

    // MARK: Nonsense

    /// Bytes without a plan, a function with any words, or a call with some of its bytes changed.
    mutating func garbage(_ recount: SoakRecount) -> SoakDeed {
        let call: SoakCall
        switch random.below(3) {
        case 0: call = SoakCall(anyone(), random.bytes(count: random.below(200)))
        case 1:
            let functions = Vault.Function.all + [ERC20.transfer, ERC20.approve]
            let words = (0..<random.below(6)).map { _ in random.edgeWord() }
            call = SoakCall(anyone(), functions[random.below(functions.count)], words)
        default: call = damaged(recount)
        }
        // Shares in the vault's own hands could not be redeemed by anybody.
        let isForVault = call.data.count >= 68 && call.address(1) == Self.vault
        return isForVault ? wait(by: 1) : .call(call, isGarbage: true)
    }

    private mutating func damaged(_ recount: SoakRecount) -> SoakCall {
        let deed: SoakDeed =
            switch random.below(6) {
            case 0: deposit()
            case 1: redeem(recount)
            case 2: redeemInKindExcept(recount)
            case 3: rebalance()
            case 4: upkeep()
            default: bid() ?? bidAtRandom()
            }
        guard let call = deed.call else { return SoakCall(anyone(), []) }
        var mutator = Mutator(TestNumbers(seed: random.next()))
        return SoakCall(call.caller, mutator.mutated(call.data))
    }

    private func wait(by seconds: UInt64) -> SoakDeed { .wait(seconds: seconds, baseFee: 1) }
}
