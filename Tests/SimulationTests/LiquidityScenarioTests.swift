import Foundation
import Measures
import Primitives
import Scenarios
import Simulation
import TestSupport
import Testing
import WideMath

/// A market in which everything that concerns liquidity and order flow happens at random.
private struct Crash {
    let scenario: Scenario

    init(seed: UInt64) throws {
        var numbers = TestNumbers(seed: seed)
        func pick<Value>(_ values: [Value]) -> Value { values[numbers.below(values.count)] }
        func number(_ range: ClosedRange<UInt64>) -> UInt64 {
            range.lowerBound + numbers.next() % (range.upperBound - range.lowerBound + 1)
        }
        let quote = pick(["USDC", "WETH"])
        let tokens = quote == "USDC" ? "[WETH, USDC]" : "[USDC, WETH]"
        func condition() -> String {
            let sign = pick(["<", ">"])
            return switch number(0...9) {
            case 0: "move(\(number(1...20)) min) \(sign) -\(number(1...9)) %"
            case 1: "volatility(\(number(1...20)) min) \(sign) \(number(100...900)) %"
            case 2: "main.depth \(sign) \(number(1_000...60_000)) USDC"
            case 3: "side.gap \(sign) \(number(1...300)) bp"
            case 4: "main.fees(\(number(1...9)) min) \(sign) \(number(1...20)) bp"
            case 5: "base_fee \(sign) \(number(1...30)) gwei"
            case 6: "waiting \(sign) \(number(0...9))"
            case 7: "side.liquidity \(sign) \(number(1_000...900_000)) \(quote)"
            default: "WETH.price \(sign) \(number(150...250))"
            }
        }
        func rule() -> String {
            "{ when: \(condition()), fraction: \(number(1...100)) % }"
        }
        func comeback() -> String {
            let late = ", return: { when: \(condition()), after: \(number(0...300)) s }"
            return pick(["", ", return: {}", late])
        }
        let fee = pick(["30 bp", "5 bp", "1 %", "0 bp"])
        let liquidity = quote == "USDC" ? "900_000 USDC" : "4_000 WETH"
        let policy = pick([
            "priority_fee", "arrival", "shuffled", "bundle_auction", "sealed", "greedy",
            "batch_auction",
        ])
        let pool = pick(["main", "side"])
        let debt = pool == "main" ? "900_000 USDC" : liquidity
        var events: [String] = []
        for _ in 0..<number(0...4) {
            let effects = [
                "depth: 0.\(number(0...9))x", "paused: \(pick(["main", "side", "all"]))",
                "blocked: \(pick(["WETH", "USDC"]))", "flow: \(number(0...9))x",
                "offline: \(pick(["fund", "bank", "longs"]))", "late: fund, by: 3 blocks",
                "under_priced: bank", "nonce_gap: longs", "gas_demand: \(number(1...6))x",
            ]
            let effect = pick(effects)
            events.append("at: block \(number(1...50)), for: \(number(12...400)) s, \(effect)")
        }
        let text = """
            format: 1
            name: crash
            seed: \(seed)
            chain: { gas_limit: \(pick([2_000_000, 10_000_000])), base_fee: 2 gwei }
            assets:
              WETH: { decimals: 18, price: { gbm: 200, volatility: \(number(50...1_000)) %, drift: \
            -\(number(1...1_000)) % } }
              USDC: { decimals: 6, price: 1 }
            pools:
              - { name: main, tokens: [WETH, USDC], liquidity: 4_000_000 USDC }
              - { name: side, tokens: \(tokens), fee: \(fee), liquidity: \(liquidity) }
            agents:
              - { name: arbitrage, role: arbitrageur, pool: all }
              - { name: cycles, role: cyclic_arbitrageur, token: USDC }
              - { name: fund, role: liquidity_provider, pool: main, share: \(number(1...60)) %, \
            leave: [\(rule()), \(rule())]\(comeback()) }
              - { name: bank, role: liquidity_provider, pool: main, share: 40 %, slippage: \
            \(number(0...300)) bp, leave: \(rule())\(comeback()), funds: [9 ETH, 5_000 USDC] }
              - { name: small, role: liquidity_provider, pool: side, leave: \(rule())\(comeback()) }
              - { name: longs, role: liquidations, pool: \(pool), debt: \(debt), positions: 30, \
            between: [1 bp, 5 %], fees: { tip: 1 gwei, max: \(pick(["2x", "40 gwei"])) } }
              - { name: flow, role: traders, pool: main, rate: 1 per block, size: \
            "lognormal(3_000 USDC, 1.2)", panic: { when: \(condition()), rate: 3x, sells: 80 % } }
              - { name: sandwicher, role: sandwicher, pool: main }
              - { name: crowd, role: block_space, base_fee: 2 gwei }
            ordering: { policy: \(policy) }

            """ + (events.isEmpty ? "" : "events:\n" + events.map { "  - { \($0) }\n" }.joined())
            + "run: { for: 60 blocks }\n"
        scenario = try Scenario.decode(text, file: "crash.yaml")
    }
}

@Suite struct `A crash with everybody in it` {
    /// 400 markets in a soak, of 60 blocks each.
    @Test(arguments: Soak.seeds("crash", of: 400))
    func `breaks no invariant and loses no token`(_ seed: UInt64) throws {
        let label = "\(Soak.label("crash")), seed \(seed)"
        let crash: Crash
        do {
            crash = try Crash(seed: seed)
        } catch {
            Issue.record("\(label): \(error)")
            return
        }
        let again = try Scenario.decode(crash.scenario.resolvedYAML, file: "resolved.yaml")
        #expect(again == crash.scenario, "\(label)")
        let flight = try Flight(crash.scenario)
        #expect(flight.violations == [], "\(label)")
        #expect(flight.measures.redistribution.sums.allSatisfy { $0.magnitude.isZero }, "\(label)")
        let flows = flight.measures.parties.map(\.flows)
        for provider in flight.measures.providers {
            let world = flight.world
            let held = provider.pool.shares(
                of: try flight.account(provider.name),
                on: world.machine
            )
            #expect(provider.shares == held, "\(label)")
            #expect(provider.sharesLeast <= held, "\(label)")
            #expect(provider.fees >= -1 && provider.value > 0, "\(label)")
        }
        // What agents gave, pools have.
        for (token, info) in flight.world.tokens.enumerated() {
            var sum = SignedAmount()
            for flow in flows { sum.add(flow[token]) }
            for (pool, (before, after)) in zip(
                flight.world.pools,
                zip(flight.start.pools, flight.records.last?.observation.pools ?? [])
            ) {
                let isBase = pool.base == info
                let end = isBase ? after.reserveBase : after.reserveQuote
                let start = isBase ? before.reserveBase : before.reserveQuote
                sum.add(SignedAmount(end.raw, less: start.raw))
            }
            #expect(sum.magnitude.isZero, "\(label), \(info.name): \(sum)")
        }
    }

    @Test func `is in the examples of the page about scenarios`() throws {
        let page = try String(
            contentsOf: packageFolder.appending(path: "docs/SCENARIOS.md"),
            encoding: .utf8
        )
        let examples = page.components(separatedBy: "```yaml complete\n").dropFirst()
            .map { $0.components(separatedBy: "```")[0] }
        for example in examples {
            let scenario = try Scenario.decode(example, file: "docs/SCENARIOS.md")
            // One shows how files of prices are named; there is none beside the page.
            if scenario.assets.contains(where: { $0.price.start == nil }) { continue }
            let flight = try Flight(scenario.cut(to: Soak.isFull ? .max : 750))
            #expect(flight.violations == [], "\(scenario.name)")
            guard scenario.name == "a crash" else { continue }
            // From 190 to 130 in the second hour: half leaves, then what the event takes too.
            let fund = try #require(flight.measures.providers.first)
            #expect(fund.withdrawals > 1 && fund.sharesLeast < fund.sharesStart)
            #expect(!flight.blocks(of: "longs", "liquidation").isEmpty)
        }
    }

    @Test func `goes the same way twice`() throws {
        let scenario = try Crash(seed: 7).scenario
        let (first, second) = (try Flight(scenario), try Flight(scenario))
        #expect(first.summary == second.summary)
        #expect(first.events == second.events)
        #expect(first.series == second.series)
    }
}
