import Agents
import Contracts
import Foundation
import Primitives
import TestSupport
import Testing
import WideMath

private let fee = BasisPoints(30)

@Suite struct `Sandwich sizing` {
    private struct Case: Decodable {
        let reserveIn: String
        let reserveOut: String
        let victimIn: String
        let slippageBp: UInt64
        let minOut: String
        let maxFrontrun: String
        let profitAtMaxFrontrun: String
        let victimOut: String
        let frontrunOut: String
        let backrunOut: String
        let maxFrontrunPlus1Reverts: Bool
    }

    private func number(_ text: String) throws -> UInt256 {
        try #require(UInt256(decimal: text))
    }

    private func sizing(
        _ reserveIn: UInt256,
        _ reserveOut: UInt256,
        victim: UInt256,
        slippage: UInt64
    ) throws -> SandwichSizing {
        let quote = try ConstantProduct.amountOut(
            amountIn: victim,
            reserveIn: reserveIn,
            reserveOut: reserveOut,
            fee: fee
        )
        let least = try mulDiv(quote, UInt256(10_000 - slippage), 10_000, rounding: .down)
        return SandwichSizing(
            reserveIn: reserveIn,
            reserveOut: reserveOut,
            fee: fee,
            victimIn: victim,
            victimOutMin: least
        )
    }

    @Test func `agrees with every exact case in every field`() throws {
        guard let data = try SharedFiles.data("anchors/sandwich_v2_exact.json") else { return }
        let cases = try JSONDecoder().decode([Case].self, from: data)
        #expect(cases.count == 80)
        for item in cases {
            let sizing = try sizing(
                number(item.reserveIn),
                number(item.reserveOut),
                victim: number(item.victimIn),
                slippage: item.slippageBp
            )
            #expect(sizing.victimOutMin.description == item.minOut)
            let largest = try #require(sizing.largestFrontRun())
            #expect(largest.description == item.maxFrontrun)
            let beyond = sizing.replay(frontIn: try largest + 1)
            #expect((beyond == nil) == item.maxFrontrunPlus1Reverts)
            let plan = try #require(sizing.replay(frontIn: largest))
            #expect(plan.frontIn == largest)
            #expect(plan.frontOut.description == item.frontrunOut)
            #expect(plan.victimOut.description == item.victimOut)
            #expect(plan.backOut.description == item.backrunOut)
            let sign = plan.loss.isZero ? "" : "-"
            let size = plan.loss.isZero ? plan.profit : plan.loss
            #expect(sign + size.description == item.profitAtMaxFrontrun)
            // In all these cases the victim's limit binds before the profit peaks.
            #expect(sizing.plan() == (plan.profit.isZero ? nil : plan))
        }
    }

    /// Anchor A2: X = 1000; v = 4, 10, 50 without a limit.
    @Test(arguments: [
        (4, 327.99, 0.24272), (10, 2_329.93, 4.87663), (50, 15_989.1, 44.1466),
    ])
    func `finds the peak when the victim has no limit`(
        _ victim: UInt64,
        _ frontIn: Double,
        _ profit: Double
    ) throws {
        let ether = try #require(UInt256.powerOfTen(18))
        let sizing = SandwichSizing(
            reserveIn: try ether * 1_000,
            reserveOut: try ether * 3_000_000,
            fee: fee,
            victimIn: try ether * UInt256(victim),
            victimOutMin: 0
        )
        let plan = try #require(sizing.plan())
        // The anchors have six digits.
        #expect((plan.frontIn.asDouble / 1e18 / frontIn - 1).magnitude < 1e-5)
        #expect((plan.profit.asDouble / 1e18 / profit - 1).magnitude < 1e-5)
        for factor in [0.9, 0.999, 0.999_999, 1.000_001, 1.001, 1.1] {
            let other = try #require(UInt256(truncating: plan.frontIn.asDouble * factor))
            let away = try #require(sizing.replay(frontIn: other))
            #expect(away.profit <= plan.profit)
        }
    }

    @Test func `admits exactly what a search over every front-run admits`() throws {
        var stream = RandomStream(seed: 1, name: "small pools")
        var plans = 0
        for _ in 0..<150 {
            let x = 1 + stream.below(2_000)
            let y = 1 + stream.below(2_000)
            let victim = 1 + stream.below(400)
            guard
                let sizing = try? sizing(
                    UInt256(x),
                    UInt256(y),
                    victim: UInt256(victim),
                    slippage: stream.below(3_000)
                ),
                let largest = sizing.largestFrontRun(), largest < 3_000
            else { continue }
            var last: UInt64 = 0
            var best: UInt256 = 0
            for a in 1...3_000 as ClosedRange<UInt64> {
                guard let plan = sizing.replay(frontIn: UInt256(a)) else { continue }
                last = a
                best = max(best, plan.profit)
            }
            if last > 0 { #expect(largest == UInt256(last)) }
            guard let plan = sizing.plan() else { continue }
            plans += 1
            #expect(plan.profit <= best)
            #expect(plan == sizing.replay(frontIn: plan.frontIn))
        }
        #expect(plans > 10)
    }

    /// Anchor A2: 0.30135474 % of the reserve at 30 bp.
    @Test func `breaks even at 0.3014 % of the reserve`() throws {
        #expect((SandwichSizing.breakEvenShare(fee: fee) - 0.0030135474).magnitude < 5e-11)
        #expect(SandwichSizing.breakEvenShare(fee: BasisPoints(0)) == 0)
        #expect(SandwichSizing.breakEvenShare(fee: .whole) == .infinity)
        let reserve = try #require(UInt256.powerOfTen(24))
        let share = SandwichSizing.breakEvenShare(fee: fee)
        for (factor, pays) in [(0.999, false), (1.001, true)] {
            let victim = try #require(UInt256(truncating: share * factor * 1e24))
            let sizing = try sizing(reserve, reserve, victim: victim, slippage: 100)
            #expect((sizing.plan() != nil) == pays)
        }
    }

    @Test func `finds nothing around a victim who fails by himself`() throws {
        let sizing = SandwichSizing(
            reserveIn: 1_000,
            reserveOut: 1_000,
            fee: fee,
            victimIn: 100,
            victimOutMin: 500
        )
        #expect(sizing.largestFrontRun() == nil)
        #expect(sizing.plan() == nil)
    }

    @Test func `never traps, whatever the pool`() {
        let values: [UInt256] = [0, 1, 2, 1_000, UInt256.one << 111, UInt256.max >> 144, .max]
        for x in values {
            for y in values {
                for victim in values {
                    for least in [0, 1, .max] as [UInt256] {
                        let sizing = SandwichSizing(
                            reserveIn: x,
                            reserveOut: y,
                            fee: fee,
                            victimIn: victim,
                            victimOutMin: least
                        )
                        if let plan = sizing.plan() { #expect(plan.profit > 0) }
                    }
                }
            }
        }
    }
}
