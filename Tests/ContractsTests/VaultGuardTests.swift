import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// One guard each, on a trade that every other guard admits.
///
/// The vault holds 1,000,000 USDC and should hold half WETH; the pool 2,000,000 USDC and 1,000
/// WETH at the oracle's 2,000. The trade sells 10,000 USDC.
@Suite struct `A slice of a rebalance is refused` {
    let street: Street
    let million = UInt256(1_000_000_000_000)
    let sold = UInt256(10_000_000_000)

    init() throws {
        street = try Street()
        street.fillPool()
        street.deposit(million, from: Street.alice)
    }

    private var trade: Vault.Trade { street.trade(sell: Street.usdc, sold) }
    private var failure: Fault? { street.rebalance([trade]).failure }

    @Test func `in no case here, without a further limit`() { #expect(failure == nil) }

    @Test func `above the base fee's ceiling`() {
        street.limit { $0.baseFeeMax = 100 }
        street.machine.block.baseFee = Wei(101)
        #expect(failure == refusal("BaseFeeTooHigh(uint256,uint256)", [101, 100]))
        street.machine.block.baseFee = Wei(100)
        #expect(failure == nil)
    }

    /// φ·a ÷ (X + φ·a) = 9,970 ÷ 2,009,970 = 0.4960 %.
    @Test func `with too much impact`() {
        street.limit { $0.impact = BasisPoints(49) }
        let expected = refusal(
            "ImpactTooHigh(address,uint256,uint256)",
            [street.pair.word, 50, 49]
        )
        #expect(failure == expected)
        street.limit { $0.impact = BasisPoints(50) }
        #expect(failure == nil)
    }

    /// (√1.01 − 1) · 2,000,000 = 9,975.124 USDC move the price by 1 %.
    @Test func `in a drought`() {
        street.store(
            Street.vault,
            Vault.Storage.depthMin.location,
            TokenAmount(9_975_124_001)
        )
        let expected = refusal(
            "TooShallow(address,uint256,uint256)",
            [street.pair.word, 9_975_124_000, 9_975_124_001]
        )
        #expect(failure == expected)
        street.store(
            Street.vault,
            Vault.Storage.depthMin.location,
            TokenAmount(9_975_124_000)
        )
        #expect(failure == nil)
    }

    /// The oracle says 2,020 where the pool says 2,000: 1 % more.
    @Test func `far from the oracles`() {
        street.limit {
            $0.poolDeviation = BasisPoints(99)
            $0.slippage = BasisPoints(500)
        }
        street.price(dollars: 2_020)
        let expected = refusal(
            "PoolDeviates(address,uint256,uint256,uint256)",
            [
                street.pair.word, UInt256(2_000_000_000_000), UInt256(2_020_000_000_000), 99,
            ]
        )
        #expect(failure == expected)
        street.limit { $0.poolDeviation = BasisPoints(100) }
        #expect(failure == nil)
    }

    @Test func `beyond the asset's own maximum`() {
        let bought = UInt256(4_960_273_038_901_078_125)
        street.store(
            Street.vault,
            Vault.Storage.tradeMax[Street.weth],
            TokenAmount(bought.wrappingSubtract(1))
        )
        let expected = refusal(
            "TradeTooLarge(address,uint256,uint256)",
            [Street.weth.word, bought, bought.wrappingSubtract(1)]
        )
        #expect(failure == expected)
        street.store(Street.vault, Vault.Storage.tradeMax[Street.weth], TokenAmount(bought))
        #expect(failure == nil)
    }

    @Test func `before the asset has cooled off`() {
        street.limit { $0.cooldown = 0 }
        street.store(
            Street.vault,
            Vault.Storage.trading[Street.weth],
            Vault.TradingTerms(venue: street.pair, coolOff: 100)
        )
        #expect(street.rebalance([street.trade(sell: Street.usdc, 1_000_000_000)]).failure == nil)
        street.wait(seconds: 99)
        let expected = refusal(
            "CoolingOff(address,uint256,uint256)",
            [Street.weth.word, UInt256(Street.start + 100), UInt256(Street.start + 99)]
        )
        let small = street.trade(sell: Street.usdc, 1_000_000_000)
        #expect(street.rebalance([small]).failure == expected)
        street.wait(seconds: 1)
        #expect(street.rebalance([small]).failure == nil)
    }

    /// The first of 100 slices may go a hundredth of 500,000 USDC, and 1 % of slippage more.
    @Test func `beyond its part of the way`() {
        TimeSlices.place(
            at: Street.execution,
            slices: 100,
            interval: 60,
            duration: 10_000,
            on: street.machine
        )
        let expected = refusal(
            "SliceTooLarge(address,uint256,uint256)",
            [Street.weth.word, 9_920_546_077, 5_050_000_000]
        )
        #expect(failure == expected)
        let slice = street.trade(sell: Street.usdc, 5_000_000_000)
        #expect(street.rebalance([slice]).failure == nil)
        #expect(
            street.rebalance([slice]).failure
                == refusal("SliceTooEarly(uint256,uint256)", [0, 60])
        )
    }

    @Test func `by keepers where an auction is held`() {
        street.holdAuction()
        #expect(failure == refusal("ByAuctionOnly()", []))
    }

    /// 79.453923 USDC are lost: 10,000 sold for 9,920.546077.
    @Test func `beyond the loss limit`() {
        street.limit {
            $0.loss = BasisPoints(0)
            $0.slippage = BasisPoints(100)
        }
        let expected = refusal(
            "ValueLost(uint256,uint256,uint256)",
            [79_453_923_000_000, 0, million]
        )
        #expect(failure == expected)
        street.limit { $0.loss = BasisPoints(1) }
        #expect(failure == nil)
    }

    /// 1 % of 1,000,000 USDC less one basis point.
    @Test func `beyond the turnover of a rebalance`() {
        street.limit { $0.turnover = BasisPoints(99) }
        #expect(
            failure
                == refusal(
                    "TurnoverExceeded(uint256,uint256)",
                    [10_000_000_000_000_000, 9_900_000_000_000_000]
                )
        )
        street.limit { $0.turnover = BasisPoints(100) }
        #expect(failure == nil)
    }

    /// Twice 79.45 USDC a rebalance, 0.794 basis points each, against a budget of 1 in two days.
    @Test func `beyond the loss budget of some days, exactly rolling`() throws {
        street.limit {
            $0.cooldown = 0
            $0.lossBudget = BasisPoints(1)
            $0.lossDays = 2
        }
        #expect(failure == nil)
        street.pegPool()
        street.wait(seconds: 2 * 86_400 - 1)
        street.price(dollars: 2_000)
        guard case .revert(.error("LossBudgetExceeded(uint256,uint256)", let numbers)) = failure
        else {
            Issue.record("not refused")
            return
        }
        // A basis point, in parts of 10¹⁸.
        #expect(numbers[1] == 100_000_000_000_000)
        #expect(numbers[0] > numbers[1])
        street.wait(seconds: 1)
        #expect(failure == nil)
    }

    @Test func `beyond the turnover of a day, exactly rolling`() {
        street.limit {
            $0.cooldown = 0
            $0.dailyTurnover = BasisPoints(150)
        }
        #expect(failure == nil)
        street.pegPool()
        street.wait(seconds: 86_399)
        street.price(dollars: 2_000)
        // 10,000 of 1,000,000 USDC, and ⌈10,000 · 10¹⁸ ÷ 999,920.546077⌉ of what is left.
        let expected = refusal(
            "DailyTurnoverExceeded(uint256,uint256)",
            [20_000_794_602_364_276, 15_000_000_000_000_000]
        )
        #expect(failure == expected)
        street.wait(seconds: 1)
        #expect(failure == nil)
    }

    /// Buying 1,000 USDC's worth and selling 0.018 USDC more back costs some 6 USDC.
    ///
    /// Of 1,002,000 USDC that puts WETH, 0.2 % of them, 0.006 USDC further off: less than its part
    /// of the loss.
    @Test func `where all weights together are no closer`() throws {
        street.give(Street.vault, Street.weth, Street.ether)
        let bought = try ConstantProduct.amountOut(
            amountIn: 1_000_000_000,
            reserveIn: UInt256(2_000_000_000_000),
            reserveOut: Street.ether.wrappingMultiply(1_000),
            fee: BasisPoints(30)
        )
        let result = street.rebalance([
            street.trade(sell: Street.usdc, 1_000_000_000),
            street.trade(
                sell: Street.weth,
                bought.wrappingAdd(UInt256(9_000_000_000_000))
            ),
        ])
        guard case .revert(.error("NotCloser(uint256,uint256)", let sums)) = result.failure else {
            Issue.record("not refused: \(String(describing: result.failure))")
            return
        }
        #expect(sums[0] < sums[1])
    }

    @Test func `whose answer is of the future`() {
        street.store(
            Street.feed,
            PriceFeed.Storage.updatedAt.location,
            Street.start + 1
        )
        let expected = refusal(
            "FutureAnswer(address,uint256,uint256)",
            [Street.weth.word, UInt256(Street.start + 1), UInt256(Street.start)]
        )
        #expect(failure == expected)
        street.wait(seconds: 1)
        #expect(failure == nil)
    }

    @Test(arguments: [(200_000_000_001, 0), (0, 199_999_999_999)] as [(UInt64, UInt64)])
    func `whose answer is out of bounds`(_ min: UInt64, _ max: UInt64) {
        street.store(
            Street.vault,
            Vault.Storage.bounds[Street.weth],
            Vault.AnswerBounds(min: UInt128(min), max: UInt128(max))
        )
        let expected = refusal(
            "BadAnswer(address,uint256,uint256,uint256)",
            [Street.weth.word, UInt256(200_000_000_000), UInt256(min), UInt256(max)]
        )
        #expect(failure == expected)
        street.store(
            Street.vault,
            Vault.Storage.bounds[Street.weth],
            Vault.AnswerBounds(min: 200_000_000_000, max: 200_000_000_000)
        )
        #expect(failure == nil)
    }

    /// The pool's average is 2,000; the oracle says 2,010, half a per cent more.
    @Test func `whose answer is far from the pool's average`() {
        let average = street.keepAverage(window: 600)
        street.wait(seconds: 600)
        street.price(dollars: 2_010)
        street.average(average, within: 49)
        let expected = refusal(
            "OracleDeviates(address,uint256,uint256,uint256)",
            [Street.weth.word, UInt256(201_000_000_000), UInt256(199_999_999_999), 49]
        )
        #expect(failure == expected)
        street.average(average, within: 51)
        #expect(failure == nil)
    }
}
