import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A vault's shares` {
    let street: Street

    init() throws { street = try Street() }

    @Test func `begin at a thousand for one unit of the quote token`() {
        let result = street.deposit(5, from: Street.alice)
        #expect(result.word() == 5_000)
        #expect(street.balance(Street.vault, Street.alice) == 5_000)
        #expect(street.supply(Street.vault) == 5_000)
        #expect(street.balance(Street.usdc, Street.vault) == 5)
        let log = street.machine.collectedLogs.last
        #expect(log?.topics == [Vault.Deposit.topic, Street.alice.word, Street.alice.word])
        #expect(log?.data == UInt256(5).bigEndianBytes + UInt256(5_000).bigEndianBytes)
    }

    @Test func `are rounded down in and out`() {
        #expect(street.deposit(3, from: Street.alice).word() == 3_000)
        street.give(Street.vault, Street.usdc, 4)
        // 5 · (3,000 + 1,000) ÷ (7 + 1)
        #expect(street.deposit(5, from: Street.bob).word() == 2_500)
        // 1 · (5,500 + 1,000) ÷ (12 + 1)
        #expect(street.deposit(1, from: Street.bob).word() == 500)
        street.give(Street.vault, Street.usdc, 1)
        // 1 · (6,000 + 1,000) ÷ (14 + 1) = 466.7
        #expect(street.deposit(1, from: Street.keeper).word() == 466)
        // 15 · 466 ÷ (6,466 + 1,000) = 0.94
        #expect(view(Vault.Function.convertToAssets, [466]) == 0)
        #expect(street.redeem(466, from: Street.keeper).failure == nil)
        #expect(street.balance(Street.usdc, Street.keeper) == 0)
        #expect(street.balance(Street.usdc, Street.vault) == 15)
    }

    @Test func `are quoted as deposits give them`() {
        street.deposit(1_000, from: Street.alice)
        street.give(Street.vault, Street.weth, Street.ether)
        // 1,000 and 2,000 USDC: the quote token is worth one of itself.
        #expect(view(Vault.Function.totalAssets, []) == 2_000_001_000)
        #expect(view(Vault.Function.asset, []) == Street.usdc.word)
        #expect(view(ERC20.decimals, []) == 9)
        let quoted = view(Vault.Function.convertToShares, [777_777])
        // 777,777 · 1,001,000 ÷ 2,000,001,001 = 389.28
        #expect(quoted == 389)
        #expect(street.deposit(777_777, from: Street.bob).word() == quoted)
    }

    @Test func `are refused where a deposit is worth none`() {
        street.give(Street.vault, Street.usdc, 10_000)
        let result = street.deposit(1, from: Street.alice)
        #expect(result.failure == refusal("ZeroShares(uint256)", [1]))
        #expect(street.balance(Street.usdc, Street.alice) == 1)
    }

    @Test func `are refused to who does not pay`() {
        let result = street.call(
            Street.vault,
            from: Street.alice,
            Vault.Function.deposit,
            [5, Street.alice.word]
        )
        #expect(result.failure == refusal("TransferFailed(address)", [Street.usdc.word]))
        #expect(street.supply(Street.vault) == 0)
    }

    @Test func `redeem a slice of every asset`() {
        street.deposit(1_000_000, from: Street.alice)
        street.deposit(3_000_000, from: Street.bob)
        street.give(Street.vault, Street.weth, 4_000_000)
        let shares = street.balance(Street.vault, Street.alice)
        #expect(shares == 1_000_000_000)
        #expect(street.redeem(shares, from: Street.alice).failure == nil)
        // 4,000,000 · 10⁹ ÷ (4 · 10⁹ + 1,000) = 999,999.75
        #expect(street.balance(Street.usdc, Street.alice) == 999_999)
        #expect(street.balance(Street.weth, Street.alice) == 999_999)
        let log = street.machine.collectedLogs.last
        #expect(
            log?.topics == [Vault.RedeemedInKind.topic, Street.alice.word, Street.alice.word]
        )
        #expect(log?.data == shares.bigEndianBytes)
    }

    @Test func `redeem without a price`() {
        street.deposit(1_000_000, from: Street.alice)
        street.store(Street.feed, PriceFeed.Storage.answer.location, UInt256.zero)
        street.wait(seconds: 1_000_000)
        #expect(street.redeem(1_000_000_000, from: Street.alice).failure == nil)
        #expect(street.balance(Street.usdc, Street.alice) == 999_999)
    }

    @Test func `redeem no more than there are`() {
        street.deposit(5, from: Street.alice)
        let result = street.redeem(5_001, from: Street.alice)
        #expect(result.failure == refusal("ds-math-sub-underflow"))
    }

    @Test(arguments: [WeirdToken.Mode.reverts, .returnsFalse])
    func `stay where an asset's transfer fails`(_ mode: WeirdToken.Mode) {
        let weird = addWeirdAsset(mode)
        street.deposit(5, from: Street.alice)
        // 5 · 1,000 ÷ (1 + 1): in what a deposit buys into, the other asset's dust counts as one.
        let result = street.redeem(2_500, from: Street.alice)
        #expect(result.failure == refusal("TransferFailed(address)", [weird.word]))
        #expect(street.balance(Street.vault, Street.alice) == 2_500)
        #expect(street.balance(Street.usdc, Street.vault) == 5)
    }

    @Test func `cannot be had through a call from inside`() {
        let weird = addWeirdAsset(.entersVault)
        street.deposit(5, from: Street.alice)
        #expect(street.redeem(2_500, from: Street.alice).failure == nil)
        #expect(street.stored(weird, WeirdToken.refusals.location) == 3)
        #expect(street.stored(Street.vault, Vault.Storage.lock.location) == 1)
    }

    /// A donation before the victim's deposit, the attack that virtual shares answer.
    @Test(arguments: [1_000_000_000, 1_000_000_000_000, 5_000_000_000_000] as [UInt64])
    func `are not stolen by a donation`(_ donation: UInt64) {
        let victim = UInt256(1_000_000_000)
        street.deposit(1, from: Street.alice)
        street.give(Street.vault, Street.usdc, UInt256(donation))
        let result = street.deposit(victim, from: Street.bob)
        street.redeem(street.balance(Street.vault, Street.alice), from: Street.alice)
        street.redeem(street.balance(Street.vault, Street.bob), from: Street.bob)
        let attackerBack = street.balance(Street.usdc, Street.alice)
        let victimBack = street.balance(Street.usdc, Street.bob)
        let attackerLoss = UInt256(donation).wrappingAdd(1).wrappingSubtract(attackerBack)
        #expect(attackerBack < UInt256(donation))
        // What the victim loses costs the attacker at least 250 times as much.
        let victimLoss = result.failure == nil ? victim.wrappingSubtract(victimBack) : .zero
        #expect(victimLoss.wrappingMultiply(250) <= attackerLoss)
    }

    private func addWeirdAsset(_ mode: WeirdToken.Mode) -> Address {
        let weird = Address(word: 0x0fff)
        street.machine.place(WeirdToken.self, at: weird)
        street.store(weird, WeirdToken.mode.location, mode.rawValue)
        street.store(weird, WeirdToken.vault.location, Street.vault)
        street.store(weird, WeirdToken.balances[Street.vault], TokenAmount(100))
        street.store(Street.vault, Vault.Storage.assets[1], weird)
        street.store(
            Street.vault,
            Vault.Storage.oracles[weird],
            Vault.OracleTerms(feed: Street.feed, ageMax: 3_600, decimals: 18)
        )
        return weird
    }

    private func view(_ function: Selector, _ words: [UInt256]) -> UInt256? {
        street.call(Street.vault, from: Street.bob, function, words).word()
    }
}
