import Agents
import Contracts
import Execution
import Primitives
import WideMath

/// What comes along in a random world.
extension LotWorld {
    /// One thing; two times of three the receipt ends with it, as a transaction of one call does.
    mutating func step() {
        switch random.below(20) {
        case 0: deposit()
        case 1, 2: withdraw()
        case 3: redeemInKind()
        case 4: redeemInKindExcept()
        case 5: claim()
        case 6, 7: donate()
        case 8, 9: movePrice()
        case 10: wait()
        case 11: upkeep()
        case 12, 13: auction()
        default: rebalance()
        }
        if random.below(3) > 0 { settle() }
    }

    private mutating func part(of whole: UInt256) -> UInt256 {
        (try? mulDiv(whole, UInt256(UInt64(random.below(1_001))), 1_000, rounding: .down)) ?? .zero
    }

    private var vault: Address { info.address }

    // MARK: Shares

    private mutating func deposit() {
        let assets = part(of: 100_000_000_000)
        call(vault, from: Self.alice, Vault.Function.deposit, [assets, Self.alice.word])
    }

    /// Somebody with shares, and some of them.
    private mutating func shares() -> (holder: Address, amount: UInt256) {
        let holder = random.below(2) == 0 ? depositor : Self.alice
        return (holder, part(of: balance(vault, holder)))
    }

    /// More than what is idle at times, so that assets are sold.
    private mutating func withdraw() {
        let (holder, amount) = shares()
        let words = [amount, Self.alice.word, holder.word]
        call(vault, from: holder, Vault.Function.redeem, words)
    }

    private mutating func redeemInKind() {
        let (holder, amount) = shares()
        let receiver = random.below(6) == 0 ? vault : Self.alice
        call(vault, from: holder, Vault.Function.redeemInKind, [amount >> 2, receiver.word])
    }

    private mutating func redeemInKindExcept() {
        let (holder, amount) = shares()
        let except = tokens.filter { _ in random.below(2) == 0 }.map(\.address.word)
        let count = UInt256(UInt64(except.count))
        call(
            vault,
            from: holder,
            Vault.Function.redeemInKindExcept,
            [amount >> 2, Self.alice.word, holder.word, 128, count] + except
        )
    }

    private mutating func claim() {
        let holder = random.below(2) == 0 ? depositor : Self.alice
        let receiver = random.below(3) == 0 ? vault : Self.alice
        for token in tokens {
            call(vault, from: holder, Vault.Function.claim, [token.address.word, receiver.word])
        }
    }

    /// Dust, or up to 10,000 dollars' worth.
    private mutating func donate() {
        let index = random.below(tokens.count)
        let worth = amount(index, worth: part(of: 10_000_000_000))
        let amount = random.below(2) == 0 ? UInt256(UInt64(random.below(3))) : worth
        call(tokens[index].address, from: Self.alice, ERC20.transfer, [vault.word, amount])
    }

    /// The amount of a token that is worth so many quote units, rounded down.
    private func amount(_ index: Int, worth value: UInt256) -> UInt256 {
        let amount = try? VaultMath.amount(
            worth: TokenAmount(value),
            answer: answers[index],
            assetUnit: tokens[index].unit,
            quoteUnit: info.quote.unit,
            rounding: .down
        )
        return amount?.raw ?? .zero
    }

    // MARK: Prices

    /// A price moves by up to a tenth, and all pools with it.
    private mutating func movePrice() {
        let index = 1 + random.below(tokens.count - 1)
        let percent = UInt256(UInt64(90 + random.below(21)))
        let moved = try? mulDiv(answers[index], percent, 100, rounding: .up)
        answers[index] = moved ?? answers[index]
        report()
    }

    private mutating func wait() {
        machine.block.timestamp += UInt64(1 + random.below(random.below(2) == 0 ? 100 : 40_000_000))
        report()
    }

    /// Every oracle says its answer, and every pool stands at it.
    private mutating func report() {
        for (holding, answer) in zip(info.holdings, answers.dropFirst()) {
            let reporter = machine.read(PriceFeed.Storage.reporter, of: holding.feed)
            call(holding.feed, from: reporter, PriceFeed.submit, [answer])
        }
        for pool in pools {
            for token in [pool.base, pool.quote] {
                let index = tokens.firstIndex { $0 == token } ?? 0
                // 50 million dollars on each side.
                machine.write(
                    ShareLedger.Storage.balances[pool.pair],
                    of: token.address,
                    TokenAmount(amount(index, worth: 50_000_000_000_000))
                )
            }
            machine.call(
                pool.pair,
                from: Self.alice,
                data: ABI.encodeCall(selector: Pair.Function.sync.value, words: [])
            )
        }
    }

    // MARK: Rebalances

    /// Trades toward the targets, some of the way, directly or through another asset; at times a
    /// sale pays at once for an asset that there is too little of.
    private mutating func rebalance() {
        machine.block.timestamp += UInt64(random.below(100))
        let books = VaultBooks(info, machine)
        var ways: [(index: Int, isSale: Bool, worth: UInt256)] = []
        for (index, target) in (info.targets(on: machine) ?? []).dropFirst().enumerated() {
            let value = books.values[index + 1].raw
            let goal = UInt256(truncating: books.nav.raw.asDouble * target)
            guard let goal, random.below(4) > 0 else { continue }
            let way = value > goal ? value.wrappingSubtract(goal) : goal.wrappingSubtract(value)
            // A third and less is within the part of any slice.
            let worth = random.below(3) == 0 ? way : part(of: way) >> 2
            ways.append((index + 1, value > goal, worth))
        }
        let short = ways.first { !$0.isSale }
        var trades: [Vault.Trade] = []
        for way in ways {
            if let short, way.isSale, random.below(4) > 0 {
                let worth = min(way.worth, short.worth) >> 2
                trades += route(way.index, short.index, amount(way.index, worth: worth))
            } else if way.isSale {
                trades += route(way.index, 0, amount(way.index, worth: way.worth))
            } else {
                trades += route(0, way.index, way.worth)
            }
        }
        call(vault, from: keeper, Vault.rebalanceCalldata(trades))
    }

    /// Straight through a pool, or by way of a third token.
    private mutating func route(_ from: Int, _ to: Int, _ amount: UInt256) -> [Vault.Trade] {
        if amount.isZero { return [] }
        var via = random.below(tokens.count)
        if via == to { via = from }
        let stops = via == from ? [from, to] : [from, via, to]
        return zip(stops, stops.dropFirst()).enumerated().compactMap { hop, step in
            let sides = [tokens[step.0], tokens[step.1]]
            guard
                let pool = pools.first(where: {
                    [$0.base, $0.quote] == sides || [$0.quote, $0.base] == sides
                })
            else { return nil }
            return Vault.Trade(
                pair: pool.pair,
                tokenIn: sides[0].address,
                amountIn: TokenAmount(hop == 0 ? amount : .zero),
                amountOutMin: .zero
            )
        }
    }

    private mutating func upkeep() {
        let check = call(vault, from: .zero, Vault.Function.checkUpkeep, [32, 0])
        guard check.word(0) == 1, let length = check.word(2)?.asInt else { return }
        let data = (0..<(length / 32)).compactMap { check.word(3 + $0) }
        call(
            vault,
            from: keeper,
            Vault.Function.performUpkeep,
            [32, UInt256(UInt64(length))] + data
        )
    }

    /// Opens an auction and bids in it; the module is put back when time has ended it.
    private mutating func auction() {
        let module = machine.read(Vault.Storage.execution, of: vault)
        machine.write(Vault.Storage.execution, of: vault, Self.auction)
        let isOpen = call(vault, from: keeper, Vault.Function.openAuction).failure == nil
        guard isOpen else {
            return machine.write(Vault.Storage.execution, of: vault, module)
        }
        for _ in 0..<random.below(6) {
            if random.below(2) == 0 { settle() }
            let index = 1 + random.below(info.holdings.count)
            let token = tokens[index].address
            let goal = machine.read(Vault.Storage.goals[token], of: vault).raw
            let held = VaultBooks(info, machine).balances[index].raw
            let lot = held > goal ? held.wrappingSubtract(goal) : goal.wrappingSubtract(held)
            let amount = random.below(3) == 0 ? lot : part(of: lot)
            let limit: UInt256 = held > goal ? .max : .zero
            call(vault, from: Self.alice, Vault.Function.bid, [token.word, amount, limit])
        }
        call(vault, from: keeper, Vault.Function.closeRebalance)
        settle()
        // Ten minutes and a cool-down of one end whatever is still open.
        machine.block.timestamp += 700
        machine.write(Vault.Storage.execution, of: vault, module)
    }
}
