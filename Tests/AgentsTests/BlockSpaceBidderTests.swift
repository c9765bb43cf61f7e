import Agents
import Primitives
import Testing
import WideMath

@Suite struct `A bidder for block space` {
    private static func gwei(_ count: UInt64) -> Wei { Wei(UInt256(count * 1_000_000_000)) }

    private func bidder(_ stage: Stage, _ path: BlockSpaceBidder.Path) throws -> BlockSpaceBidder {
        BlockSpaceBidder(
            name: "crowd",
            wallet: try stage.wallet("crowd"),
            burner: Self.burner(stage),
            path: path,
            fees: FeePolicy(tip: Self.gwei(1), maxFee: .baseFeeThousandths(2_000))
        )
    }

    /// The world does not say where it is: it is what the deployer placed last.
    private static func burner(_ stage: Stage) -> Address {
        for account in stage.machine.state.allAccounts {
            let address = stage.machine.state.address(of: account)
            if stage.machine.contract(at: address)?.name == "GasBurner" { return address }
        }
        return .zero
    }

    @Test func `follows a path of steps and stays at the last`() {
        let path = BlockSpaceBidder.Path(values: [Wei(1), Wei(2), Wei(3)], every: 60)
        let values = [0, 59, 60, 119, 120, 179, 180, .max].map { path.value(atSecond: $0) }
        #expect(values.map(\.raw) == [1, 1, 2, 2, 3, 3, 3, 3])
        let constant = BlockSpaceBidder.Path(values: [Wei(7)], every: 0)
        #expect(constant.value(atSecond: .max) == Wei(7))
        #expect(BlockSpaceBidder.Path(values: [], every: 1).value(atSecond: 5) == .zero)
    }

    /// EIP-1559 lets the fee move by an eighth a block; half the limit and 3/8 of it, or 7/8, are
    /// within one transaction's 2²⁴ gas up to a fee of 20 · (1 + (16.78 − 15) ÷ 15 ÷ 8) gwei.
    @Test(arguments: [18, 19, 20] as [UInt64])
    func `brings the next base fee to the figure within a wei's worth of gas`(
        _ wanted: UInt64
    ) throws {
        var stage = try Stage()
        var bidder = try bidder(stage, .init(values: [Self.gwei(wanted)], every: 0))
        let sent = stage.act(&bidder)
        #expect(sent.map(\.purpose) == [.blockSpace])
        #expect(stage.act(&bidder).isEmpty)
        #expect(stage.build().transactions.map(\.receipt.status) == [.success])
        // 200 gas of estimate are 200 ÷ 15,000,000 ÷ 8 of the fee.
        let error = stage.baseFee.raw.asDouble / (Double(wanted) * 1e9) - 1
        #expect(error.magnitude < 2e-5, "off by \(error)")
    }

    @Test func `burns nothing while the fee is to fall as fast as it can`() throws {
        var stage = try Stage()
        var bidder = try bidder(stage, .init(values: [Self.gwei(2)], every: 0))
        #expect(stage.act(&bidder).isEmpty)
        stage.build()
        // 20 · 7 ÷ 8.
        #expect(stage.baseFee == Wei(17_500_000_000))
    }

    @Test func `asks for no more a call than a transaction may, nor the whole block`() throws {
        var stage = try Stage()
        var bidder = try bidder(stage, .init(values: [Self.gwei(500)], every: 0))
        // EIP-7825; fifteen sixteenths of 30 million in all.
        #expect(
            stage.act(&bidder).map(\.transaction.gasLimit)
                == [Gas(16_777_216), Gas(28_125_000 - 16_777_216)]
        )
        stage.build()
        stage.machine.block.gasLimit = Gas(16_000_000)
        #expect(stage.act(&bidder).map(\.transaction.gasLimit) == [Gas(15_000_000)])
    }
}
