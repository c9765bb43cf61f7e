import BigInt
import Contracts
import Execution
import Primitives
import WideMath

/// What the keeper does when he comes.
extension KeeperMarket {
    /// One visit, in one block: he acts, brings the pools back, and the books are closed.
    mutating func visit() {
        let opening = Account(self)
        (lost, allowed, flowed) = (0, 0, 0)
        switch terms.style {
        case .drain: strike()
        case .dilute: dilute()
        case .exploitLag: exploitLag()
        case .mixed: improvise()
        }
        for pool in pools { peg(pool) }
        close(opening)
    }

    // MARK: Strategies

    /// Takes what he can.
    private mutating func strike() {
        guard terms.mode != .auction else { return auction() }
        // Where nothing has to cool down, as often as he likes.
        for _ in 0..<(random.below(2) == 0 ? 1 : 3) {
            let part = random.below(3) == 0 ? Double(random.below(100)) / 100 : 0
            if !drain(leaving: part) { break }
        }
    }

    /// Comes in with many times what there is, so that limits of the whole are many times what the
    /// others had, takes, and leaves.
    private mutating func dilute() {
        strike()
        guard random.below(4) > 0 else { return }
        deposit(times: [1, 10, 1_000][random.below(3)])
        strike()
        if random.below(4) > 0 { leave(all: true) }
        if random.below(2) == 0 { strike() }
    }

    /// Makes the vault buy what its oracles price too high, or sell what they price too low.
    private mutating func exploitLag() {
        if shares.isZero { deposit(times: 1) }
        let isHigh = (1..<tokens.count).map(error).reduce(0, +) < 0
        if random.below(2) == 0 {
            if isHigh { deposit(times: 0.2) } else { withdrawIdle() }
        }
        strike()
    }

    /// Whatever comes to his mind.
    private mutating func improvise() {
        for _ in 0..<(1 + random.below(4)) {
            switch random.below(9) {
            case 0: deposit(times: [0.01, 0.3, 5][random.below(3)])
            case 1: leave(all: random.below(2) == 0)
            case 2: withdrawIdle()
            case 3: donate()
            case 4: share(Vault.Function.accrue, [])
            case 5: upkeep()
            case 6, 7: wander()
            default: strike()
            }
        }
    }

    // MARK: Shares and gifts

    private mutating func deposit(times: Double) {
        let amount = UInt256(truncating: values.reduce(0, +) * times) ?? .one
        share(Vault.Function.deposit, [amount, Self.partner.word])
    }

    /// In kind, for which no price is needed, or in quote tokens.
    private mutating func leave(all: Bool) {
        let part = all ? shares : shares >> random.below(8)
        guard !part.isZero else { return }
        switch random.below(6) {
        case 0:
            let left = tokens.indices.filter { _ in random.below(2) == 0 }
            leave(part, without: left)
            for index in left where random.below(2) == 0 { claim(index) }
        case 1: share(Vault.Function.redeem, [part, Self.partner.word, Self.partner.word])
        default: share(Vault.Function.redeemInKind, [part, Self.partner.word], looks: false)
        }
    }

    /// Takes the quote tokens, so that others must be sold.
    private mutating func withdrawIdle() {
        let words = [Self.partner.word, Self.partner.word]
        let most = call(Self.vault, from: Self.partner, Vault.Function.maxWithdraw, [words[0]])
        let amount = min(most.word() ?? .zero, counted(held)[0])
        if !amount.isZero { share(Vault.Function.withdraw, [amount] + words) }
    }

    private mutating func donate() {
        let index = random.below(tokens.count)
        let value = values.reduce(0, +) * [1e-9, 0.01, 0.2][random.below(3)]
        donate(index, UInt256(truncating: value / worth(index)) ?? .one)
        // Perhaps it is to be had back at a better price.
        if terms.mode != .auction, random.below(2) == 0 { wander(from: index) }
    }

    // MARK: Anything

    /// The vault's own trades, at pools moved anywhere.
    private mutating func upkeep() {
        moveAnyPool()
        let check = call(Self.vault, from: Self.keeper, Vault.Function.checkUpkeep, [32, 0])
        guard check.word(0) == .one, let length = check.word(2)?.asInt,
            // A task of one is a rebalance.
            check.word(3) == .one
        else { return }
        let words = (0..<length / 32).compactMap { check.word(3 + $0) }
        trade("upkeep", isSlice: true) {
            $0.call(
                Self.vault,
                from: Self.keeper,
                Vault.Function.performUpkeep,
                [32, UInt256(UInt64(length))] + words
            )
        }
    }

    private mutating func moveAnyPool() {
        let pool = pools[random.below(pools.count)]
        let side = random.below(2)
        let amount = reserves(pool)[side].asDouble * [1e-6, 0.003, 0.03, 1][random.below(4)]
        swap(pool, selling: pool.assets[side], UInt256(truncating: amount) ?? .one)
    }

    /// Trades without a plan, after a sensible one or not: dust, back and forth, over any pools.
    private mutating func wander(from start: Int? = nil) {
        if random.below(2) == 0 {
            // So that no guard against bad prices is in the way.
            for pool in pools { peg(pool, isAtOracles: true) }
        } else {
            moveAnyPool()
        }
        var trades: [Vault.Trade] = []
        var sold = start ?? random.below(tokens.count)
        for place in 0..<(1 + random.below(4)) {
            let near = pools.filter { $0.assets.contains(sold) }
            guard !near.isEmpty else { break }
            let pool = near[random.below(near.count)]
            let part = [1, 0.1, 0.01, 1e-3, 1e-5][random.below(5)]
            let most = min(held[sold].asDouble, values.reduce(0, +) / worth(sold))
            var amount = UInt256(truncating: most * part) ?? .zero
            if random.below(4) == 0 { amount = UInt256(UInt64(random.below(100))) }
            // From the second on, nothing means what the trade before gave.
            trades.append(trade(pool, sold, place == 0 ? max(amount, .one) : amount))
            sold = pool.assets[pool.assets[0] == sold ? 1 : 0]
        }
        var base = random.below(3) > 0 ? plan() : nil
        base?.value *= Double(1 + random.below(100)) / 100
        let (first, then) = (base, trades)
        trade("wander", isSlice: true) { $0.carryOut(first, then: then) }
    }
}
