import Agents
import Chain
import Contracts
import Measures
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

@Suite struct `A signed amount` {
    @Test(
        arguments: [
            (10, 3, "7", 7.0), (3, 10, "-7", -7.0), (5, 5, "0", 0.0), (0, 0, "0", 0.0),
        ] as [(UInt64, UInt64, String, Double)]
    )
    func `is income less expense`(
        _ income: UInt64,
        _ expense: UInt64,
        _ text: String,
        _ value: Double
    ) {
        var amount = SignedAmount()
        amount.add(UInt256(income))
        amount.subtract(UInt256(expense))
        #expect(amount.description == text)
        #expect(amount.asDouble == value)
        #expect(amount.isNegative == (value < 0))
    }

    @Test func `adds another`() {
        var amount = SignedAmount()
        amount.subtract(5)
        var other = SignedAmount()
        other.add(2)
        other.subtract(1)
        amount.add(other)
        #expect(amount.description == "-4")
        #expect(amount.magnitude == 4)
    }
}

@Suite struct `What a sandwicher takes` {
    /// The reserves of a pool before each transaction of a block, followed by its Sync events.
    private struct Tape {
        let pool: PoolInfo
        var base: UInt256
        var quote: UInt256

        mutating func follow(_ logs: [Log]) {
            for log in logs
            where log.address == pool.pair && log.topics.first == Pair.Sync.topic {
                guard let one = UInt256(bigEndian: log.data[..<32]),
                    let two = UInt256(bigEndian: log.data[32..<64])
                else { continue }
                (base, quote) = pool.base.address < pool.quote.address ? (one, two) : (two, one)
            }
        }
    }

    private func sizing(
        _ victim: Transaction,
        _ tape: Tape
    ) throws -> (SandwichSizing, token: TokenInfo) {
        // swapExactTokensForTokens(amountIn, amountOutMin, path at 160, …, first token, second).
        let data = victim.data
        let amountIn = try #require(UInt256(bigEndian: data[4..<36]))
        let least = try #require(UInt256(bigEndian: data[36..<68]))
        let first = try #require(UInt256(bigEndian: data[196..<228]))
        let sellsBase = Address(word: first) == tape.pool.base.address
        let sizing = SandwichSizing(
            reserveIn: sellsBase ? tape.base : tape.quote,
            reserveOut: sellsBase ? tape.quote : tape.base,
            fee: tape.pool.fee,
            victimIn: amountIn,
            victimOutMin: least
        )
        return (sizing, sellsBase ? tape.pool.base : tape.pool.quote)
    }

    /// What a leg's swap put in and took out, by the pair's own event.
    private func amounts(_ leg: IncludedTransaction, _ pool: PoolInfo) throws -> [UInt256] {
        let swap = try #require(
            leg.receipt.logs.first {
                $0.address == pool.pair && $0.topics.first == Pair.Swap.topic
            }
        )
        let words = try (0..<4).map {
            try #require(UInt256(bigEndian: swap.data[(32 * $0)..<(32 * $0 + 32)]))
        }
        return [try words[0] + words[1], try words[2] + words[3]]
    }

    /// Takes in WBTC and WETH of a pool quoted in WETH, all counted in the first pool's USDC.
    @Test func `is counted in one unit over pools of different quotes`() throws {
        var scenario = try Scenario.quickstart()
        scenario.assets.append(Asset(name: "WBTC", decimals: 8, price: .constant(6_000)))
        let liquidity = UInt256(20_000).wrappingMultiply(1_000_000_000_000_000_000)
        scenario.pools.append(
            Pool(name: "btc", base: "WBTC", quote: "WETH", liquidity: TokenAmount(liquidity))
        )
        let median = TokenAmount(UInt256(60).wrappingMultiply(1_000_000_000_000_000_000))
        for index in scenario.agents.indices {
            switch scenario.agents[index].role {
            case .sandwicher:
                scenario.agents[index].role = .sandwicher(SandwicherSettings(pool: "btc"))
                scenario.agents[index].funds = nil
            case .traders(var settings):
                settings.pool = "btc"
                settings.size = .lognormal(median: median, sigma: 1)
                scenario.agents[index].role = .traders(settings)
                scenario.agents[index].funds = nil
            default: break
            }
        }
        let flight = try Flight(scenario)
        var measures = RunMeasures(flight.world, start: flight.start)
        var expected = 0.0
        var names: Set<String> = []
        for record in flight.records {
            measures.add(record)
            let prices = record.observation.prices
            for attack in measures.sandwiches.last {
                names.insert(attack.token.name)
                // Dollars over the price of USDC, which is one.
                expected +=
                    attack.take.asDouble / attack.token.unit.asDouble * prices[attack.token.index]
            }
        }
        #expect(names == ["WBTC", "WETH"])
        #expect(abs(measures.sandwiches.take / expected - 1) < 1e-12)
        #expect(measures.sandwiches.quote?.name == "USDC")
    }

    @Test func `is what the last leg brought less what the first cost`() throws {
        let flight = try Flight(.quickstart())
        let pool = flight.world.pools[0]
        var measures = RunMeasures(flight.world, start: flight.start)
        var attacks = 0
        for record in flight.records {
            measures.add(record)
            var expected: [String] = []
            for back in record.transactions {
                guard case .sandwichBack(let hash) = back.pending.purpose,
                    let front = record.transactions.first(where: {
                        $0.pending.purpose == .sandwichFront(victim: hash)
                    }), front.receipt.status == .success, back.receipt.status == .success
                else { continue }
                var take = SignedAmount()
                take.add(try amounts(back, pool)[1])
                take.subtract(try amounts(front, pool)[0])
                let victim = record.transactions.first { $0.pending.signed.signingHash == hash }
                expected.append("\(victim?.pending.author ?? "?"): \(take)")
            }
            let last = measures.sandwiches.last
            #expect(last.map { "\($0.victim): \($0.take)" } == expected)
            #expect(last.allSatisfy { $0.attacker == "sandwicher" })
            attacks += expected.count
        }
        #expect(attacks > 5)
        #expect(measures.sandwiches.attacks == UInt64(attacks))
    }

    /// Where the three legs are neighbours in the block; others may trade in between.
    @Test func `is the profit of the closed form's plan, to the unit`() throws {
        let flight = try Flight(.quickstart())
        let pool = flight.world.pools[0]
        var tape = Tape(
            pool: pool,
            base: flight.start.pools[0].reserveBase.raw,
            quote: flight.start.pools[0].reserveQuote.raw
        )
        var measures = RunMeasures(flight.world, start: flight.start)
        var compared = 0
        for record in flight.records {
            measures.add(record)
            for included in record.transactions {
                defer { tape.follow(included.receipt.logs) }
                let next = record.transactions.dropFirst(included.index + 1).prefix(2)
                guard case .sandwichFront(let hash) = included.pending.purpose,
                    let victim = next.first, victim.pending.signed.signingHash == hash,
                    victim.pending.transaction.to == pool.router,
                    next.last?.pending.purpose == .sandwichBack(victim: hash)
                else { continue }
                let (sizing, token) = try sizing(victim.pending.transaction, tape)
                let plan = try #require(sizing.plan())
                let attack = try #require(measures.sandwiches.last.first)
                #expect("\(attack.token.name) \(attack.take)" == "\(token.name) \(plan.profit)")
                #expect(attack.take.magnitude > 0)
                compared += 1
            }
        }
        // The seed's run has some, or this test tests nothing.
        #expect(compared > 2)
    }
}

@Suite struct `The measures of a vault` {
    @Test func `have the turnover of the rebalances' own events over the mean NAV`() throws {
        let flight = try Flight(.quickstart())
        let vault = try #require(flight.measures.vault)
        let info = try #require(flight.world.vault)
        var sold = UInt256.zero
        var rebalances: UInt64 = 0
        for log in flight.records.flatMap(\.transactions).flatMap(\.receipt.logs)
        where log.address == info.address && log.topics.first == Vault.Rebalanced.topic {
            rebalances += 1
            sold = try sold + #require(UInt256(bigEndian: log.data.suffix(32)))
        }
        let navs = flight.records.compactMap { $0.observation.vault?.nav.raw.asDouble }
        let mean = navs.reduce(0, +) / Double(navs.count)
        #expect(rebalances > 0)
        #expect(vault.done == rebalances)
        #expect(vault.sold == sold)
        #expect(vault.turnover == sold.asDouble / mean)
        #expect(vault.navStart == flight.start.vault?.nav)
        #expect(vault.navEnd == flight.records.last?.observation.vault?.nav)
        let largest = flight.records.compactMap { $0.observation.vault?.weights }
            .map { max(($0[0] - 0.4).magnitude, ($0[1] - 0.6).magnitude) }.max()
        #expect(vault.deviationMax == largest)
    }

    @Test func `hold the start's balances at the end's prices for comparison`() throws {
        let flight = try Flight(.quickstart())
        let vault = try #require(flight.measures.vault)
        let prices = try #require(flight.records.last).observation.prices
        // 160,000 USDC and 1,200 WETH.
        #expect((vault.holdEnd - (160_000 + 1_200 * prices[0] / prices[1])).magnitude < 1e-6)
    }
}

@Suite struct `The measures of agents` {
    /// Tokens only move between accounts: what agents gain, pool and vault lose.
    @Test func `add up with the balances of pool and vault`() throws {
        let flight = try Flight(.quickstart())
        let end = try #require(flight.records.last).observation
        let pool = (flight.start.pools[0], end.pools[0])
        let vaults = (try #require(flight.start.vault), try #require(end.vault))
        for (token, isQuote) in [(flight.world.tokens[0], false), (flight.world.tokens[1], true)] {
            var sum = SignedAmount()
            for party in flight.measures.parties { sum.add(party.flows[token.index]) }
            sum.add(isQuote ? pool.1.reserveQuote.raw : pool.1.reserveBase.raw)
            sum.subtract(isQuote ? pool.0.reserveQuote.raw : pool.0.reserveBase.raw)
            sum.add(vaults.1.balances[isQuote ? 0 : 1].raw)
            sum.subtract(vaults.0.balances[isQuote ? 0 : 1].raw)
            #expect(sum.description == "0")
        }
        let paid = flight.measures.parties.reduce(UInt256.zero) { $0.wrappingAdd($1.gasPaid.raw) }
        let spent = try flight.measures.burnt.raw + flight.measures.priority.raw
        #expect(paid == spent)
    }
}
