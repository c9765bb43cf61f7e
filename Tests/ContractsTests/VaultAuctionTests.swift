import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// The vault holds 1,000,000 USDC and should hold half WETH at 2,000: it buys 250 WETH.
@Suite struct `A Dutch auction` {
    let street: Street
    let lot = UInt256(250).wrappingMultiply(Street.ether)
    private static let one = UInt128(1_000_000_000_000_000_000)

    init() throws {
        street = try Street()
        street.deposit(UInt256(1_000_000_000_000), from: Street.alice)
        street.holdAuction(duration: 3_600)
    }

    @discardableResult
    private func open() -> Fault? {
        street.call(Street.vault, from: Street.keeper, Vault.Function.openAuction).failure
    }

    private func preview(_ amount: UInt256) -> WhatIfResult {
        street.call(
            Street.vault,
            from: Street.bob,
            Vault.Function.bidPreview,
            [Street.weth.word, amount]
        )
    }

    @Test func `trades at the curve's price with whoever comes`() throws {
        // From 0.999 of the oracle when the vault buys, up by a thousandth a minute.
        street.holdAuction(
            PriceCurve(
                .linear(slope: Self.one / 1_000),
                start: Self.one / 1_000 * 1_001,
                floor: Self.one / 1_000 * 990,
                bucket: 60
            ),
            duration: 3_600
        )
        #expect(open() == nil)
        // 10 WETH at 2,000 · 0.999.
        #expect(preview(Street.ether.wrappingMultiply(10)).word(0) == 0)
        #expect(preview(Street.ether.wrappingMultiply(10)).word(1) == 19_980_000_000)
        let first = street.bid(Street.ether.wrappingMultiply(10), limit: 19_980_000_000)
        #expect(first.failure == nil)
        #expect(first.word() == 19_980_000_000)
        let log = try #require(street.machine.collectedLogs.last)
        #expect(log.topics == [Vault.Bought.topic, Street.bob.word, Street.weth.word])
        // What it paid, and what the oracle says.
        let words =
            [0, Street.ether.wrappingMultiply(10), 19_980_000_000, 20_000_000_000] as [UInt256]
        #expect(log.data == words.flatMap(\.bigEndianBytes))
        street.wait(seconds: 120)
        // Two steps on: 2,000 · 1.001.
        #expect(preview(Street.ether.wrappingMultiply(10)).word(1) == 20_020_000_000)
        #expect(street.balance(Street.weth, Street.vault) == Street.ether.wrappingMultiply(10))
    }

    @Test func `sells what is too much, rounding in the vault's favour`() {
        street.give(Street.vault, Street.weth, Street.ether.wrappingMultiply(1_000))
        street.holdAuction(
            PriceCurve(.constant, start: Self.one / 1_000 * 1_003, floor: 0, bucket: 1)
        )
        #expect(open() == nil)
        // 7 wei of WETH are worth next to nothing: a unit of value, and a unit for the factor.
        #expect(preview(7).word(0) == 1)
        #expect(preview(7).word(1) == 2)
        #expect(street.bid(Street.ether, limit: 2_006_000_000).word() == 2_006_000_000)
    }

    @Test func `fixes its lots when it opens`() {
        #expect(open() == nil)
        #expect(street.stored(Street.vault, Vault.Storage.goals[Street.weth]).raw == lot)
        street.price(dollars: 1_900)
        let beyond = street.bid(lot.wrappingAdd(1), limit: 0)
        #expect(
            beyond.failure
                == refusal("LotExceeded(uint256,uint256)", [lot.wrappingAdd(1), lot])
        )
        #expect(
            street.bid(0, limit: 0).failure == refusal("LotExceeded(uint256,uint256)", [0, lot])
        )
        // At the answer of the bid's moment.
        #expect(street.bid(Street.ether, limit: 0).word() == 1_900_000_000)
    }

    @Test func `keeps a bidder's limit`() {
        open()
        #expect(
            street.bid(Street.ether, limit: 2_000_000_001).failure
                == refusal("BidLimit(uint256,uint256)", [2_000_000_000, 2_000_000_001])
        )
        street.give(Street.vault, Street.weth, Street.ether.wrappingMultiply(1_000))
        #expect(
            street.bid(Street.ether, limit: 1_999_999_999).failure
                == refusal("BidLimit(uint256,uint256)", [2_000_000_000, 1_999_999_999])
        )
    }

    @Test func `is held to the slippage guard`() {
        street.holdAuction(
            // Mirrored: the vault would pay 1.011 of the oracle.
            PriceCurve(.constant, start: Self.one / 1_000 * 989, floor: 0, bucket: 1)
        )
        open()
        #expect(
            street.bid(Street.ether, limit: 0).failure
                == refusal(
                    "SlippageExceeded(uint256,uint256,uint256)",
                    // 99 % of what would be paid.
                    [2_022_000_000, 2_000_000_000, 2_001_780_000]
                )
        )
    }

    @Test func `is held to the loss limit over all its bids together`() {
        street.limit { $0.loss = BasisPoints(1) }
        street.holdAuction(
            // The vault pays half a per cent too much: 10 USDC a WETH.
            PriceCurve(.constant, start: Self.one / 1_000 * 995, floor: 0, bucket: 1)
        )
        open()
        #expect(street.bid(Street.ether.wrappingMultiply(6), limit: 0).failure == nil)
        guard
            case .revert(.error("ValueLost(uint256,uint256,uint256)", let numbers)) =
                street.bid(Street.ether.wrappingMultiply(6), limit: 0).failure
        else {
            Issue.record("not refused")
            return
        }
        // 60 USDC of 1,000,000 and 60 of 999,940, in parts of 10¹⁸, rounded up.
        #expect(numbers[0] == 120_003_600_216_013)
        #expect(street.bid(Street.ether.wrappingMultiply(3), limit: 0).failure == nil)
    }

    @Test func `opens only when the strategy calls for it, and only where one is configured`() {
        AtOnce.place(at: Street.execution, duration: 0, on: street.machine)
        #expect(open() == refusal("NoAuction()", []))
        street.holdAuction()
        street.trigger(at: 6_000)
        #expect(open() == refusal("NotDue(uint256,uint256)", [5_000, 6_000]))
    }

    @Test func `is not open before it is opened, nor among slices`() {
        #expect(
            preview(1).failure == refusal("NoAuction()", [])
        )
        let early = street.bid(Street.ether, limit: 0)
        #expect(early.failure == refusal("WrongPhase(uint256,uint256)", [7, 0]))
    }

    @Test func `ends when all goals are met, and not before`() {
        street.limit { $0.slippage = BasisPoints(100) }
        open()
        let close = {
            street.call(Street.vault, from: Street.keeper, Vault.Function.closeRebalance).failure
        }
        #expect(close() == refusal("GoalsNotMet()", []))
        #expect(street.bid(lot, limit: 0).failure == nil)
        #expect(close() == nil)
        let phase = street.call(Street.vault, from: Street.bob, Vault.Function.phase).word()
        #expect(phase == 2)
    }

    /// The lot is bought at 0.5 % under the oracle: 2,500 USDC are left over, of which a raise of
    /// 25 basis points uses half.
    @Test func `raises its goals to use up leftover quote tokens`() {
        street.limit { $0.raise = BasisPoints(25) }
        street.holdAuction(
            PriceCurve(.constant, start: Self.one / 1_000 * 1_005, floor: 0, bucket: 1)
        )
        open()
        let raise = {
            street.call(Street.vault, from: Street.keeper, Vault.Function.raiseTargets).failure
        }
        #expect(raise() == refusal("NothingToRaise()", []))
        #expect(street.bid(lot, limit: 0).failure == nil)
        #expect(street.balance(Street.usdc, Street.vault) == 502_500_000_000)
        #expect(raise() == nil)
        let raised = UInt256(625_000_000_000_000_000)
        let goal = street.stored(Street.vault, Vault.Storage.goals[Street.weth]).raw
        #expect(goal == lot.wrappingAdd(raised))
        #expect(street.bid(raised, limit: 0).failure == nil)
        street.limit { $0.raise = BasisPoints(0) }
        #expect(raise() == refusal("NothingToRaise()", []))
    }

    @Test func `is given up after its time`() {
        open()
        street.wait(seconds: 3_600)
        #expect(
            street.bid(Street.ether, limit: 0).failure
                == refusal(
                    "CoolingDown(uint256,uint256)",
                    [UInt256(Street.start + 4_200), UInt256(Street.start + 3_600)]
                )
        )
    }

    @Test func `pays for no more than it holds`() {
        open()
        street.wait(seconds: 60)
        // Everything leaves in kind but a dollar.
        street.redeem(UInt256(999_999_000_000_000), from: Street.alice)
        let idle = street.balance(Street.usdc, Street.vault)
        #expect(
            street.bid(Street.ether, limit: 0).failure
                == refusal("NotEnough(uint256,uint256)", [2_000_000_000, idle])
        )
    }
}
