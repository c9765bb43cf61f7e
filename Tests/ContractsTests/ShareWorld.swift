import BigInt
import Contracts
import Execution
import Ledger
import Primitives
import TestSupport
import WideMath

/// A vault of two to four assets with a pool and a feed each, drawn from a seed; `step` moves it
/// on by whatever comes.
struct ShareWorld {
    /// One asset; number 0 is the quote token, which has neither feed nor pool.
    struct Asset {
        let token: Address
        let feed: Address
        let pair: Address
        let decimals: Int
        /// The value of the pool's quote side, in quote units.
        let depth: BigUInt
        /// Quote tokens for one whole asset · 10⁸.
        var answer: BigUInt

        var unit: BigUInt { .ten(decimals) }
    }

    static let vault = Address(word: 0x5000)
    static let factory = Address(word: 0x3000)
    static let receiver = Address(word: 0xfee)
    static let users = ([0xa1, 0xb0, 0xc4, 0xd7] as [UInt64]).map {
        Address(word: UInt256($0))
    }
    static let start: UInt64 = 1_700_000_000

    let machine: Machine
    let terms: ShareTerms
    /// What the amounts are drawn around, in quote units.
    let scale: BigUInt
    var assets: [Asset] = []
    /// What has fallen into the vault of each asset.
    var donated: [BigUInt] = []
    var random: TestNumbers

    /// A world; `digits` are those of the amounts in whole quote tokens.
    init(seed: UInt64, digits: Int? = nil, _ change: (inout ShareTerms) -> Void = { _ in }) throws {
        random = TestNumbers(seed: seed)
        var terms = ShareTerms(&random)
        change(&terms)
        self.terms = terms
        // With no decimals a unit is what others call a whole token: more of them then.
        let usual = terms.quoteDecimals == 0 ? 5 + random.below(4) : 3 + random.below(5)
        let digits = digits ?? usual
        scale = .ten(digits + terms.quoteDecimals)
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
        machine.place(Factory.self, at: Self.factory, immutable: 30)
        try placeAssets()
        placeVault()
        donated = assets.map { _ in 0 }
        for user in Self.users {
            setBalance(quote.token, of: user, scale * 1_000)
            approve(quote.token, from: user, Self.vault, .max)
            approve(quote.token, from: user, Address(word: 0xdead), .max)
        }
        for _ in 0..<3 { deposit() }
        for _ in 1..<assets.count { invest() }
    }

    var quote: Asset { assets[0] }

    // MARK: Placing

    private mutating func placeAssets() throws {
        let quote = Address(word: 0x1800)
        Token.place(at: quote, decimals: UInt256(UInt64(terms.quoteDecimals)), on: machine)
        assets = [
            Asset(
                token: quote,
                feed: .zero,
                pair: .zero,
                decimals: terms.quoteDecimals,
                depth: 0,
                answer: .ten(8)
            )
        ]
        for (index, decimals) in terms.assetDecimals.enumerated() {
            // On either side of the quote token in its pair.
            let side: UInt64 = random.below(2) == 0 ? 0x1000 : 0x2000
            let token = Address(word: UInt256(side + UInt64(index)))
            let pair = try PairAddress.pair(quote, token, factory: Self.factory)
            let isShallow = random.below(8) == 0
            let asset = Asset(
                token: token,
                feed: Address(word: UInt256(UInt64(0x4000 + index))),
                pair: pair,
                decimals: decimals,
                depth: isShallow ? scale / 10 : scale * BigUInt(10 + random.below(1_000)),
                answer: .ten(5 + random.below(8)) * BigUInt(1 + random.below(9))
            )
            assets.append(asset)
            Token.place(at: token, decimals: UInt256(UInt64(decimals)), on: machine)
            Pair.place(
                quote,
                token,
                at: pair,
                factory: Self.factory,
                fee: BasisPoints(30),
                on: machine
            )
            machine.place(PriceFeed.self, at: asset.feed)
            report(index + 1)
            setPool(index + 1, percentOff: 0)
        }
    }

    private func placeVault() {
        let strategy = Address(word: 0x5001)
        let execution = Address(word: 0x5002)
        StaticWeights.place(
            at: strategy,
            weights: assets.map { _ in 1 },
            trigger: Trigger(.absolute, threshold: 500),
            on: machine
        )
        AtOnce.place(at: execution, duration: 0, on: machine)
        var configuration = Vault.Configuration(
            assets: assets.map {
                .init(
                    token: $0.token,
                    oracle: .init(feed: $0.feed, ageMax: 3_600, decimals: UInt64($0.decimals)),
                    trading: .init(venue: $0.pair)
                )
            },
            strategy: strategy,
            execution: execution
        )
        configuration.offset = terms.offset
        configuration.fees.management = BasisPoints(terms.management)
        configuration.fees.performance = BasisPoints(terms.performance)
        configuration.fees.unlocking = terms.unlocking
        configuration.feeReceiver = terms.hasReceiver ? Self.receiver : .zero
        configuration.limits.zeroSharesAllowed = terms.zeroSharesAllowed
        configuration.owner = Street.owner
        configuration.guardian = Street.guardian
        configuration.venues = assets.dropFirst().map { ($0.pair, BasisPoints(30)) }
        if terms.hasCap { configuration.cap = TokenAmount((scale * 20).word) }
        Vault.place(at: Self.vault, configuration, on: machine)
    }

    // MARK: Markets

    /// The feed gives its answer anew.
    func report(_ index: Int) {
        let feed = assets[index].feed
        machine.write(PriceFeed.Storage.answer, of: feed, assets[index].answer.word)
        machine.write(PriceFeed.Storage.updatedAt, of: feed, machine.block.timestamp)
    }

    /// Sets a pool's reserves to its depth, at a price some tenths of a per cent off the oracle.
    func setPool(_ index: Int, percentOff tenths: Int) {
        let asset = assets[index]
        let amount = max(
            1_000,
            asset.depth * asset.unit * .ten(8) / (asset.answer * quote.unit)
        )
        let value = amount * asset.answer * quote.unit / (asset.unit * .ten(8))
        let limit = BigUInt(1) << 112 - 1
        let side = value * BigUInt(1_000 + tenths) / 1_000
        setBalance(asset.token, of: asset.pair, min(amount, limit))
        setBalance(quote.token, of: asset.pair, min(max(side, 1_000), limit))
        call(asset.pair, from: Street.bank, Pair.Function.sync)
    }

    // MARK: Tokens

    func balance(_ token: Address, _ holder: Address) -> BigUInt {
        BigUInt(ShareLedger.balance(of: holder, token: token, on: machine).raw)
    }

    func setBalance(_ token: Address, of holder: Address, _ amount: BigUInt) {
        machine.write(
            ShareLedger.Storage.balances[holder],
            of: token,
            TokenAmount(amount.word)
        )
    }

    func allowance(_ token: Address, _ owner: Address, _ spender: Address) -> BigUInt {
        BigUInt(machine.read(ShareLedger.Storage.allowances[owner, spender], of: token).raw)
    }

    func approve(_ token: Address, from owner: Address, _ spender: Address, _ amount: UInt256) {
        call(token, from: owner, ERC20.approve, [spender.word, amount])
    }

    func shares(_ holder: Address) -> BigUInt { balance(Self.vault, holder) }

    var supply: BigUInt {
        BigUInt(ShareLedger.totalSupply(of: Self.vault, on: machine).raw)
    }

    // MARK: Calls

    @discardableResult
    func call(
        _ target: Address,
        from caller: Address,
        _ function: Selector,
        _ words: [UInt256] = []
    ) -> WhatIfResult {
        machine.call(
            target,
            from: caller,
            data: ABI.encodeCall(selector: function.value, words: words)
        )
    }

    /// A call of the vault that changes nothing, whatever it is.
    func asked(
        _ function: Selector,
        _ words: [UInt256] = [],
        from caller: Address = Street.bob
    ) -> WhatIfResult {
        machine.simulate(
            Self.vault,
            from: caller,
            data: ABI.encodeCall(selector: function.value, words: words)
        )
    }

    /// A view's number; nothing where it fails.
    func view(_ function: Selector, _ words: [UInt256] = []) -> BigUInt? {
        asked(function, words).word().map { BigUInt($0) }
    }
}
