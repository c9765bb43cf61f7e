import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// A small world: WETH at 2,000 USDC in one pool, a price feed and a vault of both.
struct Street {
    static let usdc = Address(word: 0x1000)
    static let weth = Address(word: 0x2000)
    static let factory = Address(word: 0x3000)
    static let feed = Address(word: 0x4000)
    static let vault = Address(word: 0x5000)
    static let router = Address(word: 0x6000)
    static let wrapper = Address(word: 0x7000)
    static let strategy = Address(word: 0x5001)
    static let execution = Address(word: 0x5002)
    static let owner = Address(word: 0x0e)
    static let guardian = Address(word: 0x9a)
    static let bank = Address(word: 0xba)
    static let alice = Address(word: 0xa1)
    static let bob = Address(word: 0xb0)
    static let keeper = Address(word: 0x3e)
    static let reporter = Address(word: 0x4e)
    static let ether = UInt256(1_000_000_000_000_000_000)
    static let dollar = UInt256(1_000_000)
    static let start: UInt64 = 1_700_000_000

    let machine: Machine
    let pair: Address
    var state: WorldState {
        _read { yield machine.state }
        nonmutating _modify { yield &machine.state }
    }

    init() throws {
        machine = Machine(
            state: WorldState(),
            fork: .osaka,
            block: BlockContext(
                number: 1,
                timestamp: Self.start,
                baseFee: .zero,
                gasLimit: Gas(30_000_000),
                coinbase: .zero,
                chainID: 1
            )
        )
        pair = try PairAddress.pair(Self.usdc, Self.weth, factory: Self.factory)
        machine.place(Factory.self, at: Self.factory, immutable: 30)
        store(Self.factory, Factory.Storage.feeToSetter.location, Self.bank)
        placeTokens()
        placePair(pair, Self.usdc, Self.weth)
        machine.place(WrappedEther.self, at: Self.wrapper)
        Router.place(
            at: Self.router,
            factory: Self.factory,
            fee: BasisPoints(30),
            wrappedEther: Self.wrapper,
            on: machine
        )
        machine.place(PriceFeed.self, at: Self.feed)
        store(Self.feed, PriceFeed.Storage.reporter.location, Self.reporter)
        price(dollars: 2_000)
        placeVault()
    }

    private func placeTokens() {
        Token.place(at: Self.usdc, decimals: 6, on: machine)
        Token.place(at: Self.weth, decimals: 18, on: machine)
        for token in [Self.usdc, Self.weth] {
            _ = call(token, from: .zero, Token.mint, [Self.bank.word, UInt256.one << 200])
        }
    }

    func placePair(_ pair: Address, _ token0: Address, _ token1: Address) {
        Pair.place(
            token0,
            token1,
            at: pair,
            factory: Self.factory,
            fee: BasisPoints(30),
            on: machine
        )
    }

    private func placeVault() {
        StaticWeights.place(
            at: Self.strategy,
            weights: [5_000, 5_000],
            trigger: Trigger(.absolute, threshold: 500),
            on: machine
        )
        AtOnce.place(at: Self.execution, duration: 0, on: machine)
        Vault.place(at: Self.vault, configuration, on: machine)
    }

    /// Half USDC and half WETH, rebalanced by one keeper from 5 % on, with 1 % of slippage.
    private var configuration: Vault.Configuration {
        var configuration = Vault.Configuration(
            assets: [
                .init(token: Self.usdc, oracle: .init(feed: .zero, ageMax: 0, decimals: 6)),
                .init(
                    token: Self.weth,
                    oracle: .init(feed: Self.feed, ageMax: 3_600, decimals: 18),
                    trading: .init(venue: pair)
                ),
            ],
            strategy: Self.strategy,
            execution: Self.execution
        )
        configuration.limits.cooldown = 600
        configuration.owner = Self.owner
        configuration.guardian = Self.guardian
        configuration.keepers = [Self.keeper]
        configuration.venues = [(pair, BasisPoints(30))]
        return configuration
    }

    /// Changes what the vault's guards allow.
    func limit(_ change: (inout Vault.Limits) -> Void) {
        var limits: Vault.Limits = stored(Self.vault, Vault.Storage.limits.location)
        change(&limits)
        store(Self.vault, Vault.Storage.limits.location, limits)
    }

    /// Has the vault trade by auction, at the oracle's price.
    func holdAuction(
        _ curve: PriceCurve = PriceCurve(
            .constant,
            start: 1_000_000_000_000_000_000,
            floor: 0,
            bucket: 1
        ),
        duration: UInt64 = 90
    ) {
        DutchAuction.place(
            at: Self.execution,
            curves: [(Self.weth, curve)],
            duration: duration,
            on: machine
        )
    }

    /// Keeps an average of the pool's price, observed for the first time now.
    func keepAverage(window: UInt64) -> Address {
        let average = Address(word: 0x5003)
        PoolTwap.place(
            at: average,
            pair: pair,
            asset: Self.weth,
            assetUnit: Self.ether,
            quoteUnit: Self.dollar,
            window: window,
            on: machine
        )
        call(average, from: Self.bob, PoolTwap.Function.observe)
        return average
    }

    /// Holds the oracle's answer to an average, in basis points.
    func average(_ average: Address, within deviation: UInt64) {
        store(Self.vault, Vault.Storage.averages[Self.weth], average)
        var terms: Vault.OracleTerms = stored(Self.vault, Vault.Storage.oracles[Self.weth])
        terms.averageDeviation = BasisPoints(deviation)
        store(Self.vault, Vault.Storage.oracles[Self.weth], terms)
    }

    /// Has the vault act on smaller deviations, in basis points.
    func trigger(at threshold: UInt32) {
        store(
            Self.strategy,
            Strategy.Storage.trigger.location,
            Trigger(.absolute, threshold: threshold)
        )
    }

    /// Puts 1,000 WETH and 2,000,000 USDC into the pool, shares to the bank.
    func fillPool() {
        give(pair, Self.usdc, UInt256(2_000_000).wrappingMultiply(Self.dollar))
        give(pair, Self.weth, UInt256(1_000).wrappingMultiply(Self.ether))
        _ = call(pair, from: Self.bank, Pair.Function.mint, [Self.bank.word])
    }

    /// Brings the pool back to where it was filled, as arbitrageurs would.
    func pegPool() {
        let held = [
            (Self.usdc, UInt256(2_000_000).wrappingMultiply(Self.dollar)),
            (Self.weth, UInt256(1_000).wrappingMultiply(Self.ether)),
        ]
        for (token, amount) in held {
            store(token, ShareLedger.Storage.balances[pair], TokenAmount(amount))
        }
        call(pair, from: Self.bank, Pair.Function.sync)
    }

    func price(dollars: UInt64) {
        _ = call(
            Self.feed,
            from: Self.reporter,
            PriceFeed.submit,
            [UInt256(dollars).wrappingMultiply(PriceFeed.answerUnit)]
        )
    }

    func wait(seconds: UInt64) {
        machine.block.timestamp += seconds
        machine.block.number += 1
    }

    @discardableResult
    func call(
        _ target: Address,
        from caller: Address,
        _ function: Selector,
        _ words: [UInt256] = [],
        value: UInt256 = .zero
    ) -> WhatIfResult {
        machine.call(
            target,
            from: caller,
            data: ABI.encodeCall(selector: function.value, words: words),
            value: Wei(value)
        )
    }

    /// Gives ether out of nothing.
    func fund(_ holder: Address, _ amount: UInt256) {
        state.setBalance(of: state.account(holder), to: Wei(amount))
    }

    func ether(_ holder: Address) -> UInt256 { state.balance(of: state.account(holder)).raw }

    func give(_ receiver: Address, _ token: Address, _ amount: UInt256) {
        call(token, from: Self.bank, ERC20.transfer, [receiver.word, amount])
    }

    /// Deposits USDC that the bank gives first.
    @discardableResult
    func deposit(_ dollars: UInt256, from holder: Address) -> WhatIfResult {
        give(holder, Self.usdc, dollars)
        call(Self.usdc, from: holder, ERC20.approve, [Self.vault.word, dollars])
        return call(Self.vault, from: holder, Vault.Function.deposit, [dollars, holder.word])
    }

    @discardableResult
    func redeem(_ shares: UInt256, from holder: Address) -> WhatIfResult {
        call(Self.vault, from: holder, Vault.Function.redeemInKind, [shares, holder.word])
    }

    @discardableResult
    func rebalance(_ trades: [Vault.Trade], from keeper: Address = Self.keeper) -> WhatIfResult {
        machine.call(Self.vault, from: keeper, data: Vault.rebalanceCalldata(trades))
    }

    /// Bids for WETH that the caller is given first, or for USDC's worth of it.
    @discardableResult
    func bid(
        _ amount: UInt256,
        limit: UInt256,
        from bidder: Address = Self.bob
    ) -> WhatIfResult {
        for token in [Self.usdc, Self.weth] {
            give(bidder, token, UInt256.one << 100)
            call(token, from: bidder, ERC20.approve, [Self.vault.word, .max])
        }
        return call(Self.vault, from: bidder, Vault.Function.bid, [Self.weth.word, amount, limit])
    }

    /// A trade of the vault in the pool.
    func trade(
        sell token: Address,
        _ amount: UInt256,
        min: UInt256 = .zero,
        pair: Address? = nil
    ) -> Vault.Trade {
        Vault.Trade(
            pair: pair ?? self.pair,
            tokenIn: token,
            amountIn: TokenAmount(amount),
            amountOutMin: TokenAmount(min)
        )
    }

    func balance(_ token: Address, _ holder: Address) -> UInt256 {
        ShareLedger.balance(of: holder, token: token, on: machine).raw
    }

    func supply(_ token: Address) -> UInt256 {
        ShareLedger.totalSupply(of: token, on: machine).raw
    }

    func store<Value: Word>(_ account: Address, _ place: Location<Value>, _ value: Value) {
        state.store(state.cell(state.account(account), place.key), value.word)
    }

    func stored<Value: Word>(_ account: Address, _ place: Location<Value>) -> Value {
        Value(word: state.peek(state.account(account), place.key))
    }
}

/// A refusal with a text.
func refusal(_ reason: String) -> Fault { .revert(.message(reason)) }

/// A custom error.
func refusal(_ signature: String, _ arguments: [UInt256]) -> Fault {
    .revert(.error(signature: signature, arguments: arguments))
}
