import Agents
import Chain
import Contracts
import Measures
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

@Suite struct `The loss waterfall` {
    /// One vault, one pool of 2,000 WETH and 400,000 USDC, one sandwicher, and nobody else.
    private static let lone = """
        format: 1
        name: lone
        seed: 5
        chain: { base_fee: 1 gwei }
        assets:
          WETH: { decimals: 18, price: 200 }
          USDC: { decimals: 6, price: 1 }
        pools:
          - { name: main, tokens: [WETH, USDC], fee: 30 bp, liquidity: 400_000 USDC }
        vault:
          quote: USDC
          targets: { WETH: 50 %, USDC: 50 % }
          deposit: 100_000 USDC
          timelock: 1 min
          trigger: { threshold: 1 % }
          guards: { slippage: 300 bp, value_loss: 500 bp, oracle_age: 24 h }
        agents:
          - { name: oracle, role: oracle_reporter, asset: WETH }
          - { name: owner, role: owner, targets: { WETH: 40 %, USDC: 60 % } }
          - { name: keeper, role: keeper }
          - { name: thief, role: sandwicher }
        run: { for: 40 blocks }
        """

    private func fly(_ changes: (String, String)...) throws -> Flight {
        var text = Self.lone
        for (old, new) in changes {
            try #require(text.contains(old), "the scenario does not say \(old)")
            text.replace(old, with: new)
        }
        return try Flight(Scenario.decode(bytes: [UInt8](text.utf8), file: "lone.yaml"))
    }

    /// 997 of 1,000 parts trade; written from Uniswap's library, not from ours.
    private func out(
        _ amountIn: UInt256,
        _ reserveIn: UInt256,
        _ reserveOut: UInt256
    ) throws -> UInt256 {
        let kept = try amountIn * 997
        return try quotient(kept * reserveOut, reserveIn * 1_000 + kept)
    }

    private func quotient(_ above: UInt256, _ below: UInt256) throws -> UInt256 {
        try #require(above.quotientAndRemainder(dividingBy: below)).quotient
    }

    @Test func `says term by term what a lone sandwicher and the pool took`() throws {
        let flight = try fly()
        let attacked = flight.records.filter { !$0.counterfactuals.isEmpty }
        let record = try #require(attacked.first)
        let before = flight.records[Int(record.number) - 2].observation.pools[0]
        let rebalance = try #require(
            record.transactions.first { $0.pending.purpose == .rebalance }
        )
        #expect(rebalance.receipt.status == .success)
        let losses = try waterfall(flight, block: record.number)
        let loss = try #require(losses.first)
        #expect(losses.count == 1)
        let weth = flight.world.tokens[0]
        let sold = loss.trade.amountIn
        #expect(loss.trade.tokenIn == weth.address)

        // At 200 dollars, whole USDC have six digits and WETH eighteen.
        let atMarket = try #require(
            (try sold * 200_000_000).quotientAndRemainder(dividingBy: weth.unit)
        ).quotient
        let (base, quote) = (before.reserveBase.raw, before.reserveQuote.raw)
        let atSpot = try #require(
            (try sold * quote).quotientAndRemainder(dividingBy: base)
        ).quotient
        let kept = try #require((try sold * 997).quotientAndRemainder(dividingBy: 1_000)).quotient
        let afterFee = try #require(
            (try kept * quote).quotientAndRemainder(dividingBy: base)
        ).quotient
        let undisturbed = try out(sold, base, quote)
        // The front sold WETH too; what it sold is in its calldata.
        let front = try #require(record.transactions.first)
        #expect(front.pending.purpose.label == "sandwich_front")
        let frontIn = try #require(UInt256(bigEndian: front.pending.transaction.data[4..<36]))
        let frontOut = try out(frontIn, base, quote)
        let disturbed = try out(sold, base + frontIn, quote - frontOut)
        #expect(loss.trade.amountOut == disturbed)

        let terms = try #require(loss.terms)
        #expect(terms.timing.magnitude.isZero)
        #expect(terms.basis == SignedAmount(atMarket, less: atSpot))
        #expect(terms.fee == SignedAmount(atSpot, less: afterFee))
        #expect(terms.impact == SignedAmount(afterFee, less: undisturbed))
        #expect(terms.mev == SignedAmount(undisturbed, less: disturbed))
        #expect(terms.mev.magnitude > 0 && !terms.mev.isNegative)
        #expect(terms.total.description == (try atMarket - disturbed).description)
        #expect(loss.termsInQuote == terms)

        // The MEV term is what the sandwicher took and the pool kept: of no token is any lost.
        let after = record.observation.pools[0]
        let stolen = try fly(("- { name: thief, role: sandwicher }", ""))
        let honest = stolen.records[Int(record.number) - 1].observation.pools[0]
        func gained(_ side: KeyPath<Observation.Pool, TokenAmount>) -> SignedAmount {
            SignedAmount(after[keyPath: side].raw, less: honest[keyPath: side].raw)
        }
        let parties = flight.measures.redistribution.parties
        let pool = try #require(parties.first { $0.kind == .pool })
        #expect(pool.gains[0].description == gained(\.reserveBase).description)
        #expect(pool.gains[1].description == gained(\.reserveQuote).description)
        let thief = try #require(parties.first { $0.kind == .attacker })
        #expect(thief.name == "thief")
        #expect(thief.gains[1].magnitude.isZero)
        let vault = try #require(parties.first { $0.name == "vault" })
        #expect(vault.gains[1].description == "-\(terms.mev)")
        for sum in flight.measures.redistribution.sums { #expect(sum.magnitude.isZero) }
        let values = flight.measures.redistribution
        #expect(abs(vault.value + thief.value + pool.value) < 1e-6)
        #expect(values.value(of: .victim) == vault.value)
    }

    private func waterfall(_ flight: Flight, block: UInt64) throws -> [TradeLoss] {
        var measures = RunMeasures(flight.world, start: flight.start)
        for record in flight.records {
            measures.add(record)
            if record.number == block { return measures.vault?.waterfall.last ?? [] }
        }
        return []
    }

    @Test func `has no MEV where nobody attacks`() throws {
        let flight = try fly(("- { name: thief, role: sandwicher }", ""))
        let waterfall = try #require(flight.measures.vault?.waterfall)
        #expect(waterfall.trades > 0 && waterfall.isComplete)
        #expect(waterfall.terms.mev == SignedAmount())
        #expect(flight.measures.redistribution.parties.isEmpty)
        #expect(!flight.records.contains { !$0.counterfactuals.isEmpty })
    }

    /// Two sandwichers in a gas auction, each of whom is left out alone too: without the winner the
    /// loser takes the same, so that neither alone accounts for the loss.
    @Test func `shares MEV out among several attackers, with what is left over`() throws {
        let flight = try fly(
            (
                "- { name: thief, role: sandwicher }",
                """
                - { name: thief, role: sandwicher, bidding: gas_auction, latency: 150 ms }
                  - { name: rogue, role: sandwicher, bidding: gas_auction, latency: 150 ms }
                """
            )
        )
        let both = flight.records.filter { $0.counterfactuals.count == 3 }
        let record = try #require(both.first)
        let without = record.counterfactuals.map(\.without)
        #expect(without == [["rogue", "thief"], ["rogue"], ["thief"]])
        let loss = try #require(try waterfall(flight, block: record.number).first)
        #expect(loss.shares.map(\.attacker) == ["rogue", "thief"])
        let mev = try #require(loss.terms?.mev)
        let residual = try #require(loss.residual)
        var sum = residual
        for share in loss.shares { sum.add(try #require(share.loss)) }
        #expect(sum == mev)
        #expect(mev.magnitude > 0 && !mev.isNegative)
        #expect(residual == mev, "\(loss.shares)")
    }

    @Test(arguments: scenarioNames)
    func `sums to the shortfall in every scenario`(_ name: String) throws {
        let scenario = try Scenario.file(name).cut(to: 7_000)
        let measures = try expectSums(scenario)
        // In some files of the lab the point is that nothing is sold.
        if measures.vault != nil, !labNames.contains(name) {
            #expect(measures.vault?.waterfall.trades ?? 0 > 0, "the scenario trades")
        }
    }

    @Test(arguments: labNames)
    func `sums to the shortfall in every variant of the lab`(_ name: String) throws {
        for variant in try Scenario.file(name).variants { try expectSums(variant.scenario) }
    }

    /// Flies a scenario; each trade's terms sum to its shortfall, and all together to the vault's.
    @discardableResult
    private func expectSums(_ scenario: Scenario) throws -> RunMeasures {
        let flight = try Flight(scenario)
        #expect(flight.violations == [])
        guard let start = flight.measures.vault?.navStart, start.raw > 0 else {
            return flight.measures
        }
        var measures = RunMeasures(flight.world, start: flight.start)
        var total = TradeLoss.Terms()
        var trades: UInt64 = 0
        for record in flight.records {
            measures.add(record)
            for loss in measures.vault?.waterfall.last ?? [] {
                trades += 1
                guard let terms = loss.terms, let inQuote = loss.termsInQuote else {
                    #expect(loss.missing != nil)
                    continue
                }
                #expect(terms.total.description == loss.shortfall.description)
                #expect(inQuote.total.description == loss.shortfallInQuote.description)
                #expect(terms.timing == loss.timing)
                total.mev.add(inQuote.mev)
            }
        }
        let vault = try #require(measures.vault)
        #expect(vault.waterfall.terms.mev.description == total.mev.description)
        #expect(vault.waterfall.trades == trades)
        #expect((trades > 0) == !vault.sold.isZero)
        if vault.waterfall.isComplete {
            #expect(
                vault.waterfall.terms.total.description == vault.waterfall.shortfall.description
            )
        }
        for sum in measures.redistribution.sums { #expect(sum.magnitude.isZero) }
        return measures
    }
}
