import Agents
import Chain
import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// Fills every block to the last unit of gas, with calls that burn all they have.
private struct Stuffer: Agent {
    let name = "stuffer"
    let wallet: Wallet
    let burner: Address

    mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        var left = view.machine.block.gasLimit.units
        while left > 0 {
            // EIP-7825: no transaction has more than 2²⁴ gas, so two fill a block of 30 million.
            let gas = min(left, 1 << 24)
            left -= gas
            outbox.send(
                Outbox.Order(
                    target: burner,
                    data: ABI.encodeCall(selector: GasBurner.burn.value, words: [.max]),
                    gasLimit: Gas(gas),
                    fees: (.zero, view.machine.block.baseFee),
                    purpose: .blockSpace
                ),
                from: wallet,
                author: name
            )
        }
    }
}

/// What it costs to keep everybody else out of a chain: ANCHORS A7.
@Suite struct `Stuffing blocks` {
    private static let start: UInt64 = 10_000_000_000
    private static let gasLimit: UInt64 = 30_000_000

    private static func stage() throws -> Stage {
        let stage = try Stage()
        stage.machine.block.baseFee = Wei(UInt256(start))
        stage.machine.block.gasLimit = Gas(gasLimit)
        // A hundred blocks cost 312,939 ETH, more than the crowd has.
        let account = stage.machine.state.account(try stage.wallet("crowd").address)
        stage.machine.state.setBalance(of: account, to: Wei(try #require(.powerOfTen(24))))
        return stage
    }

    /// EIP-1559's rule for a block that uses `used`, in whole numbers of any size that occurs here.
    private static func next(_ fee: UInt128, used: UInt128) -> UInt128 {
        let target = UInt128(gasLimit / 2)
        if used == target { return fee }
        return used > target
            ? fee + max(1, fee * (used - target) / target / 8)
            : fee - fee * (target - used) / target / 8
    }

    /// Burnt ether after k blocks, to nine digits, from A7's table.
    @Test(
        arguments: [
            (1, 0.3), (5, 1.92487793), (10, 5.39357046), (25, 43.2062436), (50, 864.237274),
        ]
    )
    func `burns the sum of base fee times gas, which is 8·b·G·((9/8)^k − 1)`(
        _ blocks: Int,
        _ ether: Double
    ) throws {
        var stage = try Self.stage()
        let machine = stage.machine
        let wallet = try stage.wallet("crowd")
        var stuffer = Stuffer(wallet: wallet, burner: stage.world.burner)
        func balance(_ address: Address) -> UInt256 {
            machine.state.balance(of: machine.state.account(address)).raw
        }
        let before = balance(wallet.address)
        let builder = balance(stage.world.coinbase)
        var fee = UInt128(Self.start)
        var expected = UInt128.zero
        var burnt = UInt256.zero
        for _ in 0..<blocks {
            #expect(stage.act(&stuffer).count == 2)
            let receipts = stage.build().transactions.map(\.receipt)
            #expect(receipts.map(\.gasUsed) == [Gas(1 << 24), Gas(Self.gasLimit - 1 << 24)])
            for receipt in receipts {
                let price = receipt.effectiveGasPrice.raw
                #expect(price == UInt256(low: fee))
                burnt = try burnt + price * UInt256(receipt.gasUsed.units)
            }
            expected += fee * UInt128(Self.gasLimit)
            fee = Self.next(fee, used: UInt128(Self.gasLimit))
            #expect(stage.baseFee.raw == UInt256(low: fee))
        }
        #expect(burnt == UInt256(low: expected))
        // It is paid by the one who stuffs, and nobody gets it.
        #expect(try before - balance(wallet.address) == burnt)
        #expect(balance(stage.world.coinbase) == builder)
        // Whole wei are lost downwards: A7 found 2.5·10⁻¹⁰ in 100 blocks.
        let growth = RealFunctions.pow(9.0 / 8, Double(blocks)) - 1
        let closed = 8 * Double(Self.start) * Double(Self.gasLimit) * growth
        let drift = 1 - burnt.asDouble / closed
        #expect(drift > -1e-14 && drift < 2.5e-10)
        #expect((burnt.asDouble / 1e18 / ether - 1).magnitude < 5e-9)
    }

    /// k·ln(9/8) ÷ ln(8/7) = 0.8821 k empty blocks undo k full ones.
    @Test(arguments: [(1, 1), (5, 5), (10, 9), (25, 23), (50, 45), (100, 89)])
    func `is forgotten after 0.882 times as many empty blocks`(
        _ full: Int,
        _ empty: Int
    ) throws {
        var stage = try Self.stage()
        var stuffer = Stuffer(wallet: try stage.wallet("crowd"), burner: stage.world.burner)
        for _ in 0..<full {
            _ = stage.act(&stuffer)
            stage.build()
        }
        var fee = try #require(stage.baseFee.raw.asUInt64.map { UInt128($0) })
        var blocks = 0
        while stage.baseFee > Wei(UInt256(Self.start)) {
            #expect(stage.build().transactions.isEmpty)
            blocks += 1
            fee = Self.next(fee, used: 0)
            #expect(stage.baseFee.raw == UInt256(low: fee))
        }
        #expect(blocks == empty)
    }

    @Test func `takes two transactions, because one holds no more than 2^24 gas`() throws {
        var stage = try Self.stage()
        let wallet = try stage.wallet("crowd")
        var outbox = Outbox(mempool: stage.mempool, machine: stage.machine)
        outbox.send(
            Outbox.Order(
                target: stage.world.burner,
                data: [],
                gasLimit: Gas(1 << 24 + 1),
                fees: (.zero, stage.baseFee),
                purpose: .blockSpace
            ),
            from: wallet,
            author: "stuffer"
        )
        stage.mempool = outbox.mempool()
        #expect(stage.build().transactions.isEmpty)
    }
}
