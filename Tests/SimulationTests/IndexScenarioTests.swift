import Chain
import Contracts
import Foundation
import Measures
import Primitives
import Reporting
import Scenarios
import Simulation
import Sweeps
import Synchronization
import TestSupport
import Testing
import WideMath

/// `scenarios/index-april-2021.yaml`, whose figures are those of a real plan.
@Suite struct `The index of April 2021` {
    private static let file = "index-april-2021.yaml"

    /// A row of the plan; amounts in the token's smallest units, of which all have 18 decimals.
    private struct Row {
        let asset: String
        let currentUnit: UInt256
        let newUnit: UInt256
        /// What is bought, or sold.
        let notional: UInt256
        let isSale: Bool
        /// Whole dollars.
        let dollars: UInt64
        let tradeCount: UInt64
    }

    private static func plan() throws -> [Row] {
        let path = "market/rebalances/dpi_rebalance_2021-april.csv"
        guard let data = try SharedFiles.data(path) else { return [] }
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        let names = try #require(lines.first).split(separator: ",").map(String.init)
        return try lines.dropFirst().map { line in
            let cells = line.split(separator: ",").map(String.init)
            func cell(_ name: String) throws -> String {
                cells[try #require(names.firstIndex(of: name))]
            }
            func whole(_ name: String) throws -> UInt256 {
                try #require(UInt256(decimal: try cell(name).trimmingPrefix("-").description))
            }
            return Row(
                asset: try cell("asset"),
                currentUnit: try whole("currentUnit"),
                newUnit: try whole("newUnit"),
                notional: try whole("notionalInToken"),
                isSale: try cell("notionalInToken").hasPrefix("-"),
                dollars: try whole("notionalInUSD").limb0,
                tradeCount: try whole("tradeCount").limb0
            )
        }
    }

    /// Prices are USD over token, the supply is notional over the change of units, maximum trade
    /// sizes are notional over tradeCount, pools are 200 trades deep.
    @Test func `has the figures of the plan`() throws {
        let rows = try Self.plan()
        if rows.isEmpty { return }
        let scenario = try Scenario.file(Self.file)
        let vault = try #require(scenario.vault)
        let index = try #require(vault.index)
        #expect(rows.count == 14)
        #expect(vault.held == rows.map(\.asset))
        guard case .owner(let owner)? = scenario.agents.first(where: { $0.name == "owner" })?.role,
            case .units(let units) = owner.change
        else {
            Issue.record("nobody changes the units")
            return
        }
        for (number, row) in rows.enumerated() {
            #expect(index.components[number].units.raw == row.currentUnit, "\(row.asset)")
            #expect(units[number].units.raw == row.newUnit, "\(row.asset)")
            #expect((row.newUnit < row.currentUnit) == row.isSale)
            let change =
                row.isSale
                ? row.currentUnit.wrappingSubtract(row.newUnit)
                : row.newUnit.wrappingSubtract(row.currentUnit)
            let supply = try #require(
                row.notional.quotientAndRemainder(dividingBy: change)?.quotient
            )
            #expect(supply == UInt256(index.supply), "\(row.asset)")
            let price = Double(row.dollars) / (row.notional.asDouble / 1e18)
            let stated = try #require(scenario.asset(named: row.asset)?.price.start)
            // Six decimals are written.
            #expect((stated - price).magnitude <= 5.1e-7, "\(row.asset)")
            let terms = try #require(vault.assets.first { $0.asset == row.asset })
            let trades = try mulDiv(row.notional, .one, terms.tradeMax.raw, rounding: .up)
            #expect(trades == UInt256(row.tradeCount), "\(row.asset)")
            let pool = try #require(scenario.pools.first { $0.base == row.asset })
            let depth = 200 * Double(row.dollars) / Double(row.tradeCount)
            let stood = pool.liquidity.raw.asDouble / 1e6
            // To the nearest thousand dollars.
            #expect((stood - depth).magnitude <= 500.5, "\(row.asset)")
            let (low, high) = (scenario.assuming(.low), scenario.assuming(.high))
            let least = try #require(low.pool(named: pool.name)).liquidity.raw
            #expect(
                high.pool(named: pool.name)?.liquidity.raw == pool.liquidity.raw.wrappingMultiply(4)
            )
            #expect(least.wrappingMultiply(4) == pool.liquidity.raw)
        }
        #expect(vault.execution.slices == rows.map(\.tradeCount).max())
    }

    /// Prices stand still, so that what was lost is what trades gave for less than it is worth.
    @Test func `loses what its trades gave away, in every variant`() throws {
        let scenario = try Scenario.file(Self.file)
        #expect(scenario.variants.map(\.name) == ["at once", "slices", "Dutch auction"])
        var sold: [Double] = []
        var undone: [Double] = []
        for variant in scenario.variants {
            let flight = try Flight(variant.scenario)
            #expect(flight.violations == [])
            let measures = try #require(flight.measures.vault)
            let lost = try lostInTrades(flight)
            // Each value is rounded down to a unit of 10⁻⁶ dollars: some 42 · 15 trades.
            #expect((measures.lost.asDouble / 1e6 - lost).magnitude < 0.01, "\(variant.name)")
            #expect(measures.lost.asDouble > 0)
            let fall = measures.navStart.raw.asDouble - measures.navEnd.raw.asDouble
            // Answers of the genesis are rounded as whole numbers, later ones from a `Double`: a
            // unit of 10⁻⁸ dollars for each of some ten million tokens.
            #expect((fall - measures.lost.asDouble).magnitude < 1e5, "\(variant.name)")
            sold.append(measures.sold.asDouble / 1e6)
            undone.append(measures.deviationEnd)
            #expect(measures.failed == 0)
        }
        // 11.2 million dollars one way, nearly as much the other.
        #expect(sold.allSatisfy { $0 > 20e6 && $0 < 22.5e6 })
        // Twice 8.2 % of the value stand in the wrong place at first.
        #expect(undone.allSatisfy { $0 < 0.01 })
        #expect(undone[1] < 1e-4)
    }

    /// Σ over the vault's trades and bids of what went out less what came in, at the scenario's
    /// prices, in dollars.
    private func lostInTrades(_ flight: Flight) throws -> Double {
        let world = flight.world
        let vault = try #require(world.vault)
        func worth(_ token: Address, _ amount: UInt256) throws -> Double {
            let info = try #require(world.tokens.first { $0.address == token })
            // The oracle's answer: eight decimals, rounded down.
            let start = try #require(world.scenario.assets[info.index].price.start)
            let price = (start * 1e8).rounded(.down) / 1e8
            return amount.asDouble / info.unit.asDouble * price
        }
        var lost = 0.0
        for log in flight.records.flatMap(\.transactions).flatMap(\.receipt.logs)
        where log.address == vault.address {
            func word(_ number: Int) -> UInt256 {
                UInt256(bigEndian: log.data[(32 * number)..<(32 * number + 32)]) ?? .zero
            }
            switch log.topics.first {
            case Vault.Traded.topic:
                lost += try worth(Address(word: log.topics[2]), word(0))
                lost -= try worth(Address(word: log.topics[3]), word(1))
            case Vault.Bought.topic:
                let asset = try worth(Address(word: log.topics[2]), word(1))
                let quote = try worth(vault.quote.address, word(2))
                lost += word(0).isZero ? quote - asset : asset - quote
            default: continue
            }
        }
        return lost
    }

    /// The second slice of a token that needs several is its maximum, or all that its share of the
    /// proceeds buys.
    @Test func `trades no token beyond its own maximum in a slice`() throws {
        let scenario = try Scenario.file(Self.file).cut(to: 400)
        let flight = try Flight(scenario)
        let world = flight.world
        let vault = try #require(world.vault)
        let slices = flight.records.flatMap(\.transactions).filter {
            $0.pending.purpose == .rebalance && $0.receipt.status == .success
        }
        #expect(slices.count >= 3)
        var atMaximum = 0
        for slice in slices {
            for log in slice.receipt.logs where log.topics.first == Vault.Traded.topic {
                let isSale = log.topics[3] == vault.quote.address.word
                let token = Address(word: log.topics[isSale ? 2 : 3])
                let most = world.machine.read(Vault.Storage.tradeMax[token], of: vault.address)
                let bytes = isSale ? log.data[0..<32] : log.data[32..<64]
                let amount = try #require(UInt256(bigEndian: bytes))
                #expect(amount <= most.raw)
                // The maximum buys a hundredth less than it is worth: the fee and the impact.
                if amount.asDouble > most.raw.asDouble * 0.98 { atMaximum += 1 }
            }
        }
        // UNI in each, and the small ones KNC, LRC and CREAM.
        #expect(atMaximum >= 4 * slices.count)
    }
}

@Suite struct `A comparison` {
    private func scenario() throws -> Scenario {
        let path = packageFolder.appending(path: "scenarios/quickstart.yaml")
        let text =
            try String(contentsOf: path, encoding: .utf8).replacing(
                "liquidity: 4_000_000 USDC",
                with: "liquidity: "
                    + "{ assumption: 4_000_000 USDC, low: 1_000_000 USDC, high: 4_000_000 USDC }"
            )
            + "compare: [{ name: same }, { name: wide, set: { vault.guards.slippage: 5 % } }]\n"
        return try Scenario.decode(text, file: "quickstart.yaml").cut(to: 60)
    }

    @Test func `runs each variant at each level, in the order of the file`() throws {
        let scenario = try scenario()
        let comparison = Comparison(scenario)
        #expect(comparison.count == 10)
        #expect(comparison.blockCount == 600)
        let rows = try comparison.run { _ in false }
        #expect(
            rows.map(\.variant) == Array(repeating: "same", count: 5)
                + Array(repeating: "wide", count: 5)
        )
        #expect(rows.map(\.level) == AssumptionLevel.allCases + AssumptionLevel.allCases)
        for (row, number) in [(rows[0], 0), (rows[2], 0), (rows[8], 1)] {
            let level = try #require(row.level)
            let alone = try Flight(scenario.variants[number].scenario.assuming(level)).measures
            #expect(row.measures.vault?.navEnd == alone.vault?.navEnd)
            #expect(row.measures.vault?.lost == alone.vault?.lost)
            #expect(row.measures.transactions == alone.transactions)
        }
        let depths = rows.prefix(5).map { $0.measures.start.pools[0].reserveQuote.raw.limb0 }
        #expect(depths == [1, 2, 4, 4, 4].map { $0 * 1_000_000_000_000 })
    }

    @Test func `stops when it is asked to`() throws {
        #expect(try Comparison(try scenario()).run { _ in true }.isEmpty)
    }

    /// The runs of the first variant are 300 blocks, on two cores at least 60 of the second too.
    @Test func `keeps the variants that ended before, with all their levels`() throws {
        let done = Mutex(UInt64(0))
        let rows = try Comparison(try scenario()).run { blocks in
            done.withLock {
                $0 += blocks
                return $0 > 420
            }
        }
        let names = Set(rows.map(\.variant))
        #expect(names.count < 2)
        #expect(rows.count == names.count * AssumptionLevel.allCases.count)
    }

    @Test func `has nothing to run where there are no variants`() throws {
        let comparison = Comparison(try .quickstart())
        #expect(comparison.count == 0)
        #expect(try comparison.run { _ in false }.isEmpty)
    }
}
