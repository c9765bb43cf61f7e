import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// Limits are parts of NAV and add up as parts: who deposits a hundred times what there is does not
/// renew what others have used up, and who leaves does not use it up.
///
/// The vault holds 1,000,000 USDC and should hold half WETH. A hundredth of that buys WETH at a
/// loss of 79.453923 USDC (`VaultGuardTests`), 0.79453923 basis points of NAV.
@Suite struct `What comes and goes between two slices` {
    let street: Street
    private let million = UInt256(1_000_000_000_000)
    private let hundredth = UInt256(10_000_000_000)
    /// 79.453923 of 1,000,000, in parts of 10¹⁸.
    private let lost = UInt256(79_453_923_000_000)
    private let point = UInt256(100_000_000_000_000)

    init() throws {
        street = try Street()
        street.deposit(million, from: Street.alice)
        street.limit { $0.cooldown = 0 }
        setPool(times: 1)
    }

    /// 2,000,000 USDC and 1,000 WETH, times a number.
    private func setPool(times factor: UInt64) {
        let amounts = [
            (Street.usdc, Street.dollar.wrappingMultiply(2_000_000)),
            (Street.weth, Street.ether.wrappingMultiply(1_000)),
        ]
        for (token, amount) in amounts {
            let place = ShareLedger.Storage.balances[street.pair]
            street.store(token, place, TokenAmount(amount.wrappingMultiply(UInt256(factor))))
        }
        street.call(street.pair, from: Street.bank, Pair.Function.sync)
    }

    private func holdSlices() {
        TimeSlices.place(
            at: Street.execution,
            slices: 2,
            interval: 60,
            duration: 600,
            on: street.machine
        )
    }

    /// A hundredth of what a vault of so many millions holds, as a part of NAV the same trade.
    private func sell(hundredthOf millions: UInt64) -> Fault? {
        let amount = hundredth.wrappingMultiply(UInt256(millions))
        return street.rebalance([street.trade(sell: Street.usdc, amount)]).failure
    }

    private func dilute() {
        setPool(times: 100)
        street.deposit(million.wrappingMultiply(99), from: Street.bob)
        street.wait(seconds: 60)
    }

    /// Another 0.794… basis points of 99,999,920.546077 USDC, of a limit of one.
    @Test func `does not renew the loss limit`() throws {
        street.limit { $0.loss = BasisPoints(1) }
        holdSlices()
        #expect(sell(hundredthOf: 1) == nil)
        dilute()
        guard
            case .revert(.error("ValueLost(uint256,uint256,uint256)", let numbers)) =
                sell(hundredthOf: 100)
        else {
            Issue.record("not refused")
            return
        }
        #expect(numbers[0] > lost.wrappingAdd(lost))
        #expect(Array(numbers.dropFirst()) == [point, 99_999_920_546_077])
        // A quarter of it is left.
        #expect(sell(hundredthOf: 25) == nil)
    }

    @Test func `does not renew the day's loss budget`() {
        street.limit { $0.lossBudget = BasisPoints(1) }
        #expect(sell(hundredthOf: 1) == nil)
        dilute()
        guard
            case .revert(.error("LossBudgetExceeded(uint256,uint256)", let numbers)) =
                sell(hundredthOf: 100)
        else {
            Issue.record("not refused")
            return
        }
        #expect(numbers[0] > lost.wrappingAdd(lost) && numbers[1] == point)
        #expect(sell(hundredthOf: 25) == nil)
    }

    @Test func `does not renew the turnover of a rebalance`() {
        street.limit { $0.turnover = BasisPoints(150) }
        holdSlices()
        #expect(sell(hundredthOf: 1) == nil)
        dilute()
        guard
            case .revert(.error("TurnoverExceeded(uint256,uint256)", let numbers)) =
                sell(hundredthOf: 100)
        else {
            Issue.record("not refused")
            return
        }
        // A hundredth twice, the second of slightly less than a hundred millions.
        #expect(
            numbers[0] > point.wrappingMultiply(200) && numbers[1] == point.wrappingMultiply(150)
        )
        #expect(sell(hundredthOf: 49) == nil)
    }

    @Test func `does not renew the turnover of a day`() {
        street.limit { $0.dailyTurnover = BasisPoints(150) }
        #expect(sell(hundredthOf: 1) == nil)
        dilute()
        guard
            case .revert(.error("DailyTurnoverExceeded(uint256,uint256)", let numbers)) =
                sell(hundredthOf: 100)
        else {
            Issue.record("not refused")
            return
        }
        #expect(
            numbers[0] > point.wrappingMultiply(200) && numbers[1] == point.wrappingMultiply(150)
        )
        #expect(sell(hundredthOf: 49) == nil)
    }

    /// Of the half that stays 0.09 basis points more are lost.
    ///
    /// As values, the 79 USDC before would
    /// be more than the limit of 50.
    @Test func `does not use the limits up`() {
        street.limit {
            $0.loss = BasisPoints(1)
            $0.lossBudget = BasisPoints(1)
        }
        holdSlices()
        #expect(sell(hundredthOf: 1) == nil)
        let half = street.balance(Street.vault, Street.alice) >> 1
        #expect(street.redeem(half, from: Street.alice).failure == nil)
        street.wait(seconds: 60)
        setPool(times: 1)
        let eighth = street.trade(sell: Street.usdc, hundredth >> 3)
        #expect(street.rebalance([eighth]).failure == nil)
    }
}
