import Contracts
import Execution
import Primitives
import TestSupport
import WideMath

/// Calls of keepers, good and bad, and of bidders.
extension SoakWorld {
    mutating func keeper() -> Address { mostly(SoakPeople.keepers) }

    mutating func keeperCall(_ function: Selector) -> SoakDeed {
        .call(SoakCall(keeper(), function))
    }

    // MARK: Slices

    /// What `checkUpkeep` says, as calldata of `performUpkeep`; nothing if there is nothing to do.
    private func task() -> [UInt8]? {
        let result = asked(Vault.Function.checkUpkeep, [32, 0])
        guard result.word() == .one, let count = result.word(2)?.asInt else { return nil }
        return Array(result.returnData.dropFirst(96).prefix(count))
    }

    /// The vault's own trades; none where it has nothing to trade.
    private func ownTrades() -> [Vault.Trade] {
        guard let task = task(), SoakCall(.zero, performing: task).upkeep.task == 1 else {
            return []
        }
        return SoakCall(.zero, performing: task).upkeep.trades.trades
    }

    /// A keeper's own way to what the vault wants: as it says, over other pools, split, or short.
    mutating func rebalance() -> SoakDeed {
        var trades = ownTrades()
        if trades.isEmpty { return random.below(8) == 0 ? rebalanceAtRandom() : upkeep() }
        switch random.below(6) {
        case 0: trades = trades.flatMap { split($0) }
        case 1: trades = joined(trades)
        case 2: trades = trades.map { lessened($0) }
        case 3: trades.removeLast()
        case 4: trades.swapAt(0, trades.count - 1)
        default: break
        }
        return .call(SoakCall(keeper(), Vault.rebalanceCalldata(trades)))
    }

    /// A trade over two pools of the same assets.
    private mutating func split(_ trade: Vault.Trade) -> [Vault.Trade] {
        guard let first = pools.first(where: { $0.address == trade.pair }),
            let second = pools.first(where: {
                $0.address != first.address && $0.one == first.one && $0.other == first.other
            })
        else { return [trade] }
        let part = part(of: trade.amountIn.raw)
        return [
            self.trade(first.address, trade.tokenIn, part),
            self.trade(second.address, trade.tokenIn, trade.amountIn.raw.wrappingSubtract(part)),
        ]
    }

    /// A sale and a purchase as one route through the quote token, or through a pool of both.
    private mutating func joined(_ trades: [Vault.Trade]) -> [Vault.Trade] {
        guard let sale = trades.first(where: { $0.tokenIn != quote.token }),
            let purchase = trades.first(where: { $0.tokenIn == quote.token }),
            let sold = assets.firstIndex(where: { $0.token == sale.tokenIn })
        else { return trades }
        let bought = pools.first { $0.address == purchase.pair }?.other ?? 0
        let direct = pools.first {
            ($0.one, $0.other) == (min(sold, bought), max(sold, bought))
        }
        if let direct, random.below(2) == 0 {
            return [trade(direct.address, sale.tokenIn, sale.amountIn.raw)]
        }
        return [sale, trade(purchase.pair, quote.token, .zero)]
    }

    private mutating func lessened(_ trade: Vault.Trade) -> Vault.Trade {
        let amount = part(of: trade.amountIn.raw)
        return self.trade(trade.pair, trade.tokenIn, amount, least: amount >> 200)
    }

    private func trade(
        _ pair: Address,
        _ token: Address,
        _ amount: UInt256,
        least: UInt256 = .zero
    ) -> Vault.Trade {
        Vault.Trade(
            pair: pair,
            tokenIn: token,
            amountIn: TokenAmount(amount),
            amountOutMin: TokenAmount(least)
        )
    }

    /// A hostile keeper's trades: any pool, any token, any amount.
    mutating func rebalanceAtRandom() -> SoakDeed {
        let trades = (0..<random.below(5)).map { _ in tradeAtRandom() }
        return .call(SoakCall(keeper(), Vault.rebalanceCalldata(trades)))
    }

    private mutating func tradeAtRandom() -> Vault.Trade {
        let pool = pools[random.below(pools.count)]
        let index = random.below(2) == 0 ? pool.one : pool.other
        var (pair, token) = (pool.address, assets[index].token)
        switch random.below(16) {
        case 0: pair = [.zero, Self.vault, token, SoakPeople.stranger][random.below(4)]
        case 1: token = [.zero, Self.vault, pair, SoakPeople.stranger][random.below(4)]
        default: break
        }
        let held = real(index, Self.vault)
        let amount = random.below(3) == 0 ? .zero : amount(upTo: held >> random.below(8))
        let least = random.below(8) == 0 ? self.amount(upTo: held) : .zero
        return trade(pair, token, amount, least: least)
    }

    // MARK: Upkeep

    /// What the vault asks for itself, or what nobody asked for.
    mutating func upkeep() -> SoakDeed {
        let caller = keeper()
        if random.below(10) == 0 {
            let tail = random.bytes(count: random.below(70))
            let head = [UInt256(UInt64(random.below(7))), 64, UInt256(UInt64(random.below(3)))]
            let task = head.flatMap(\.bigEndianBytes) + tail
            return .call(SoakCall(caller, performing: task))
        }
        if let task = task() { return .call(SoakCall(caller, performing: task)) }
        return random.below(8) == 0 ? .call(SoakCall(caller, performing: [])) : wait()
    }

    // MARK: Auctions

    mutating func openAuction() -> SoakDeed { keeperCall(Vault.Function.openAuction) }

    /// A bid for the lot of an asset or a part of it, within a generous limit or a tight one;
    /// nothing where no asset has one.
    mutating func bid() -> SoakDeed? {
        let lots = assets.indices.dropFirst().map { ($0, lot($0)) }.filter { !$1.amount.isZero }
        guard let (index, lot) = lots.randomElement(using: &random) else { return nil }
        let amount = random.below(3) > 0 ? lot.amount : amount(upTo: lot.amount)
        let generous: UInt256 = lot.isSale ? .max : .zero
        let limit = random.below(8) == 0 ? self.amount(upTo: scale) : generous
        return bid(assets[index].token, amount, limit)
    }

    /// A bid for anything.
    mutating func bidAtRandom() -> SoakDeed {
        let token = assets[random.below(assets.count)].token
        return bid(token, amount(upTo: scale), amount(upTo: scale))
    }

    private mutating func bid(_ token: Address, _ amount: UInt256, _ limit: UInt256) -> SoakDeed {
        let words = [token.word, amount, limit]
        return .call(SoakCall(mostly(SoakPeople.users), Vault.Function.bid, words))
    }

    /// How much of an asset an auction sells or buys.
    private func lot(_ index: Int) -> (amount: UInt256, isSale: Bool) {
        let token = assets[index].token
        let goal = machine.read(Vault.Storage.goals[token], of: Self.vault).raw
        let rest = rest(
            index,
            told(index, real(index, Self.vault)) ?? .zero,
            machine.read(Vault.Storage.owed[token], of: Self.vault).raw,
            machine.read(Vault.Storage.fees, of: Self.vault).unlocking
        )
        let held = rest ?? .zero
        let isSale = held > goal
        let amount = isSale ? held.wrappingSubtract(goal) : goal.wrappingSubtract(held)
        return (amount, isSale)
    }
}
