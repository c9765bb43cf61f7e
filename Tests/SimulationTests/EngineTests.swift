import Agents
import BlockBuilding
import Chain
import Contracts
import Primitives
import Reporting
import Scenarios
import Simulation
import Testing
import WideMath

@Suite struct `The engine` {
    @Test func `moves the base fee by the rule of EIP-1559 from block to block`() throws {
        let flight = try Flight(.quickstart())
        let chain = flight.world.scenario.chain
        #expect(flight.records.first?.baseFee == chain.baseFee)
        for (parent, block) in zip(flight.records, flight.records.dropFirst()) {
            #expect(
                block.baseFee
                    == BaseFee.next(
                        parent: parent.baseFee,
                        gasUsed: parent.gasUsed,
                        gasLimit: chain.gasLimit
                    )
            )
        }
        #expect(Set(flight.records.map(\.baseFee)).count > 10)
    }

    @Test func `numbers and times blocks, and adds their gas up`() throws {
        let flight = try Flight(.quickstart())
        let chain = flight.world.scenario.chain
        #expect(flight.records.map(\.number) == Array(1...60))
        for record in flight.records {
            #expect(record.timestamp == chain.start + record.number * chain.blockTime.mean)
            #expect(record.gasUsed <= chain.gasLimit)
            var sum: UInt64 = 0
            for (index, included) in record.transactions.enumerated() {
                sum += included.receipt.gasUsed.units
                #expect(included.index == index)
                #expect(included.receipt.cumulativeGasUsed == Gas(sum))
                #expect(included.receipt.gasUsed <= included.pending.transaction.gasLimit)
            }
            #expect(record.gasUsed == Gas(sum))
        }
        #expect(flight.measures.gasUsed == flight.records.reduce(0) { $0 + $1.gasUsed.units })
        #expect(
            flight.measures.transactions.included
                == UInt64(flight.records.reduce(0) { $0 + $1.transactions.count })
        )
    }

    @Test func `includes every sender's nonces from zero without a gap`() throws {
        let flight = try Flight(.quickstart())
        var next: [Address: UInt64] = [:]
        for included in flight.records.flatMap(\.transactions) {
            let sender = included.pending.sender
            #expect(included.pending.transaction.nonce == next[sender, default: 0])
            next[sender, default: 0] += 1
        }
        #expect(next.count >= 6)
        let machine = flight.world.machine
        for (sender, nonce) in next {
            let account = machine.state.account(sender)
            #expect(machine.state.nonce(of: account) == nonce)
        }
    }

    @Test func `burns the base fee and pays the coinbase the rest of what senders pay`() throws {
        var before: [Address: UInt256] = [:]
        func balance(_ address: Address, _ world: World) -> UInt256 {
            let account = world.machine.state.account(address)
            return world.machine.state.balance(of: account).raw
        }
        let flight = try Flight(.quickstart()) { world, block in
            guard block == 0 else { return }
            for address in world.wallets.flatMap(\.addresses) {
                before[address] = balance(address, world)
            }
            #expect(balance(world.coinbase, world) == 0)
        }
        var paid = UInt256.zero
        for (address, balanceBefore) in before {
            paid = try paid + (balanceBefore - balance(address, flight.world))
        }
        let measures = flight.measures
        #expect(balance(flight.world.coinbase, flight.world) == measures.priority.raw)
        #expect(try measures.burnt.raw + measures.priority.raw == paid)
        var burnt = UInt256.zero
        for record in flight.records {
            burnt = try burnt + record.baseFee.raw * UInt256(record.gasUsed.units)
        }
        #expect(measures.burnt.raw == burnt)
        #expect(!measures.priority.isZero)
    }

    /// The base fee falls by at most an eighth a block: from 40 to 22 gwei takes
    /// ln(40 ÷ 22) ÷ −ln(7 ÷ 8) = 4.5 blocks.
    ///
    /// It rises by less, because the bidder leaves a sixteenth of the block to others: from 10 to
    /// 18 gwei takes ln(1.8) ÷ ln(1 + 7 ÷ 64) = 5.7 blocks, where one transaction's cap of 2²⁴ gas
    /// (EIP-7825) is above what a block holds.
    @Test(
        arguments: [(10, 10_000_000), (20, 30_000_000), (40, 30_000_000)]
            as [(UInt64, UInt64)]
    )
    func `has a crowd that keeps the base fee within 10 % of its figure`(
        _ gwei: UInt64,
        _ gasLimit: UInt64
    ) throws {
        var scenario = try Scenario.quickstart()
        scenario.chain.baseFee = Wei(UInt256(gwei * 1_000_000_000))
        scenario.chain.gasLimit = Gas(gasLimit)
        let flight = try Flight(scenario)
        for record in flight.records.dropFirst(8) {
            let fee = record.baseFee.raw.asDouble / 1e9
            #expect((18...22).contains(fee), "block \(record.number): \(fee) gwei")
        }
    }

    @Test func `drops what nobody includes after 25 blocks`() throws {
        var scenario = try Scenario.quickstart(blocks: 40)
        let flow = try #require(scenario.agents.firstIndex { $0.name == "flow" })
        // Below the base fee of about 20 gwei for good.
        scenario.agents[flow].fees.maxFee = .fixed(Wei(1_000_000_000))
        let flight = try Flight(scenario)
        #expect(!flight.records.flatMap(\.transactions).contains { $0.pending.author == "flow" })
        let expired = flight.records.flatMap { record in record.expired.map { (record, $0) } }
        #expect(expired.count > 5)
        for (record, pending) in expired {
            #expect(pending.author == "flow")
            // The mempool's patience.
            #expect(record.number == pending.arrivalBlock + 25)
        }
        #expect(flight.measures.transactions.rejected == UInt64(expired.count))
        #expect((flight.records.last?.waiting ?? 0) > 0)
        let first = try #require(expired.first).0.number
        #expect(flight.events.contains(#"{"type":"expired","block":\#(first),"#))
        #expect(flight.violations == [])
    }

    @Test func `stops at the scenario's end`() throws {
        var engine = Engine(try WorldBuilder.build(.quickstart(blocks: 2)))
        #expect(engine.blockCount == 2)
        #expect(engine.number == 0)
        #expect(engine.step()?.number == 1)
        #expect(engine.step()?.number == 2)
        #expect(engine.step() == nil)
        #expect(engine.number == 2)
    }

    @Test func `flies a world without a vault`() throws {
        var scenario = try Scenario.quickstart()
        scenario.vault = nil
        scenario.agents.removeAll { ["oracle", "keeper"].contains($0.name) }
        let flight = try Flight(scenario)
        #expect(flight.records.count == 60)
        #expect(flight.violations == [])
        #expect(flight.start.vault == nil)
        #expect(flight.summary.contains("\"vault\": null"))
        #expect(!flight.series.contains("vault"))
        #expect(flight.measures.transactions.included > 60)
    }

    @Test func `flies two pools of different fees`() throws {
        var scenario = try Scenario.quickstart()
        scenario.assets.append(Asset(name: "DAI", decimals: 18, price: .constant(1)))
        let million = try #require(UInt256.powerOfTen(24))
        scenario.pools.append(
            Pool(
                name: "cheap",
                base: "WETH",
                quote: "DAI",
                fee: BasisPoints(5),
                liquidity: TokenAmount(million)
            )
        )
        scenario.agents.append(
            AgentSettings(
                name: "second",
                role: .arbitrageur(ArbitrageurSettings(pools: ["cheap"]))
            )
        )
        let flight = try Flight(scenario)
        #expect(flight.violations == [])
        let pools = flight.world.pools
        #expect(pools.map(\.fee) == [BasisPoints(30), BasisPoints(5)])
        #expect(pools[0].router != pools[1].router)
        let arbitrages = flight.records.flatMap(\.transactions).filter {
            $0.pending.author == "second" && $0.receipt.status == .success
        }
        // The smaller fee's pool follows the price more closely.
        #expect(arbitrages.count > 5)
        let last = try #require(flight.records.last).observation
        let price = last.prices[0] / last.prices[1]
        #expect((last.pools[1].spot / price - 1).magnitude < 0.003)
        #expect(flight.series.hasPrefix("block,timestamp,"))
        #expect(flight.series.contains("spot_cheap"))
    }
}

/// What `scenarios/long/year.yaml` promises, over its first day; a whole one takes minutes.
@Suite struct `The scenario of a year` {
    @Test func `is a year of blocks, with three transactions and a swap in each on average`()
        throws
    {
        let path = packageFolder.appending(path: "scenarios/long/year.yaml").path
        let whole = try ScenarioFile.read(path)
        #expect(whole.blocks == 365 * 7_200)
        #expect(whole.assets.count == 3 && whole.pools.count == 2 && whole.agents.count == 6)
        #expect(whole.chain.signatures == .assumed)
        var day = whole
        day.run = RunSettings(duration: .blocks(7_200))
        let world = try WorldBuilder.build(day)
        var engine = Engine(world)
        var (transactions, swaps, succeeded) = (0, 0, 0)
        while let record = engine.step() {
            #expect(record.violations.isEmpty)
            transactions += record.transactions.count
            for transaction in record.transactions where transaction.receipt.status == .success {
                succeeded += 1
                swaps += transaction.receipt.logs.count { $0.topics.first == Pair.Swap.topic }
            }
        }
        #expect(Double(transactions) / 7_200 > 3)
        #expect(Double(swaps) / 7_200 > 1)
        #expect(Double(succeeded) > 0.99 * Double(transactions))
    }
}
