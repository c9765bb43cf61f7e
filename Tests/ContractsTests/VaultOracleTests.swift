import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A vault under a bad oracle` {
    let street: Street
    let million = UInt256(1_000_000_000_000)

    /// 1,000,000 USDC and 10 WETH at 2,000: a NAV of 1,020,000 USDC.
    init() throws {
        street = try Street()
        street.fillPool()
        street.deposit(million, from: Street.alice)
        street.give(Street.vault, Street.weth, UInt256(10).wrappingMultiply(Street.ether))
        street.call(Street.vault, from: Street.bob, Vault.Function.accrue)
        street.give(Street.alice, Street.usdc, 1_000)
        street.call(Street.usdc, from: Street.alice, ERC20.approve, [Street.vault.word, .max])
    }

    @Test func `is worth what it was, and takes and pays nothing by price`() {
        for trouble in OracleTrouble.allCases {
            let checkpoint = street.state.checkpoint()
            let time = street.machine.block
            trouble.begin(street)
            #expect(view(Vault.Function.totalAssets, []) == 1_020_000_000_000, "\(trouble)")
            for function in HostileToken.limits {
                #expect(view(function, [Street.alice.word]) == 0, "\(trouble), \(function)")
            }
            for (function, words) in calls {
                let result = street.call(Street.vault, from: Street.alice, function, words)
                #expect(result.failure == trouble.fault, "\(trouble), \(function)")
            }
            for function in HostileToken.previews {
                let result = street.call(Street.vault, from: Street.bob, function, [1_000])
                #expect(result.failure == trouble.fault, "\(trouble), \(function)")
            }
            street.state.rollBack(checkpoint)
            street.machine.block = time
        }
    }

    @Test func `redeems in kind all the same`() {
        for trouble in OracleTrouble.allCases {
            let checkpoint = street.state.checkpoint()
            let time = street.machine.block
            trouble.begin(street)
            // Half of 10¹⁵ shares, of 10¹⁵ + 1,000 with the virtual ones.
            let result = street.redeem(500_000_000_000_000, from: Street.alice)
            #expect(result.failure == nil, "\(trouble)")
            // ⌊10¹² · 5·10¹⁴ ÷ (10¹⁵ + 1,000)⌋ beside the 1,000 from before.
            #expect(street.balance(Street.usdc, Street.alice) == 500_000_000_999, "\(trouble)")
            // ⌊10¹⁹ · 5·10¹⁴ ÷ (10¹⁵ + 1,000)⌋
            #expect(
                street.balance(Street.weth, Street.alice) == 4_999_999_999_995_000_000,
                "\(trouble)"
            )
            // The rest of the last NAV: less ⌊1.02·10¹² · 5·10¹⁴ ÷ (10¹⁵ + 1,000)⌋.
            #expect(view(Vault.Function.totalAssets, []) == 510_000_000_001, "\(trouble)")
            street.state.rollBack(checkpoint)
            street.machine.block = time
        }
    }

    @Test func `is worth what it was after the last call with good answers`() {
        street.price(dollars: 3_000)
        #expect(view(Vault.Function.totalAssets, []) == 1_030_000_000_000)
        street.store(Street.feed, PriceFeed.Storage.answer.location, UInt256.zero)
        // No call has seen 3,000.
        #expect(view(Vault.Function.totalAssets, []) == 1_020_000_000_000)
        street.price(dollars: 3_000)
        street.deposit(million, from: Street.bob)
        street.store(Street.feed, PriceFeed.Storage.answer.location, UInt256.zero)
        #expect(view(Vault.Function.totalAssets, []) == 2_030_000_000_000)
    }

    @Test func `limits nothing once the answer is good again`() {
        // 10 of the pool's 1,000 WETH cost a little more than the hundredth that it begins with.
        street.limit { $0.slippage = BasisPoints(200) }
        OracleTrouble.stale.begin(street)
        #expect(view(Vault.Function.maxRedeem, [Street.alice.word]) == 0)
        street.price(dollars: 2_000)
        #expect(
            view(Vault.Function.maxRedeem, [Street.alice.word]) == 1_000_000_000_000_000
        )
        #expect(view(Vault.Function.maxDeposit, [Street.alice.word]) == .max)
    }

    @Test func `does not ask for more than nearness to the average`() {
        // 2 % of each average is just enough: 2,000 · 100 ÷ 102 rounded up, and · 100 ÷ 98 down.
        for answer in [196_078_431_373, 204_081_632_653] as [UInt256] {
            OracleTrouble.aboveAverage.begin(street)
            street.store(Address(word: 0x4444), HostileFeed.answer.location, answer)
            #expect(street.deposit(1_000_000, from: Street.bob).failure == nil, "\(answer)")
        }
    }

    /// A token that does not even say what the vault has of it.
    @Test func `stands a token whose balance cannot be asked`() {
        let hostile = Address(word: 0x0fff)
        street.machine.place(HostileToken.self, at: hostile)
        street.store(hostile, ShareLedger.Storage.balances[Street.vault], TokenAmount(100))
        street.store(Street.vault, Vault.Storage.assets[2], hostile)
        street.store(Street.vault, Vault.Storage.assetCount.location, 3 as UInt64)
        street.store(
            Street.vault,
            Vault.Storage.oracles[hostile],
            Vault.OracleTerms(feed: Street.feed, ageMax: 3_600, decimals: 0)
        )
        street.call(Street.vault, from: Street.bob, Vault.Function.accrue)
        // 100 more at 2,000.
        #expect(view(Vault.Function.totalAssets, []) == 1_220_000_000_000)
        street.store(hostile, HostileToken.mode.location, HostileToken.Mode.hidesBalance.rawValue)
        #expect(view(Vault.Function.totalAssets, []) == 1_220_000_000_000)
        for function in HostileToken.limits {
            #expect(view(function, [Street.alice.word]) == 0)
        }
        for (function, words) in calls {
            let result = street.call(Street.vault, from: Street.alice, function, words)
            #expect(result.failure == refusal("hidden"), "\(function)")
        }
        let half = UInt256(500_000_000_000_000)
        #expect(street.redeem(half, from: Street.alice).failure == refusal("hidden"))
        let result = street.call(
            Street.vault,
            from: Street.alice,
            Vault.Function.redeemInKindExcept,
            [half, Street.alice.word, Street.alice.word, 128, 1, hostile.word]
        )
        #expect(result.failure == nil)
        #expect(street.balance(Street.usdc, Street.alice) == 500_000_000_999)
    }

    /// Every call of shares that needs a price.
    private var calls: [(Selector, [UInt256])] {
        let alice = Street.alice.word
        return [
            (Vault.Function.deposit, [1_000, alice]), (Vault.Function.mint, [1_000, alice]),
            (Vault.Function.withdraw, [1_000, alice, alice]),
            (Vault.Function.redeem, [1_000_000, alice, alice]), (Vault.Function.accrue, []),
        ]
    }

    private func view(_ function: Selector, _ words: [UInt256]) -> UInt256? {
        street.call(Street.vault, from: Street.bob, function, words).word()
    }
}
