import Agents
import Chain
import Contracts
import Execution
import Measures
import Primitives
import Simulation
import Testing
import WideMath

@Suite struct `The invariants` {
    /// The block before which the faults are planted.
    private static let plantedAt: UInt64 = 5

    private func usdc(_ world: World) throws -> TokenInfo {
        try #require(world.tokens.first { $0.name == "USDC" })
    }

    /// The first successful transaction from a block on that satisfies a condition.
    private func first(
        _ flight: Flight,
        where holds: (IncludedTransaction) -> Bool
    ) throws -> (block: UInt64, hash: Hash32) {
        for record in flight.records where record.number >= Self.plantedAt {
            if let hit = record.transactions.first(where: {
                $0.receipt.status == .success && holds($0)
            }) {
                return (record.number, hit.pending.signed.signingHash)
            }
        }
        throw NothingHappened()
    }

    private struct NothingHappened: Error {}

    private func moves(_ token: TokenInfo) -> (IncludedTransaction) -> Bool {
        { included in
            included.receipt.logs.contains {
                $0.address == token.address && TokenTransfer($0) != nil
            }
        }
    }

    @Test(arguments: scenarioNames)
    func `hold in a clean run, and many are checked`(_ name: String) throws {
        let flight = try Flight(.file(name).cut(to: 400))
        #expect(flight.violations == [])
        let included = flight.records.reduce(0) { $0 + $1.transactions.count }
        #expect(included > (labNames.contains(name) ? 2 : 60))
        // At least ether and nonce after each, and the recount at the end.
        let checked = try #require(flight.summary.firstMatch(of: /"checked": ([0-9]+)/))
        #expect(Int(checked.output.1) ?? 0 > 2 * included)
    }

    @Test func `catch a token that mints one unit, after the transaction and in the recount`()
        throws
    {
        let flight = try Flight(.quickstart(blocks: 12)) { world, block in
            guard block == Self.plantedAt else { return }
            let token = try usdc(world)
            world.machine.place(GenerousToken.self, at: token.address, immutable: 6)
        }
        let expected = try first(flight, where: moves(usdc(flight.world)))
        let caught = try #require(flight.violations.first)
        #expect(caught.invariant == "supply")
        #expect(caught.block == expected.block)
        #expect(caught.transaction == expected.hash)
        #expect(caught.detail.hasPrefix("USDC: balances went from "))
        let recount = try #require(
            flight.violations.last { $0.invariant == "supply" && $0.transaction == nil }
        )
        #expect(recount.block == 12)
        #expect(recount.transaction == nil)
        #expect(recount.detail.hasPrefix("USDC: balances add up to "))
    }

    @Test func `catch a pair that pays out too much`() throws {
        let flight = try Flight(.quickstart(blocks: 12)) { world, block in
            guard block == Self.plantedAt else { return }
            world.machine.place(WastefulPair.self, at: world.pools[0].pair, immutable: 30)
        }
        let pair = flight.world.pools[0].pair
        let expected = try first(flight) { included in
            included.receipt.logs.contains {
                $0.address == pair && $0.topics.first == Pair.Swap.topic
            }
        }
        let caught = try #require(flight.violations.first)
        #expect(caught.invariant == "pool product")
        #expect(caught.block == expected.block)
        #expect(caught.transaction == expected.hash)
        #expect(flight.violations.allSatisfy { $0.invariant == "pool product" })
    }

    @Test func `catch ether made by hand in the recount, to the wei`() throws {
        let flight = try Flight(.quickstart(blocks: 8)) { world, block in
            guard block == Self.plantedAt else { return }
            let machine = world.machine
            let account = machine.state.account(Address(word: 0xbad))
            machine.state.setBalance(of: account, to: Wei(1))
        }
        #expect(flight.violations.map(\.invariant) == ["ether"])
        #expect(flight.violations.map(\.block) == [8])
        #expect(flight.violations.map(\.transaction) == [nil])
    }

    @Test func `catch a vault that cannot pay one of its holders`() throws {
        let holder = Address(word: 0xa11ce)
        let flight = try Flight(.quickstart()) { world, block in
            guard block == 0 else { return }
            let vault = try #require(world.vault).address
            // The depositor, account 2 of the test mnemonic, gives one part in four away.
            let depositor = try #require(
                Address(text: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC")
            )
            let place = ShareLedger.Storage.balances
            let all = world.machine.read(place[depositor], of: vault)
            let part = TokenAmount(all.raw >> 2)
            try world.machine.write(place[depositor], of: vault, all - part)
            world.machine.write(place[holder], of: vault, part)
            let token = try usdc(world).address
            world.machine.place(BlockingToken.self, at: token, immutable: 6)
            world.machine.write(BlockingToken.blocked, of: token, holder)
        }
        let rebalance = try first(flight) { $0.pending.purpose == .rebalance }
        let caught = try #require(flight.violations.first)
        #expect(caught.invariant == "solvency")
        #expect(caught.block == rebalance.block)
        #expect(caught.transaction == rebalance.hash)
        #expect(caught.detail.hasPrefix("\(holder) cannot redeem "))
        #expect(caught.detail.hasSuffix(": TransferFailed"))
        #expect(flight.violations.allSatisfy { $0.invariant == "solvency" })
        #expect(flight.violations.last?.block == 60)
        #expect(flight.violations.last?.transaction == nil)
        // It undoes its redemptions: the run itself goes on as if nobody had looked.
        let clean = try Flight(.quickstart())
        #expect(
            flight.records.last?.observation.vault?.nav
                == clean.records.last?.observation.vault?.nav
        )
    }

    @Test func `catch a share price that falls by one unit of value`() throws {
        let flight = try Flight(.quickstart(blocks: 12)) { world, block in
            guard block == Self.plantedAt else { return }
            let token = try usdc(world).address
            world.machine.place(ThievingToken.self, at: token, immutable: 6)
            world.machine.write(ThievingToken.mark, of: token, try #require(world.vault).address)
        }
        let expected = try first(flight) { included in
            included.pending.transaction.to == flight.world.pools[0].router
                && Self.paysIn("USDC", included, flight.world)
        }
        let caught = try #require(flight.violations.first)
        #expect(caught.invariant == "share price")
        #expect(caught.block == expected.block)
        #expect(caught.transaction == expected.hash)
        #expect(flight.violations.allSatisfy { $0.invariant == "share price" })
    }

    private static func paysIn(
        _ name: String,
        _ included: IncludedTransaction,
        _ world: World
    ) -> Bool {
        let token = world.tokens.first { $0.name == name }?.address
        return included.receipt.logs.contains { log in
            log.address == token
                && TokenTransfer(log)?.from == included.pending.sender
        }
    }
}
