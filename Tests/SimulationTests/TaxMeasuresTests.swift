import Agents
import Chain
import Contracts
import Foundation
import Measures
import Primitives
import Reporting
import Scenarios
import Simulation
import Testing
import WideMath

@Suite struct `Taxes of a run` {
    /// Whole runs; that signatures are checked changes no balance.
    @Test(arguments: scenarioNames)
    func `follow the vault's balances block by block`(_ name: String) throws {
        var scenario = try Scenario.file(name)
        scenario.chain.signatures = .assumed
        let world = try WorldBuilder.build(scenario)
        guard let vault = world.vault else { return }
        let machine = world.machine
        var engine = Engine(world)
        var measures = RunMeasures(world, start: engine.observeStart())
        while let record = engine.step() {
            measures.add(record)
            let tax = try #require(measures.vault?.tax, "block \(record.number)")
            for token in vault.holdings.map(\.token.address) {
                let held = ShareLedger.balance(of: vault.address, token: token, on: machine)
                let owed = machine.read(Vault.Storage.owed[token], of: vault.address)
                for method in TaxLots.Method.allCases {
                    let amount = tax.lots[method].holding(of: token).amount
                    #expect(try amount + owed == held, "block \(record.number), \(method)")
                }
            }
        }
        // In some files of the lab the point is that nothing is sold.
        #expect(measures.vault?.done ?? 0 > 0 || labNames.contains(name))
    }

    @Test(arguments: ["quickstart", "Black Thursday", "up and down"])
    func `are those of a second reckoning, and every number adds up`(_ name: String) throws {
        let flight = try Self.flight(name)
        let start = try #require(flight.start.vault)
        let end = try #require(flight.measures.end.vault)
        let tax = try #require(flight.measures.vault?.tax)
        for method in TaxLots.Method.allCases {
            var model = try LotModel(
                flight.vault,
                flight.start,
                sellsDearest: method == .highestCostFirst
            )
            for record in flight.blocks { try model.add(record) }
            let realised = tax.realised[method].gain
            #expect(realised == model.gain)
            let parts = (tax.rebalances.map(\.realised) + [tax.withdrawals]).map { $0[method].gain }
            #expect(parts.reduce(Gain()) { $0.adding($1) ?? $0 } == realised)
            let unrealised = try #require(tax.unrealised(by: method))
            #expect(try unrealised.proceeds + end.balances[0] == end.nav)
            // Quote tokens only come and go in trades here: what purchases cost is what there was
            // and what sales brought, less what is left.
            let bought = try start.balances[0] + realised.proceeds - end.balances[0]
            let started = try start.nav - start.balances[0]
            #expect(try realised.cost + unrealised.cost == started + bought)
            #expect(realised.proceeds == tax.realised.firstInFirstOut.gain.proceeds)
        }
        // The order of lots moves gains from one sale to another, and to what is held.
        let wholes = TaxLots.Method.allCases.map { method in
            tax.unrealised(by: method)?.adding(tax.realised[method].gain)
        }
        #expect(wholes[0] == wholes[1] && wholes[0] != nil)
        #expect(tax.rebalances.map(\.rebalance) == tax.rebalances.map(\.rebalance).sorted())
        #expect(tax.rebalances.count <= Int(flight.measures.vault?.done ?? 0))
        #expect(tax.withdrawals.firstInFirstOut.gain == Gain())
    }

    /// From 195 dollars down to 96 and up to 134: what the vault began with is both the oldest and
    /// the dearest.
    @Test func `are a loss on Black Thursday, the same by both methods`() throws {
        let tax = try #require(try Self.flight("Black Thursday").measures.vault?.tax)
        let (old, dear) = (tax.realised.firstInFirstOut, tax.realised.highestCostFirst)
        #expect(!tax.rebalances.isEmpty)
        #expect(old.gain.isLoss && old == dear)
        #expect(old.longTerm == Gain())
        #expect(tax.unrealised(by: .firstInFirstOut)?.isLoss == true)
    }

    /// What is bought on the way down from 260 dollars is dearer than the start's at 200.
    @Test func `differ by method where the vault bought above its start`() throws {
        let tax = try #require(try Self.flight("up and down").measures.vault?.tax)
        let (old, dear) = (tax.realised.firstInFirstOut, tax.realised.highestCostFirst)
        #expect(old.gain.proceeds == dear.gain.proceeds)
        #expect(old.gain.cost < dear.gain.cost)
        #expect(!dear.gain.isLoss)
        #expect(tax.rebalances.contains { $0.realised.highestCostFirst.gain.isLoss })
    }

    /// What is looked at of a flight, which is flown once for all tests.
    private struct Record: Sendable {
        let vault: VaultInfo
        let start: Observation
        let blocks: [BlockRecord]
        let measures: RunMeasures
        let summary: String
        let events: String

        init(_ flight: Flight) throws {
            vault = try #require(flight.world.vault)
            start = flight.start
            blocks = flight.records
            measures = flight.measures
            summary = flight.summary
            events = flight.events
        }
    }

    private static let blackThursday = Result {
        var scenario = try Scenario.file("black-thursday.yaml")
        scenario.chain.signatures = .assumed
        return try Record(Flight(scenario))
    }

    private static func flight(_ name: String) throws -> Record {
        switch name {
        case "Black Thursday": try blackThursday.get()
        case "quickstart": try Record(Flight(.quickstart()))
        default: try Record(Flight(quickstart(prices: "[200, 230, 260, 230, 200, 230, 270]")))
        }
    }

    /// The quickstart over 48 minutes with other prices, a wider guard, and keys more in the
    /// vault's section.
    private static func quickstart(prices: String, vault: String = "") throws -> Scenario {
        let path = packageFolder.appending(path: "scenarios/quickstart.yaml")
        let text = try String(contentsOf: path, encoding: .utf8)
            .replacing(
                "[200, 199, 193, 185, 177, 172, 170], every: 2 min",
                with: "\(prices), every: 8 min"
            )
            .replacing("for: 60 blocks", with: "for: 240 blocks")
            .replacing("slippage: 1 %,", with: "slippage: 3 %,")
            .replacing("  deposit:", with: "\(vault)  deposit:")
        return try Scenario.decode(bytes: Array(text.utf8), file: "quickstart.yaml")
    }

    @Test func `are in the summary and, rebalance by rebalance, among the events`() throws {
        let flight = try Self.flight("Black Thursday")
        let tax = try #require(flight.measures.vault?.tax)
        let summary = try #require(
            JSONSerialization.jsonObject(with: Data(flight.summary.utf8)) as? [String: Any]
        )
        let shown = try #require((summary["vault"] as? [String: Any])?["tax"] as? [String: Any])
        let realised = tax.realised.firstInFirstOut
        let unrealised = try #require(tax.unrealised(by: .firstInFirstOut))
        #expect(shown["proceeds"] as? String == realised.gain.proceeds.description)
        let fifo = try #require(shown["fifo"] as? [String: String])
        #expect(
            fifo == [
                "cost": realised.gain.cost.description, "gain": realised.gain.description,
                "gain_long_term": "0", "unrealised": unrealised.description,
                "cost_held": unrealised.cost.description, "cost_in_kind": "0",
            ]
        )
        let list = try #require(shown["rebalances"] as? [[String: Any]])
        #expect(list.compactMap { $0["rebalance"] as? UInt64 } == tax.rebalances.map(\.rebalance))
        #expect(list.compactMap { $0["block"] as? UInt64 } == tax.rebalances.map(\.block))
        let lines = try flight.events.split(separator: "\n")
            .filter { $0.hasPrefix(#"{"type":"realised_gain","#) }
            .map {
                try #require(
                    JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
                )
            }
        // At once: a line is a rebalance.
        #expect(lines.count == list.count)
        for (line, rebalance) in zip(lines, list) {
            var line = line
            line["type"] = nil
            #expect(line as NSDictionary == rebalance as NSDictionary)
        }
    }

    /// No agent withdraws yet: by hand, the log of a withdrawal that sells 1 WETH, bought at 200
    /// dollars, for 150.
    @Test func `have a line for withdrawals too, which are no rebalance`() throws {
        var engine = Engine(try WorldBuilder.build(.quickstart(blocks: 1)))
        let first = engine.observeStart()
        let start = try #require(first.vault)
        let vault = try #require(engine.world.vault)
        let (weth, ether) = (vault.holdings[0], UInt256(1_000_000_000_000_000_000))
        func log(_ emitter: Address, _ topics: [UInt256], _ words: [UInt256]) -> Log {
            Log(address: emitter, topics: topics, data: words.flatMap(\.bigEndianBytes))
        }
        let (from, to) = (vault.address.word, weth.pool.pair.word)
        let (sold, quote) = (weth.token.address, vault.quote.address)
        let logs = [
            log(sold, [ERC20.Transfer.topic, from, to], [ether]),
            log(quote, [ERC20.Transfer.topic, to, from], [150_000_000]),
            log(
                vault.address,
                [Vault.Traded.topic, to, sold.word, quote.word],
                [ether, 150_000_000]
            ), log(vault.address, [Vault.Withdraw.topic, 1, 1, 1], [150_000_000, 1]),
        ]
        var tax = try TaxMeasures(
            vault,
            balances: start.balances,
            answers: start.answers,
            at: engine.world.scenario.chain.start
        )
        let next = engine.step()
        let record = try #require(next)
        try tax.add([logs], block: record.number, at: record.timestamp)
        var events = EventLines(engine.world)
        let lines = events.lines(record, attacks: [], sales: tax.last, losses: []).map(\.line)
        let gain = #"{"cost":"200000000","gain":"-50000000","gain_long_term":"0"}"#
        #expect(
            lines.last == #"{"type":"realised_gain","block":1,"rebalance":null,"#
                + #""proceeds":"150000000","fifo":\#(gain),"highest_cost_first":\#(gain)}"#
        )
    }

    @Test func `count the slices of a rebalance as one`() throws {
        let flight = try Flight(
            Self.quickstart(
                prices: "[200, 240, 290, 350, 420, 500, 600]",
                vault: "  execution: { slices: 3, every: 24 s }\n"
            )
        )
        let tax = try #require(flight.measures.vault?.tax)
        let done = try #require(flight.measures.vault?.done)
        let opened = flight.records.flatMap(\.transactions).flatMap(\.receipt.logs)
            .compactMap(Vault.PhaseChanged.init)
            .count { $0.from == .active && $0.to == .rebalancing }
        #expect(opened > 1)
        #expect(tax.rebalances.map(\.rebalance) == Array(1...UInt64(opened)))
        let lines = flight.events.matches(of: /"type":"realised_gain"/).count
        // Every slice sells: a line each.
        #expect(lines == Int(done) && lines > 2 * opened)
        #expect(!tax.realised.firstInFirstOut.gain.isLoss)
    }

    /// Tokens that appear without an event are in no lot: to sell them cannot be booked.
    @Test func `are null where the log does not tell of everything`() throws {
        let flight = try Flight(.quickstart()) { world, block in
            let vault = try #require(world.vault)
            let place = ShareLedger.Storage.balances[vault.address]
            let token = vault.holdings[0].token.address
            let ether = UInt256(1_000_000_000_000_000_000)
            if block == 0 { world.machine.write(place, of: token, .zero) }
            if block == 1 {
                let amount = TokenAmount(ether.wrappingMultiply(3_600))
                world.machine.write(place, of: token, amount)
            }
        }
        #expect(flight.measures.vault?.done ?? 0 > 0)
        #expect(flight.measures.vault?.tax == nil)
        #expect(flight.summary.contains("\"tax\": null"))
        #expect(!flight.events.contains("realised_gain"))
    }
}

/// A second reckoning of lots of one asset, straight from the trades' events, in plain numbers.
private struct LotModel {
    private var lots: [(amount: UInt128, cost: UInt128)]
    private let vault: VaultInfo
    private let sellsDearest: Bool
    private(set) var gain = Gain()

    init(_ vault: VaultInfo, _ start: Observation, sellsDearest: Bool) throws {
        let start = try #require(start.vault)
        // The rest of NAV is the only other asset's.
        lots = [(start.balances[1].raw.low, try (start.nav - start.balances[0]).raw.low)]
        self.vault = vault
        self.sellsDearest = sellsDearest
    }

    mutating func add(_ record: BlockRecord) throws {
        for log in record.transactions.flatMap(\.receipt.logs) where log.address == vault.address {
            guard let trade = Vault.Traded(log) else { continue }
            if trade.tokenIn == vault.quote.address {
                lots.append((trade.amountOut.raw.low, trade.amountIn.raw.low))
            } else {
                try sell(trade.amountIn.raw.low, for: trade.amountOut)
            }
        }
    }

    private mutating func sell(_ amount: UInt128, for proceeds: TokenAmount) throws {
        var left = amount
        var cost: UInt128 = 0
        while left > 0 {
            var next = 0
            if sellsDearest {
                for index in lots.indices {
                    // Products of some 10²² and 10¹² fit; only a dearer lot takes the place.
                    let one = lots[index].cost * lots[next].amount
                    let other = lots[next].cost * lots[index].amount
                    if one > other { next = index }
                }
            }
            try #require(next < lots.count)
            let lot = lots[next]
            let taken = min(left, lot.amount)
            let part = lot.cost * taken / lot.amount
            cost += part
            left -= taken
            lots[next] = (lot.amount - taken, lot.cost - part)
            if lots[next].amount == 0 { lots.remove(at: next) }
        }
        let sale = Gain(proceeds: proceeds, cost: TokenAmount(UInt256(low: cost)))
        gain = try #require(gain.adding(sale))
    }
}
