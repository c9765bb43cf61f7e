import Agents
import BlockBuilding
import Chain
import Contracts
import Execution
import Foundation
import Primitives
import Scenarios
import Signing
import Simulation
import WideMath

/// The world of the quickstart, its own agents silent: a test's agents act from their funded
/// accounts, block by block.
///
/// The pool holds 20,000 WETH and 4,000,000 USDC, 200 dollars each; the vault 400,000 dollars.
struct Stage {
    let world: World
    var mempool: Mempool
    /// The outside prices of WETH and USDC.
    var prices = [200.0, 1]
    /// What keepers held back in the last act.
    private(set) var heldBack: [HeldBack] = []
    private var gasUsedLast = Gas.zero

    init(verifiesSignatures: Bool = true) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "scenarios/quickstart.yaml")
        let scenario = try Scenario.decode(
            bytes: [UInt8](Data(contentsOf: file)),
            file: "quickstart.yaml"
        )
        world = try WorldBuilder.build(scenario)
        mempool = Mempool(chainID: scenario.chain.id, verifiesSignatures: verifiesSignatures)
        machine.block.number = 1
        machine.block.timestamp += 12
    }

    var machine: Machine { world.machine }
    var pool: PoolInfo { world.pools[0] }
    var baseFee: Wei { machine.block.baseFee }

    /// The wallet of one of the quickstart's agents.
    func wallet(_ agent: String, _ number: Int = 0) throws -> Wallet {
        let tree = HDWallet(mnemonic: HDWallet.testMnemonic)
        guard let wallets = world.wallets.first(where: { $0.agent == agent }) else {
            throw Missing(name: agent)
        }
        for index in 3..<40 as Range<UInt32> {
            if let key = tree.ethereumAccount(index), key.address == wallets.addresses[number] {
                return Wallet(key)
            }
        }
        throw Missing(name: agent)
    }

    private struct Missing: Error {
        let name: String
    }

    /// Lets an agent act, and gives what it sent.
    mutating func act(
        _ agent: inout some Agent,
        etherAsset: Int? = 0,
        conditions: [Bool] = [],
        strain: Strain = Strain()
    ) -> [PendingTransaction] {
        let start = machine.block.timestamp - world.scenario.chain.start
        let view = BlockView(
            machine: machine,
            prices: prices,
            etherAsset: etherAsset,
            elapsed: start,
            gasUsedLast: gasUsedLast,
            conditions: conditions
        )
        var outbox = Outbox(mempool: mempool, machine: machine)
        var seat = Seat(name: agent.name)
        seat.strain = strain
        outbox.take(seat, at: start * 1_000)
        agent.act(view, &outbox)
        let before = Set(mempool.pending.map(\.arrival))
        heldBack = outbox.heldBack
        mempool = outbox.mempool()
        return mempool.pending.filter { !before.contains($0.arrival) }
    }

    /// Sends a swap as a trader would, whose limit is the slippage below the quote.
    @discardableResult
    mutating func swap(
        _ amountIn: UInt256,
        sellsBase: Bool = false,
        slippage: UInt64 = 100,
        tip: UInt64 = 2_000_000_000,
        from wallet: Wallet
    ) throws -> PendingTransaction {
        let expected = pool.quote(amountIn: amountIn, sellsBase: sellsBase, on: machine)
        let least = try mulDiv(expected, UInt256(10_000 - slippage), 10_000, rounding: .up)
        let before = mempool.pending.count
        var outbox = Outbox(mempool: mempool, machine: machine)
        outbox.send(
            Outbox.Order(
                target: pool.router,
                data: pool.swapCalldata(
                    amountIn: amountIn,
                    amountOutMin: least,
                    sellsBase: sellsBase,
                    to: wallet.address,
                    deadline: machine.block.timestamp
                ),
                gasLimit: Gas(220_000),
                fees: (Wei(UInt256(tip)), Wei(100_000_000_000)),
                purpose: .trade
            ),
            from: wallet,
            author: "victim"
        )
        mempool = outbox.mempool()
        return mempool.pending[before]
    }

    /// Builds the block and opens the next one, as many seconds later.
    @discardableResult
    mutating func build(seconds: UInt64 = 12) -> BuiltBlock {
        let built = BlockBuilder().build(on: machine, from: mempool) { _ in }
        _ = mempool.settle(
            removing: built.transactions.map(\.pending.arrival),
            block: machine.block.number
        )
        machine.block.baseFee = BaseFee.next(
            parent: baseFee,
            gasUsed: built.gasUsed,
            gasLimit: machine.block.gasLimit
        )
        gasUsedLast = built.gasUsed
        machine.block.number += 1
        machine.block.timestamp += seconds
        return built
    }

    func balance(_ token: TokenInfo, of wallet: Wallet) -> UInt256 {
        ShareLedger.balance(of: wallet.address, token: token.address, on: machine).raw
    }

    /// Fees of 2 gwei on top of up to twice the base fee.
    static let fees = Agents.FeePolicy(
        tip: Wei(2_000_000_000),
        maxFee: .baseFeeThousandths(2_000)
    )
}

extension PendingTransaction {
    /// The word at a position of the calldata.
    func word(_ index: Int) -> UInt256? {
        UInt256(bigEndian: transaction.data[(4 + 32 * index)..<(36 + 32 * index)])
    }
}

/// Dollars as USDC, of 6 decimals.
func dollars(_ count: UInt64) -> UInt256 { UInt256(count * 1_000_000) }
