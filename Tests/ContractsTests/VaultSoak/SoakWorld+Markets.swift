import Contracts
import Execution
import Primitives
import WideMath

/// Oracles and pools of a soak world.
extension SoakWorld {
    // MARK: Oracles

    /// The feed and the pool average say what the market does.
    func report(_ index: Int) {
        let asset = assets[index]
        say(asset.price, at: asset.feed)
        say(asset.price, at: asset.average)
    }

    /// Ether is at 3,000 quote tokens.
    func reportEther() { say(300_000_000_000, at: Self.etherFeed) }

    private func say(_ answer: UInt256, at feed: Address) {
        machine.write(HostileFeed.mode, of: feed, HostileFeed.Mode.says.rawValue)
        machine.write(HostileFeed.answer, of: feed, answer)
        machine.write(HostileFeed.updatedAt, of: feed, UInt256(now))
    }

    /// Answers that are half their age are given anew.
    func beat() {
        for (index, asset) in assets.enumerated().dropFirst() where !asset.isFaulty {
            let updatedAt = machine.read(HostileFeed.updatedAt, of: asset.feed)
            let age = UInt256(now).subtractingReportingOverflow(updatedAt)
            if age.overflow || age.partialValue > UInt256(terms.ageMax >> 1) { report(index) }
        }
        let ether = machine.read(HostileFeed.updatedAt, of: Self.etherFeed)
        if UInt256(now) > ether.wrappingAdd(40_000) { reportEther() }
    }

    /// The answer of an asset where the rules of `docs/VAULT.md` believe it.
    func believed(_ index: Int) -> UInt256? {
        if index == 0 { return PriceFeed.answerUnit }
        let token = assets[index].token
        let terms = machine.read(Vault.Storage.oracles[token], of: Self.vault)
        guard let answer = said(terms.feed) else { return nil }
        let bounds = machine.read(Vault.Storage.bounds[token], of: Self.vault)
        let updatedAt = machine.read(HostileFeed.updatedAt, of: terms.feed)
        let highest = bounds.max == 0 ? UInt128.max : bounds.max
        guard answer.high == 0, answer.low > 0, answer.low >= bounds.min, answer.low <= highest,
            updatedAt <= UInt256(now),
            UInt256(now).wrappingSubtract(updatedAt) <= UInt256(terms.ageMax)
        else { return nil }
        if terms.averageDeviation.count == 0 { return answer }
        let source = machine.read(Vault.Storage.averages[token], of: Self.vault)
        guard let average = said(source) else { return nil }
        let distance =
            answer > average ? answer.wrappingSubtract(average) : average.wrappingSubtract(answer)
        let deviation = terms.averageDeviation.word
        // An absurd average is a distance that no word holds.
        let far = distance.multipliedReportingOverflow(by: 10_000)
        let allowed = average.multipliedReportingOverflow(by: deviation)
        guard !far.overflow, !allowed.overflow else { return nil }
        return far.partialValue <= allowed.partialValue ? answer : nil
    }

    /// What a feed answers; nothing where it fails or is none.
    private func said(_ feed: Address) -> UInt256? {
        guard machine.contract(at: feed) == HostileFeed.self,
            machine.read(HostileFeed.mode, of: feed) == HostileFeed.Mode.says.rawValue
        else { return nil }
        return machine.read(HostileFeed.answer, of: feed)
    }

    // MARK: Pools

    /// Sets a pool's reserves to its depth at the market's prices, some tenths of a per cent off,
    /// as arbitrageurs with deep pockets would; stays as it is where a token refuses.
    func setPool(_ index: Int, percentOff tenths: Int) {
        let pool = pools[index]
        let (one, other) = (assets[pool.one], assets[pool.other])
        let amount = reserve(units(pool.depth, of: other))
        let value = amount.times(other.price, over: PriceFeed.answerUnit)
            .times(quote.unit, over: other.unit)
        let side = value.times(UInt256(UInt64(1_000 + tenths)), over: 1_000)
        let checkpoint = machine.state.checkpoint()
        fill(pool, other, amount)
        fill(pool, one, reserve(units(side, of: one)))
        let result = call(pool.address, from: SoakPeople.bank, Pair.Function.sync)
        if result.failure == nil {
            machine.state.commit(checkpoint)
        } else {
            machine.state.rollBack(checkpoint)
        }
    }

    private func reserve(_ amount: UInt256) -> UInt256 {
        min(max(amount, 1_000), UInt256.one << 111)
    }

    private func fill(_ pool: SoakPool, _ asset: SoakAsset, _ amount: UInt256) {
        let held = ShareLedger.balance(of: pool.address, token: asset.token, on: machine).raw
        let (bank, pair) = (SoakPeople.bank, pool.address)
        if held > amount {
            move(asset.token, held.wrappingSubtract(amount), from: pair, to: bank)
        } else {
            move(asset.token, amount.wrappingSubtract(held), from: bank, to: pair)
        }
    }

    /// Reserves of a pool's two assets, in the pool's order.
    func reserves(_ pool: SoakPool) -> (one: UInt256, other: UInt256) {
        let reserves = machine.read(Pair.Storage.reserves, of: pool.address)
        let words = (UInt256(low: reserves.reserve0), UInt256(low: reserves.reserve1))
        return assets[pool.one].token < assets[pool.other].token ? words : (words.1, words.0)
    }
}
