import Contracts
import Execution
import Primitives
import TestSupport
import Testing
import WideMath

/// Random deposits, redemptions, donations, trades and price moves; the seed names the run.
@Suite struct `Whatever happens to a vault` {
    @Test(arguments: Soak.seeds("vault", of: 1_200))
    func `everybody can redeem and nobody dilutes another`(seed: UInt64) throws {
        let label = "\(Soak.label("vault")), seed \(seed)"
        var run = try Run(seed: seed)
        for step in 0..<150 {
            run.step()
            try #require(run.failures.isEmpty, "\(label), step \(step): \(run.failures)")
        }
        #expect(run.rebalances > 0, "\(label): no rebalance was done")
        #expect(run.deposits > 0 && run.redemptions > 0, "\(label)")
    }
}

private struct Run {
    private static let holders = [Street.alice, Street.bob, Street.reporter]
    private let street: Street
    private var random: TestNumbers
    private(set) var failures: [String] = []
    private(set) var rebalances = 0
    private(set) var deposits = 0
    private(set) var redemptions = 0

    init(seed: UInt64) throws {
        street = try Street()
        street.fillPool()
        street.trigger(at: 10)
        random = TestNumbers(seed: seed)
    }

    mutating func step() {
        street.wait(seconds: UInt64(random.below(700)))
        report()
        let holder = Self.holders[random.below(3)]
        let before = (nav: nav, supply: street.supply(Street.vault))
        switch random.below(6) {
        case 0:
            if street.deposit(amount(10), from: holder).failure == nil { deposits += 1 }
            requireNoDilution(before)
        case 1:
            let shares = part(of: street.balance(Street.vault, holder))
            if street.redeem(shares, from: holder).failure == nil { redemptions += 1 }
            requireNoDilution(before)
        case 2:
            street.give(Street.vault, random.below(2) == 0 ? Street.usdc : Street.weth, amount(5))
        case 3: movePool()
        default: rebalance()
        }
        requireSupply()
        requireSolvency()
    }

    /// The feed says what the pool's reserves do.
    private func report() {
        let reserves = street.stored(street.pair, Pair.Storage.reserves.location)
        let answer = mulDivOrZero(
            UInt256(low: reserves.reserve0),
            Street.ether.wrappingMultiply(100),
            UInt256(low: reserves.reserve1)
        )
        street.call(Street.feed, from: Street.reporter, PriceFeed.submit, [answer])
    }

    private func mulDivOrZero(_ a: UInt256, _ b: UInt256, _ c: UInt256) -> UInt256 {
        (try? mulDiv(a, b, c, rounding: .down)) ?? .zero
    }

    /// Somebody buys or sells up to about a tenth of the pool.
    private mutating func movePool() {
        let isForward = random.below(2) == 0
        let token = isForward ? Street.usdc : Street.weth
        let size = part(of: street.balance(token, street.pair)) >> 3
        street.call(token, from: Street.bank, ERC20.approve, [Street.router.word, .max])
        let path = isForward ? [Street.usdc, Street.weth] : [Street.weth, Street.usdc]
        street.call(
            Street.router,
            from: Street.bank,
            Router.Function.swapExactTokensForTokens,
            [size, 0, 160, Street.bank.word, .max, 2] + path.map(\.word)
        )
        report()
    }

    private mutating func rebalance() {
        let token = random.below(2) == 0 ? Street.usdc : Street.weth
        let amount = part(of: street.balance(token, Street.vault)) >> random.below(8)
        let before = nav
        let result = street.rebalance([street.trade(sell: token, amount)])
        if result.failure != nil { return }
        rebalances += 1
        // The slippage guard's 1 % of what was sold, which is at most all; values round down.
        let lost = before > nav ? before.wrappingSubtract(nav) : .zero
        if lost > mulDivOrZero(before, 1, 100).wrappingAdd(2) {
            failures.append("a rebalance lost \(lost)")
        }
    }

    private var nav: UInt256 {
        street.call(Street.vault, from: Street.bob, Vault.Function.totalAssets).word() ?? .zero
    }

    /// (NAV + 1) ÷ (supply + 1,000) does not fall, but for the values' rounding down: one unit
    /// an asset.
    private mutating func requireNoDilution(_ before: (nav: UInt256, supply: UInt256)) {
        let supply = street.supply(Street.vault).wrappingAdd(1_000)
        let now = nav.wrappingAdd(3).wrappingMultiply(before.supply.wrappingAdd(1_000))
        if now < before.nav.wrappingAdd(1).wrappingMultiply(supply) {
            failures.append("a share lost value: \(before) to \(nav) and \(supply)")
        }
    }

    private mutating func requireSupply() {
        let sum = Self.holders.reduce(UInt256.zero) {
            $0.wrappingAdd(street.balance(Street.vault, $1))
        }
        let supply = street.supply(Street.vault)
        if sum != supply { failures.append("balances sum to \(sum), supply is \(supply)") }
    }

    /// In a what-if, every holder redeems all in random order.
    private mutating func requireSolvency() {
        let checkpoint = street.state.checkpoint()
        for holder in Self.holders.shuffled(using: &random) {
            let result = street.redeem(street.balance(Street.vault, holder), from: holder)
            if let failure = result.failure { failures.append("\(holder): \(failure)") }
        }
        if !street.supply(Street.vault).isZero { failures.append("shares are left") }
        street.state.rollBack(checkpoint)
    }

    /// From one unit up to 10 to the power of `digits`.
    private mutating func amount(_ digits: Int) -> UInt256 {
        let power = UInt256.powerOfTen(random.below(digits) + 1) ?? .one
        return UInt256(random.next() % power.limb0).wrappingAdd(1)
    }

    private mutating func part(of whole: UInt256) -> UInt256 {
        mulDivOrZero(whole, UInt256(UInt64(random.below(1_001))), 1_000)
    }
}
