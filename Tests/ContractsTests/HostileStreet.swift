import Contracts
import Execution
import Primitives
import WideMath

/// A street whose vault holds three assets: a hostile quote token, WETH at 2,000, and a hostile
/// token at 2,000 with a pool of its own.
///
/// All of them behave until they are told otherwise.
struct HostileStreet {
    static let quote = Address(word: 0x0aaa)
    static let other = Address(word: 0x0bbb)
    static let otherFeed = Address(word: 0x0bfe)

    let street: Street
    let quotePair: Address
    let otherPair: Address

    init(_ change: (inout Vault.Configuration) -> Void = { _ in }) throws {
        street = try Street()
        quotePair = try PairAddress.pair(Self.quote, Street.weth, factory: Street.factory)
        otherPair = try PairAddress.pair(Self.quote, Self.other, factory: Street.factory)
        for token in [Self.quote, Self.other] {
            street.machine.place(HostileToken.self, at: token)
            street.store(token, HostileToken.vault.location, Street.vault)
        }
        street.machine.place(PriceFeed.self, at: Self.otherFeed)
        street.store(Self.otherFeed, PriceFeed.Storage.reporter.location, Street.reporter)
        price(dollars: 2_000)
        for (pair, token) in [(quotePair, Street.weth), (otherPair, Self.other)] {
            street.placePair(pair, Self.quote, token)
            give(pair, Self.quote, 2_000_000)
            give(pair, token, 1_000)
            street.call(pair, from: Street.bank, Pair.Function.mint, [Street.bank.word])
        }
        placeVault(change)
    }

    private func placeVault(_ change: (inout Vault.Configuration) -> Void) {
        func asset(_ token: Address, _ feed: Address, _ venue: Address) -> Vault.Configuration.Asset
        {
            .init(
                token: token,
                oracle: .init(feed: feed, ageMax: 3_600, decimals: token == Self.quote ? 6 : 18),
                trading: .init(venue: venue)
            )
        }
        var configuration = Vault.Configuration(
            assets: [
                asset(Self.quote, .zero, .zero), asset(Street.weth, Street.feed, quotePair),
                asset(Self.other, Self.otherFeed, otherPair),
            ],
            strategy: Street.strategy,
            execution: Street.execution
        )
        configuration.owner = Street.owner
        configuration.guardian = Street.guardian
        configuration.keepers = [Street.keeper]
        configuration.venues = [(quotePair, BasisPoints(30)), (otherPair, BasisPoints(30))]
        change(&configuration)
        StaticWeights.place(
            at: Street.strategy,
            weights: [1, 1, 1],
            trigger: Trigger(.absolute, threshold: 500),
            on: street.machine
        )
        Vault.place(at: Street.vault, configuration, on: street.machine)
    }

    /// Gives whole tokens out of nothing.
    func give(_ holder: Address, _ token: Address, _ count: UInt64) {
        let unit = token == Self.quote ? Street.dollar : Street.ether
        let place = ShareLedger.Storage.balances[holder]
        let held = street.balance(token, holder)
        street.store(
            token,
            place,
            TokenAmount(held.wrappingAdd(unit.wrappingMultiply(UInt256(count))))
        )
    }

    /// Deposits whole quote tokens that are given first.
    @discardableResult
    func deposit(_ dollars: UInt64, from holder: Address) -> WhatIfResult {
        give(holder, Self.quote, dollars)
        let amount = Street.dollar.wrappingMultiply(UInt256(dollars))
        return call(Vault.Function.deposit, [amount, holder.word], from: holder)
    }

    /// Redeems in kind and leaves assets out.
    @discardableResult
    func redeem(
        _ shares: UInt256,
        of owner: Address,
        from caller: Address? = nil,
        leavingOut tokens: [Address]
    ) -> WhatIfResult {
        let count = UInt256(UInt64(tokens.count))
        return call(
            Vault.Function.redeemInKindExcept,
            [shares, owner.word, owner.word, 128, count] + tokens.map(\.word),
            from: caller ?? owner
        )
    }

    @discardableResult
    func call(_ function: Selector, _ words: [UInt256], from caller: Address) -> WhatIfResult {
        street.call(Street.vault, from: caller, function, words)
    }

    func claim(_ token: Address, from caller: Address) -> WhatIfResult {
        call(Vault.Function.claim, [token.word, caller.word], from: caller)
    }

    func price(dollars: UInt64) {
        let answer = UInt256(dollars).wrappingMultiply(PriceFeed.answerUnit)
        for feed in [Street.feed, Self.otherFeed] {
            street.call(feed, from: Street.reporter, PriceFeed.submit, [answer])
        }
    }

    func set(_ token: Address, _ mode: HostileToken.Mode) {
        street.store(token, HostileToken.mode.location, mode.rawValue)
    }

    func shares(_ holder: Address) -> UInt256 { street.balance(Street.vault, holder) }

    func claims(_ owner: Address, _ token: Address) -> UInt256 {
        street.stored(Street.vault, Vault.Storage.claims[owner, token]).raw
    }

    func owed(_ token: Address) -> UInt256 {
        street.stored(Street.vault, Vault.Storage.owed[token]).raw
    }
}
