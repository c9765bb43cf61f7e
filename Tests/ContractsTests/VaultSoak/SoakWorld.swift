import Contracts
import Execution
import Ledger
import Primitives
import TestSupport
import WideMath

/// A vault with its market, drawn from a seed, on which anything may happen.
struct SoakWorld {
    static let vault = Address(word: 0x5000)
    static let strategy = Address(word: 0x5001)
    static let execution = Address(word: 0x5002)
    static let factory = Address(word: 0x3000)
    static let etherFeed = Address(word: 0x40ff)
    static let start: UInt64 = 1_700_000_000

    let machine: Machine
    let terms: SoakTerms
    /// What amounts are drawn around, in quote units.
    let scale: UInt256
    var assets: [SoakAsset] = []
    var pools: [SoakPool] = []
    var random: TestNumbers
    /// What is to come next, before anything is drawn.
    var plan: [SoakDeed] = []

    init(_ random: TestNumbers, _ change: (inout SoakTerms) -> Void = { _ in }) throws {
        self.random = random
        var terms = SoakTerms(&self.random)
        change(&terms)
        self.terms = terms
        scale = UInt256.powerOfTen(terms.digits + terms.decimals[0]) ?? .one
        machine = Machine(
            state: WorldState(),
            fork: .osaka,
            block: BlockContext(
                number: 1,
                timestamp: Self.start,
                baseFee: Wei(1_000_000_000),
                gasLimit: Gas(30_000_000),
                coinbase: .zero,
                chainID: 1
            )
        )
        machine.place(Factory.self, at: Self.factory, immutable: 30)
        placeAssets()
        try placePools()
        placeModules()
        placeVault()
        fund()
    }

    var quote: SoakAsset { assets[0] }
    /// Ten to the offset of the vault's shares.
    var virtual: UInt256 { UInt256.powerOfTen(Int(terms.offset)) ?? .one }
    var now: UInt64 { machine.block.timestamp }

    // MARK: Placing

    private mutating func placeAssets() {
        for (index, decimals) in terms.decimals.enumerated() {
            // On either side of the quote token in its pair.
            let side: UInt64 = index == 0 ? 0x1800 : random.below(2) == 0 ? 0x1000 : 0x2000
            let number = UInt64(index)
            let ten = UInt256.powerOfTen(5 + random.below(8)) ?? .one
            let asset = SoakAsset(
                token: Address(word: UInt256(side + number)),
                feed: index == 0 ? .zero : Address(word: UInt256(0x4000 + number)),
                average: Address(word: UInt256(0x4800 + number)),
                decimals: decimals,
                isHostile: terms.isHostile[index],
                price: index == 0
                    ? PriceFeed.answerUnit
                    : ten.times(UInt256(UInt64(1 + random.below(9))), over: 1)
            )
            assets.append(asset)
            if asset.isHostile {
                machine.place(HostileToken.self, at: asset.token)
                machine.write(HostileToken.vault, of: asset.token, Self.vault)
            } else {
                Token.place(at: asset.token, decimals: UInt256(UInt64(decimals)), on: machine)
            }
            let all = TokenAmount(UInt256.one << 160)
            machine.write(ShareLedger.Storage.totalSupply, of: asset.token, all)
            machine.write(ShareLedger.Storage.balances[SoakPeople.bank], of: asset.token, all)
        }
        for asset in assets.dropFirst() {
            machine.place(HostileFeed.self, at: asset.feed)
            machine.place(HostileFeed.self, at: asset.average)
        }
        machine.place(HostileFeed.self, at: Self.etherFeed)
        for index in assets.indices.dropFirst() { report(index) }
        reportEther()
    }

    /// A pool of each asset against the quote token, and perhaps others: a second one, one of two
    /// assets, and one that the vault does not know.
    private mutating func placePools() throws {
        for index in assets.indices.dropFirst() {
            let pair = try PairAddress.pair(quote.token, assets[index].token, factory: Self.factory)
            placePool(pair, 0, index, fee: 30, isListed: true)
        }
        for index in assets.indices.dropFirst() where random.below(2) == 0 {
            let pair = Address(word: UInt256(UInt64(0x6100 + index)))
            placePool(pair, 0, index, fee: [5, 30, 100][random.below(3)], isListed: true)
        }
        for one in assets.indices.dropFirst() {
            for other in assets.indices.dropFirst(one + 1) where random.below(2) == 0 {
                let pair = Address(word: UInt256(UInt64(0x6200 + 16 * one + other)))
                placePool(pair, one, other, fee: 30, isListed: true)
            }
        }
        placePool(Address(word: 0x6300), 0, 1, fee: 30, isListed: false)
        for index in pools.indices { setPool(index, percentOff: 0) }
    }

    private mutating func placePool(
        _ pair: Address,
        _ one: Int,
        _ other: Int,
        fee: UInt64,
        isListed: Bool
    ) {
        let depth = random.below(8) == 0 ? 2 : UInt64(10 + random.below(1_000))
        let pool = SoakPool(
            address: pair,
            one: one,
            other: other,
            fee: BasisPoints(fee),
            isListed: isListed,
            depth: scale.times(UInt256(depth), over: 1)
        )
        pools.append(pool)
        Pair.place(
            assets[one].token,
            assets[other].token,
            at: pair,
            factory: Self.factory,
            fee: pool.fee,
            on: machine
        )
    }

    /// The pool that the vault itself trades an asset through.
    func venue(_ index: Int) -> Address { pools[index - 1].address }

    // MARK: Reading

    func real(_ index: Int, _ holder: Address) -> UInt256 {
        ShareLedger.balance(of: holder, token: assets[index].token, on: machine).raw
    }

    func mode(_ index: Int) -> HostileToken.Mode {
        guard assets[index].isHostile else { return .normal }
        return HostileToken.Mode(
            rawValue: machine.read(HostileToken.mode, of: assets[index].token)
        ) ?? .normal
    }

    func shares(_ holder: Address) -> UInt256 {
        ShareLedger.balance(of: holder, token: Self.vault, on: machine).raw
    }

    var status: Vault.Status {
        machine.read(Vault.Storage.status, of: Self.vault).current(
            at: now,
            cooldown: machine.read(Vault.Storage.limits, of: Self.vault).cooldown
        )
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
        from caller: Address = SoakPeople.stranger
    ) -> WhatIfResult {
        machine.simulate(
            Self.vault,
            from: caller,
            data: ABI.encodeCall(selector: function.value, words: words)
        )
    }
}
