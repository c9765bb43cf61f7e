import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// A token that calls the vault back from every transfer, through every entry point.
@Suite struct `A vault entered from inside` {
    let world: HostileStreet
    private static let shares = UInt256(1_000_000_000)

    init() throws {
        world = try HostileStreet { $0.limits.slippage = BasisPoints(1_000) }
        world.deposit(1_000_000, from: Street.alice)
        world.give(Street.vault, HostileStreet.other, 100)
        world.give(Street.alice, HostileStreet.quote, 1_000)
        // A claim of alice's on the other token.
        world.redeem(Self.shares, of: Street.alice, leavingOut: [HostileStreet.other])
        world.call(Vault.Function.accrue, [], from: Street.bob)
    }

    @Test(arguments: [HostileStreet.quote, HostileStreet.other])
    func `refuses every call, whichever call runs`(_ token: Address) {
        for outer in outerCalls(token) {
            let checkpoint = world.street.state.checkpoint()
            requireRefusals(outer, token)
            world.street.state.rollBack(checkpoint)
        }
    }

    @Test(arguments: [HostileStreet.quote, HostileStreet.other])
    func `refuses every call while a bid runs`(_ token: Address) {
        let curve = PriceCurve(
            .constant,
            start: 1_000_000_000_000_000_000,
            floor: 0,
            bucket: 60
        )
        DutchAuction.place(
            at: Street.execution,
            curves: [(Street.weth, curve), (HostileStreet.other, curve)],
            duration: 3_600,
            on: world.street.machine
        )
        let opened = world.call(Vault.Function.openAuction, [], from: Street.keeper)
        #expect(opened.failure == nil)
        // Bob sells one token to the vault, which has too few of them.
        world.give(Street.bob, HostileStreet.other, 1)
        let words = [HostileStreet.other.word, Street.ether, .zero]
        requireRefusals(("bid", Street.bob, Vault.Function.bid, words), token)
    }

    private func requireRefusals(_ outer: Outer, _ token: Address) {
        let (name, from, function, words) = outer
        world.set(token, .entersVault)
        let total = world.street.stored(Street.vault, Vault.Storage.lastNAV.location)
        let result = world.call(function, words, from: from)
        #expect(result.failure == nil, "\(name)")
        let entries = UInt64(HostileToken.entries.count)
        let refused = world.street.stored(token, HostileToken.refused.location)
        #expect(refused > 0 && refused % entries == 0, "\(name): \(refused)")
        #expect(world.street.stored(token, HostileToken.admitted.location) == 0, "\(name)")
        // Previews refuse as calls do, limits are nothing, NAV is the last one.
        let views = UInt64(HostileToken.previews.count + HostileToken.limits.count)
        let held = world.street.stored(token, HostileToken.viewsHeld.location)
        #expect(held == refused / entries * views, "\(name)")
        let seen = world.street.stored(token, HostileToken.seenTotal.location)
        #expect(seen == total.raw, "\(name)")
        #expect(world.street.stored(Street.vault, Vault.Storage.lock.location) == 1)
    }

    @Test func `counts every entry point that changes something`() {
        let views: Set<UInt32> = Set(
            (HostileToken.previews + HostileToken.limits + [
                Vault.Function.asset, Vault.Function.totalAssets, Vault.Function.phase,
                Vault.Function.checkUpkeep, Vault.Function.bidPreview,
            ]).map(\.value)
        )
        let entries = Set(HostileToken.entries.map(\.0.value))
        #expect(entries == Set(Vault.Function.all.map(\.value)).subtracting(views))
    }

    private typealias Outer = (
        name: String, from: Address, function: Selector, words: [UInt256]
    )

    /// Calls in which the token moves.
    private func outerCalls(_ token: Address) -> [Outer] {
        let alice = Street.alice
        let parties: [UInt256] = [alice.word, alice.word]
        // More than the idle quote tokens, so that something is sold.
        let idle = world.street.balance(HostileStreet.quote, Street.vault)
        let much = idle.wrappingAdd(10_000_000_000)
        let many = world.shares(alice).wrappingSubtract(world.shares(alice) >> 4)
        let purchase = world.street.trade(
            sell: HostileStreet.quote,
            10_000_000_000,
            pair: world.otherPair
        )
        let trades = Array(Vault.rebalanceCalldata([purchase]).dropFirst(4))
        let common: [Outer] = [
            ("withdraw by sales", alice, Vault.Function.withdraw, [much] + parties),
            ("redeem by sales", alice, Vault.Function.redeem, [many] + parties),
            ("redeemInKind", alice, Vault.Function.redeemInKind, [1_000_000_000, alice.word]),
            (
                "rebalance", Street.keeper, Vault.Function.rebalance,
                stride(from: 0, to: trades.count, by: 32).compactMap {
                    UInt256(bigEndian: trades[$0..<($0 + 32)])
                }
            ),
        ]
        if token == HostileStreet.other {
            return common + [
                ("claim", alice, Vault.Function.claim, [token.word, alice.word])
            ]
        }
        return common + [
            ("deposit", alice, Vault.Function.deposit, [1_000_000, alice.word]),
            ("mint", alice, Vault.Function.mint, [1_000_000, alice.word]),
            ("withdraw", alice, Vault.Function.withdraw, [1_000_000] + parties),
            ("redeem", alice, Vault.Function.redeem, [1_000_000_000] + parties),
        ]
    }
}
