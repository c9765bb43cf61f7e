import Contracts
import Execution
import Primitives
import TestSupport
import WideMath

/// What happens next, by chance, but not so that nothing ever gets anywhere.
extension SoakWorld {
    mutating func draw(_ recount: SoakRecount) -> SoakDeed {
        if !plan.isEmpty { return plan.removeFirst() }
        // What stops a vault seldom lasts long.
        let phase = status.phase
        if phase == .halted, random.below(6) == 0 { return resume() }
        if let index = assets.firstIndex(where: \.isFaulty), random.below(8) == 0 {
            return .mendFeed(index)
        }
        if assets.indices.contains(where: { mode($0) != .normal }), random.below(8) == 0 {
            return changeToken(toNormal: true)
        }
        if phase != .shutdown, recount.shareholders.isEmpty, random.below(2) == 0 {
            return deposit()
        }
        if phase == .shutdown, random.below(2) == 0 { return leaving(recount) }
        if phase == .rebalancing, random.below(3) == 0 { return trading() }
        return switch random.below(100) {
        case 0..<16: entering()
        case 16..<40: leaving(recount)
        case 40..<47: passing(recount)
        case 47..<68: trading()
        case 68..<72: keeping()
        case 72..<82: ruling(recount)
        default: around()
        }
    }

    private mutating func entering() -> SoakDeed {
        random.below(4) == 0 ? mint() : deposit()
    }

    private mutating func leaving(_ recount: SoakRecount) -> SoakDeed {
        switch random.below(24) {
        case 0..<6: withdraw(recount)
        case 6..<12: redeem(recount)
        case 12..<16: redeemInKind(recount)
        case 16..<20: redeemInKindExcept(recount)
        default: claim(recount)
        }
    }

    private mutating func passing(_ recount: SoakRecount) -> SoakDeed {
        random.below(7) < 3 ? passShares(recount) : passSharesOfOthers(recount)
    }

    /// What comes next of a rebalance in this phase.
    private mutating func trading() -> SoakDeed {
        let status = status
        let isAuction = machine.contract(at: Self.execution) == DutchAuction.self
        switch status.phase {
        case .active where isAuction: return random.below(3) == 0 ? upkeep() : openAuction()
        case .rebalancing where status.slices == 0: return auctioning()
        case .active, .rebalancing:
            return random.below(8) == 0
                ? rebalanceAtRandom() : random.below(2) == 0 ? rebalance() : upkeep()
        default: return random.below(6) == 0 ? keeping() : wait()
        }
    }

    private mutating func auctioning() -> SoakDeed {
        if let bid = bid() { return bid }
        return switch random.below(4) {
        case 0: keeperCall(Vault.Function.raiseTargets)
        case 1: keeperCall(Vault.Function.closeRebalance)
        default: upkeep()
        }
    }

    /// A keeper's or bidder's call, whether it is time for it or not.
    private mutating func keeping() -> SoakDeed {
        switch random.below(7) {
        case 0: rebalance()
        case 1: rebalanceAtRandom()
        case 2: upkeep()
        case 3: openAuction()
        case 4: keeperCall(Vault.Function.raiseTargets)
        case 5: keeperCall(Vault.Function.closeRebalance)
        default: bid() ?? bidAtRandom()
        }
    }

    /// Roles, settings, calls of anybody, and nonsense.
    private mutating func ruling(_ recount: SoakRecount) -> SoakDeed {
        switch random.below(20) {
        case 0..<4: .call(SoakCall(anyone(), Vault.Function.accrue))
        case 4..<7: .call(SoakCall(anyone(), Vault.Function.trip))
        case 7: halt()
        case 8: random.below(2) == 0 ? resume() : shutDown()
        case 9..<14: configure()
        default: garbage(recount)
        }
    }

    /// What happens beside the vault.
    private mutating func around() -> SoakDeed {
        switch random.below(20) {
        case 0..<4: donate()
        case 4..<6: swap()
        case 6..<8: .movePool(random.below(pools.count), percentOff: percentOff())
        case 8..<10: movePrice()
        case 10: breakOracle()
        case 11..<14: changeToken(toNormal: false)
        case 14, 15: setStrategy()
        default: wait()
        }
    }

    // MARK: People and amounts

    mutating func user() -> Address { SoakPeople.users[random.below(4)] }

    mutating func anyone() -> Address { SoakPeople.all[random.below(SoakPeople.all.count)] }

    /// Mostly one of those who may, sometimes anybody.
    mutating func mostly(_ people: [Address]) -> Address {
        random.below(8) == 0 ? anyone() : people[random.below(people.count)]
    }

    /// Who gets something: a user, seldom a pool, the vault itself or nobody.
    ///
    /// Never a token, which could deposit what it has when it moves outside a call of the vault.
    mutating func receiver() -> Address {
        if random.below(24) > 0 { return user() }
        return [pools[0].address, Self.vault, .zero][random.below(3)]
    }

    /// Who gets shares: never the vault, which could not redeem them.
    mutating func shareReceiver() -> Address {
        random.below(24) > 0 ? user() : [SoakPeople.receiver, .zero, anyone()][random.below(3)]
    }

    /// The holder of some shares, or anybody.
    mutating func holder(_ recount: SoakRecount) -> Address {
        recount.shareholders.randomElement(using: &random) ?? anyone()
    }

    /// Nothing, one, of any length, a part of the most, all, or more.
    mutating func amount(upTo most: UInt256) -> UInt256 {
        switch random.below(16) {
        case 0, 1: UInt256(UInt64(random.below(3)))
        case 2, 3: most >> random.below(max(most.bitWidth, 1))
        case 4, 5, 6: most
        case 7: random.below(4) == 0 ? random.edgeWord() : most.wrappingAdd(.one)
        default: part(of: most)
        }
    }

    mutating func part(of whole: UInt256) -> UInt256 {
        whole.times(UInt256(UInt64(random.below(1_000))), over: 999)
    }

    // MARK: Around the vault

    mutating func wait() -> SoakDeed {
        let longest = [15, 300, 4_000, 90_000, 2_000_000][min(random.below(8), 4)]
        let isDear = random.below(16) == 0
        let baseFee = UInt64(isDear ? 60 + random.below(100) : 1 + random.below(30))
        return .wait(seconds: UInt64(1 + random.below(longest)), baseFee: baseFee)
    }

    /// Seldom so far that the slippage guard minds.
    private mutating func percentOff() -> Int {
        random.below(6) == 0 ? random.below(201) - 100 : random.below(7) - 3
    }

    private mutating func movePrice() -> SoakDeed {
        let index = 1 + random.below(assets.count - 1)
        let percent = random.below(8) == 0 ? 30 + random.below(300) : 95 + random.below(11)
        let next = assets[index].price.times(UInt256(UInt64(percent)), over: 100)
        let highest = UInt256(10_000_000_000_000_000)
        return .movePrice(index, min(max(next, 1_000), highest))
    }

    private mutating func donate() -> SoakDeed {
        let index = random.below(assets.count)
        let isDust = random.below(3) == 0
        let worth = isDust ? UInt256(UInt64(random.below(300))) : amount(upTo: scale >> 4)
        let gift = isDust ? worth : units(worth, of: assets[index])
        return .donate(index, gift, from: mostly(SoakPeople.users))
    }

    /// A trade of somebody, sometimes to trade against the vault's own right after it.
    private mutating func swap() -> SoakDeed {
        let index = random.below(pools.count)
        let sellsOne = random.below(2) == 0
        let reserves = reserves(pools[index])
        let most = (sellsOne ? reserves.one : reserves.other) >> (2 + random.below(8))
        let amount = amount(upTo: most)
        if random.below(4) > 0 {
            return .swap(index, sellsOne: sellsOne, amount, from: user())
        }
        let keeper = SoakPeople.keepers[0]
        let back = (sellsOne ? reserves.other : reserves.one).times(
            amount,
            over: max(sellsOne ? reserves.one : reserves.other, .one)
        )
        plan = [trading(), .swap(index, sellsOne: !sellsOne, back, from: keeper)]
        return .swap(index, sellsOne: sellsOne, amount, from: keeper)
    }

    private mutating func setStrategy() -> SoakDeed {
        if random.below(2) == 0 { return .signal(from: mostly([SoakPeople.owners[1]])) }
        let count = random.below(12) == 0 ? random.below(6) : assets.count
        let weights = (0..<count).map { _ in UInt256(UInt64(random.below(10))) }
        return .setWeights(weights, from: mostly([SoakPeople.owners[0]]))
    }

    // MARK: Trouble

    private mutating func breakOracle() -> SoakDeed {
        let index = 1 + random.below(assets.count - 1)
        let price = assets[index].price
        let time = UInt256(now)
        switch random.below(8) {
        case 0: return .answer(index, .zero, updatedAt: time)
        case 1: return .answer(index, .max, updatedAt: time)
        case 2: return .answer(index, price, updatedAt: time.wrappingAdd(1_000_000))
        case 3: return .answer(index, price, updatedAt: .one << 64)
        case 4: return .answer(index, price, updatedAt: .one)
        case 5: return .breakFeed(index, .reverts)
        case 6: return .breakFeed(index, .halts)
        default: return .breakFeed(index, .returnsShort)
        }
    }

    /// A hostile token behaves in another way, if there is one.
    mutating func changeToken(toNormal: Bool) -> SoakDeed {
        let hostile = assets.indices.filter { assets[$0].isHostile }
        let chosen = toNormal ? hostile.filter { mode($0) != .normal } : hostile
        guard let index = chosen.randomElement(using: &random) else { return wait() }
        let modes = HostileToken.Mode.allCases
        let next = toNormal ? .normal : modes[random.below(modes.count)]
        let held = real(index, Self.vault)
        let lie = random.below(16) == 0 ? UInt256.one << 200 : amount(upTo: held)
        // Gains of 2¹²⁸ units and more are beyond the word that locks them.
        let most = locksGains ? UInt256.one << 127 : .max
        return .changeToken(index, next, lie: min(lie, most))
    }

    private var locksGains: Bool {
        machine.read(Vault.Storage.fees, of: Self.vault).unlocking > 0
    }
}
