import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `Redeeming in kind` {
    let world: HostileStreet
    private let half = UInt256(500_000_000_000_000)
    private let other = HostileStreet.other

    /// 1,000,000 quote tokens, 10 WETH and 10 of the other: alice has 10¹⁵ shares, all of them.
    init() throws {
        world = try HostileStreet()
        world.deposit(1_000_000, from: Street.alice)
        world.street.give(Street.vault, Street.weth, Street.ether.wrappingMultiply(10))
        world.give(Street.vault, other, 10)
    }

    /// Failures of a transfer that whoever redeems can go around.
    private static let failures: [HostileToken.Mode] = [
        .reverts, .returnsFalse, .halts, .hidesBalance,
    ]

    @Test(arguments: failures)
    func `fails where an asset's transfer does, and changes nothing`(_ mode: HostileToken.Mode) {
        world.set(other, mode)
        let result = world.call(
            Vault.Function.redeemInKind,
            [half, Street.alice.word],
            from: Street.alice
        )
        let failed = refusal("TransferFailed(address)", [other.word])
        #expect(result.failure == (mode == .hidesBalance ? refusal("hidden") : failed))
        #expect(world.shares(Street.alice) == half.wrappingMultiply(2))
        #expect(world.street.balance(HostileStreet.quote, Street.alice) == 0)
    }

    @Test(arguments: [.reverts, .returnsFalse, .halts] as [HostileToken.Mode])
    func `leaves out what does not move, to be claimed later`(_ mode: HostileToken.Mode) {
        world.set(other, mode)
        #expect(world.redeem(half, of: Street.alice, leavingOut: [other]).failure == nil)
        // ⌊10¹² · 5·10¹⁴ ÷ (10¹⁵ + 1,000)⌋ and ⌊10¹⁹ · 5·10¹⁴ ÷ (10¹⁵ + 1,000)⌋
        #expect(world.street.balance(HostileStreet.quote, Street.alice) == 499_999_999_999)
        let slice = UInt256(4_999_999_999_995_000_000)
        #expect(world.street.balance(Street.weth, Street.alice) == slice)
        #expect(world.claims(Street.alice, other) == slice)
        #expect(world.owed(other) == slice)
        let log = world.street.machine.collectedLogs.dropLast().last
        #expect(log?.topics == [Vault.LeftOut.topic, Street.alice.word, other.word])
        #expect(log?.data == slice.bigEndianBytes)

        let failed = refusal("TransferFailed(address)", [other.word])
        #expect(world.claim(other, from: Street.alice).failure == failed)
        #expect(world.claims(Street.alice, other) == slice)
        world.set(other, .normal)
        #expect(world.claim(other, from: Street.alice).word() == slice)
        #expect(world.street.balance(other, Street.alice) == slice)
        #expect(world.owed(other) == 0)
        let none = refusal(
            "NothingToClaim(address,address)",
            [Street.alice.word, other.word]
        )
        #expect(world.claim(other, from: Street.alice).failure == none)
    }

    /// With all of the gas, each would leave a 64th of it: together 7,324 of 30,000,000.
    @Test func `leaves out tokens that burn what gas they get, however many`() {
        for token in [HostileStreet.quote, other] { world.set(token, .haltsAsked) }
        let tokens = [HostileStreet.quote, other]
        #expect(world.redeem(half, of: Street.alice, leavingOut: tokens).failure == nil)
        #expect(
            world.street.balance(Street.weth, Street.alice) == UInt256(4_999_999_999_995_000_000)
        )
        for token in tokens { #expect(world.claims(Street.alice, token) == 0) }
    }

    @Test func `pays a claim to its owner only`() {
        world.redeem(half, of: Street.alice, leavingOut: [other])
        for thief in [Street.bob, Street.owner, Street.guardian, Street.keeper] {
            #expect(
                world.claim(other, from: thief).failure
                    == refusal("NothingToClaim(address,address)", [thief.word, other.word])
            )
        }
        // A claim is on one token.
        #expect(
            world.claim(Street.weth, from: Street.alice).failure
                == refusal(
                    "NothingToClaim(address,address)",
                    [Street.alice.word, Street.weth.word]
                )
        )
        let result = world.call(
            Vault.Function.claim,
            [other.word, Street.bob.word],
            from: Street.alice
        )
        #expect(result.failure == nil)
        #expect(world.street.balance(other, Street.bob) == 4_999_999_999_995_000_000)
    }

    @Test func `keeps claims out of what the vault is worth and divides`() {
        let before = total
        // 1,000,000 and 20 tokens at 2,000.
        #expect(before == 1_040_000_000_000)
        world.redeem(half, of: Street.alice, leavingOut: [other])
        // 500,000.000001 + 5.000000000005 · 2,000 for each, the claim's token too.
        #expect(total == 520_000_000_001)
        #expect(world.street.balance(other, Street.vault) == Street.ether.wrappingMultiply(10))
        // The rest: ⌊5.000000000005 · 5·10¹⁴ ÷ (5·10¹⁴ + 1,000)⌋ of each token, none of the claim.
        world.redeem(half, of: Street.alice, leavingOut: [])
        let rest = UInt256(4_999_999_999_995_000_000)
        #expect(world.street.balance(other, Street.alice) == rest)
        #expect(world.owed(other) == rest)
        #expect(world.claim(other, from: Street.alice).word() == rest)
    }

    @Test func `adds up the claims of several owners`() {
        world.deposit(700_000, from: Street.bob)
        world.deposit(123_456, from: Street.keeper)
        let owners = [Street.alice, Street.bob, Street.keeper, Street.alice]
        for (index, owner) in owners.enumerated() {
            let part = world.shares(owner) >> (index + 1)
            let result = world.redeem(part, of: owner, leavingOut: [other, Street.weth])
            #expect(result.failure == nil)
        }
        for token in [other, Street.weth] {
            let claims = [Street.alice, Street.bob, Street.keeper].map { world.claims($0, token) }
            #expect(claims.allSatisfy { !$0.isZero })
            #expect(claims.reduce(.zero) { $0.wrappingAdd($1) } == world.owed(token))
            let held = world.street.balance(token, Street.vault)
            #expect(world.owed(token) < held)
        }
        for owner in [Street.keeper, Street.alice, Street.bob] {
            let claim = world.claims(owner, other)
            let had = world.street.balance(other, owner)
            #expect(world.claim(other, from: owner).word() == claim)
            #expect(world.street.balance(other, owner) == had.wrappingAdd(claim))
        }
        #expect(world.owed(other) == 0)
        #expect(!world.owed(Street.weth).isZero)
    }

    @Test func `leaves out only what the vault has, once each`() {
        let slice = UInt256(4_999_999_999_995_000_000)
        #expect(world.redeem(half, of: Street.alice, leavingOut: [other, other]).failure == nil)
        #expect(world.claims(Street.alice, other) == slice)
        // A token that is none of the vault's is never asked.
        #expect(world.redeem(5, of: Street.alice, leavingOut: [Street.usdc]).failure == nil)
        #expect(world.claims(Street.alice, Street.usdc) == 0)
        // Longer than the vault has assets.
        let list = Array(repeating: other, count: 4)
        let long = world.redeem(5, of: Street.alice, leavingOut: list)
        #expect(long.failure == .revert(.empty))
    }

    @Test(arguments: Vault.Phase.allCases)
    func `works in every phase, and so does claiming`(_ phase: Vault.Phase) {
        var status = Vault.Status()
        status.phase = phase
        status.until = .max
        world.street.store(Street.vault, Vault.Storage.status.location, status)
        #expect(world.redeem(half, of: Street.alice, leavingOut: [other]).failure == nil)
        #expect(world.claim(other, from: Street.alice).failure == nil)
        let stored = world.street.stored(Street.vault, Vault.Storage.status.location)
        #expect(stored.phase == phase)
    }

    /// Alice leaves but for a millionth and leaves the other token out: nearly all of it is hers.
    ///
    /// A keeper who sold it would make the vault richer and leave her without.
    @Test func `keeps what may be claimed from keepers`() {
        // There is to be nothing but quote tokens.
        StaticWeights.place(
            at: Street.strategy,
            weights: [1, 0, 0],
            trigger: Trigger(.absolute, threshold: 100),
            on: world.street.machine
        )
        let part = world.shares(Street.alice).wrappingSubtract(1_000_000_000)
        #expect(world.redeem(part, of: Street.alice, leavingOut: [other]).failure == nil)
        let owed = world.owed(other)
        let held = world.street.balance(other, Street.vault)
        func sell(_ amount: UInt256) -> Fault? {
            let trade = Vault.Trade(
                pair: world.otherPair,
                tokenIn: other,
                amountIn: TokenAmount(amount),
                amountOutMin: .zero
            )
            return world.street.rebalance([trade]).failure
        }
        let free = held.wrappingSubtract(owed)
        #expect(
            sell(free.wrappingAdd(1))
                == refusal("NotEnough(uint256,uint256)", [owed, owed.wrappingSubtract(1)])
        )
        #expect(sell(free) == nil)
        #expect(world.claim(other, from: Street.alice).word() == owed)
    }

    // MARK: Allowances

    @Test(arguments: [false, true])
    func `needs an allowance for another's shares`(_ isEndless: Bool) {
        let allowance = isEndless ? UInt256.max : 1_000_000
        let words = [Street.keeper.word, Street.alice.word]
        let approval = [Street.bob.word, allowance]
        let calls: [(Selector, [UInt256])] = [
            (Vault.Function.redeem, [1_000_000] + words),
            // ⌈1 · (10¹⁵ + 1,000) ÷ (1.04 · 10¹² + 1)⌉ = 962 for a unit.
            (Vault.Function.withdraw, [1_000] + words),
            (Vault.Function.redeemInKindExcept, [1_000_000] + words + [128, 0]),
        ]
        for (function, arguments) in calls {
            let checkpoint = world.street.state.checkpoint()
            let none = world.call(function, arguments, from: Street.bob)
            #expect(none.failure == refusal("ds-math-sub-underflow"), "\(function)")
            world.street.call(Street.vault, from: Street.alice, ERC20.approve, approval)
            let had = world.shares(Street.alice)
            let first = world.call(function, arguments, from: Street.bob)
            #expect(first.failure == nil, "\(function)")
            let taken = had.wrappingSubtract(world.shares(Street.alice))
            let left = world.street.stored(
                Street.vault,
                ShareLedger.Storage.allowances[Street.alice, Street.bob]
            )
            #expect(left.raw == (isEndless ? .max : allowance.wrappingSubtract(taken)))
            #expect(!world.street.balance(HostileStreet.quote, Street.keeper).isZero)
            let second = world.call(function, arguments, from: Street.bob)
            let refused = isEndless ? nil : refusal("ds-math-sub-underflow")
            #expect(second.failure == refused, "\(function)")
            world.street.state.rollBack(checkpoint)
        }
    }

    @Test func `makes claims of the owner's, not of who calls`() {
        let approval = [Street.bob.word, half]
        world.street.call(Street.vault, from: Street.alice, ERC20.approve, approval)
        let result = world.redeem(half, of: Street.alice, from: Street.bob, leavingOut: [other])
        #expect(result.failure == nil)
        #expect(world.claims(Street.bob, other) == 0)
        #expect(world.claim(other, from: Street.bob).failure != nil)
        #expect(world.claim(other, from: Street.alice).failure == nil)
    }

    private var total: UInt256? {
        world.call(Vault.Function.totalAssets, [], from: Street.bob).word()
    }
}
