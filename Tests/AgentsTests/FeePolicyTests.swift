import Agents
import Primitives
import Testing
import WideMath

@Suite struct `A fee policy` {
    private func fees(
        _ policy: FeePolicy,
        baseFee: UInt64,
        tip: UInt64? = nil
    ) -> [UInt256] {
        let fees = policy.fees(
            baseFee: Wei(UInt256(baseFee)),
            tip: tip.map { Wei(UInt256($0)) }
        )
        return [fees.priority.raw, fees.max.raw]
    }

    @Test func `offers a multiple of the base fee and the tip on top, rounded up`() {
        let policy = FeePolicy(tip: Wei(5), maxFee: .baseFeeThousandths(1_500))
        #expect(fees(policy, baseFee: 100) == [5, 155])
        #expect(fees(policy, baseFee: 101) == [5, 157])
        #expect(fees(policy, baseFee: 0) == [5, 5])
    }

    @Test func `meets the base fee with a multiple of one`() {
        let policy = FeePolicy(tip: Wei(0), maxFee: .baseFeeThousandths(1_000))
        #expect(fees(policy, baseFee: 7) == [0, 7])
    }

    @Test func `offers a fixed maximum, to which it cuts the tip`() {
        let policy = FeePolicy(tip: Wei(5), maxFee: .fixed(Wei(50)))
        #expect(fees(policy, baseFee: 100) == [5, 50])
        #expect(fees(policy, baseFee: 100, tip: 60) == [50, 50])
    }

    @Test func `takes another tip for one transaction`() {
        let policy = FeePolicy(tip: Wei(5), maxFee: .baseFeeThousandths(2_000))
        #expect(fees(policy, baseFee: 100, tip: 9) == [9, 209])
    }
}
