import Contracts
import Execution
import Primitives
import WideMath

/// What a market begins with.
extension KeeperMarket {
    /// A feed for each asset, next to its number.
    func feed(_ index: Int) -> Address { Address(word: UInt256(UInt64(0x4000 + index))) }

    mutating func place() {
        machine.place(Factory.self, at: Self.factory, immutable: 30)
        placeAssets()
        placePools()
        placeVault()
        for token in tokens {
            for account in [Self.keeper, Self.partner] {
                call(token, from: account, ERC20.approve, [Self.vault.word, .max])
            }
        }
        call(tokens[0], from: Self.victim, ERC20.approve, [Self.vault.word, .max])
        call(
            Self.vault,
            from: Self.victim,
            Vault.Function.deposit,
            [
                terms.scale, Self.victim.word,
            ]
        )
        held = tokens.indices.map { balance($0, Self.vault) }
    }

    private mutating func placeAssets() {
        for (index, token) in tokens.enumerated() {
            let decimals = UInt256(UInt64(terms.decimals[index]))
            Token.place(at: token, decimals: decimals, on: machine)
            // More than any pool can hold, and no more than a sum of them.
            for account in [Self.keeper, Self.partner] {
                call(token, from: .zero, Token.mint, [account.word, UInt256.one << 120])
            }
            var price: UInt64 = 100_000_000
            if index > 0 {
                price = UInt64(1 + random.below(9))
                for _ in 0..<(5 + random.below(7)) { price *= 10 }
                machine.place(PriceFeed.self, at: feed(index))
            }
            prices.append(KeeperLedger.Price(answer: price, outside: price))
            reportedAt.append(now)
            if index > 0 { report(index, price) }
        }
        call(tokens[0], from: .zero, Token.mint, [Self.victim.word, terms.scale])
        machine.place(PriceFeed.self, at: Self.etherFeed)
        reportEther()
    }

    /// A venue for each asset, most often some more for it, and some between other assets.
    private mutating func placePools() {
        for index in 1..<tokens.count {
            for _ in 0...random.below(3) { placePool(0, index) }
            for other in 1..<index where random.below(2) == 0 { placePool(index, other) }
        }
    }

    /// A pool at the outside price, a twentieth of the vault deep or a hundred times as deep.
    private mutating func placePool(_ one: Int, _ other: Int) {
        let pair = Address(word: UInt256(UInt64(0x9000 + pools.count)))
        let fee = BasisPoints([1, 5, 10, 30, 30, 100][random.below(6)])
        Pair.place(
            tokens[one],
            tokens[other],
            at: pair,
            factory: Self.factory,
            fee: fee,
            on: machine
        )
        let depth = terms.scale.asDouble * [0.05, 0.5, 2, 10, 100][random.below(5)]
        for index in [one, other] {
            let amount = max(UInt256(truncating: depth / worth(index)) ?? .one, 1_000)
            call(tokens[index], from: .zero, Token.mint, [pair.word, amount])
        }
        call(pair, from: .zero, Pair.Function.sync)
        pools.append(
            Pool(
                pair: pair,
                assets: tokens[one] < tokens[other] ? [one, other] : [other, one],
                fee: fee
            )
        )
    }

    private mutating func placeVault() {
        StaticWeights.place(
            at: Self.strategy,
            weights: terms.weights,
            trigger: terms.trigger,
            on: machine
        )
        placeExecution()
        var configuration = Vault.Configuration(
            assets: tokens.indices.map(asset),
            strategy: Self.strategy,
            execution: Self.execution
        )
        configuration.offset = terms.offset
        configuration.limits = terms.limits
        configuration.reward = terms.reward
        configuration.etherFeed = Self.etherFeed
        configuration.fees.unlocking = terms.unlocking
        configuration.depthMin = TokenAmount(terms.depthMin)
        if terms.hasCap { configuration.cap = TokenAmount(terms.scale << 2) }
        configuration.keepers = [Self.keeper]
        configuration.venues = pools.map { ($0.pair, $0.fee) }
        Vault.place(at: Self.vault, configuration, on: machine)
    }

    private func asset(_ index: Int) -> Vault.Configuration.Asset {
        guard index > 0 else {
            return .init(
                token: tokens[0],
                oracle: .init(feed: .zero, ageMax: 0, decimals: UInt64(terms.decimals[0]))
            )
        }
        let venue = pools.first { $0.assets.contains(0) && $0.assets.contains(index) }
        return .init(
            token: tokens[index],
            oracle: .init(
                feed: feed(index),
                ageMax: terms.heartbeat,
                decimals: UInt64(terms.decimals[index])
            ),
            trading: .init(venue: venue?.pair ?? .zero, coolOff: terms.coolOff)
        )
    }

    private func placeExecution() {
        switch terms.mode {
        case .atOnce:
            AtOnce.place(at: Self.execution, duration: 0, on: machine)
        case .slices:
            TimeSlices.place(
                at: Self.execution,
                slices: terms.sliceCount,
                interval: terms.interval,
                duration: terms.duration,
                on: machine
            )
        case .auction:
            DutchAuction.place(
                at: Self.execution,
                curves: tokens.dropFirst().map { ($0, terms.curve) },
                duration: terms.duration,
                on: machine
            )
        }
    }
}
