import Foundation
import Primitives
import Scenarios
import Testing
import WideMath

private let scenarioFiles = [
    "scenarios/quickstart.yaml", "scenarios/black-thursday.yaml",
    "scenarios/index-april-2021.yaml", "scenarios/searchers.yaml",
]

/// An index whose owner changes it, every choice that `everything` does not have, and variants.
private let index = """
    format: 1
    name: An index
    seed: 1
    assets:
      A: { decimals: 18, price: 2 }
      B: { decimals: 8, price: 3 }
      USDC: { decimals: 6, price: 1 }
    pools:
      - { name: a, tokens: [A, USDC], liquidity: 1_000 USDC }
      - name: a2
        tokens: [A, USDC]
        fee: 5 bp
        liquidity: { assumption: 4_000 USDC, low: 1_000 USDC, high: 9_000 USDC }
      - { name: b, tokens: [USDC, B], liquidity: 500 B }
    vault:
      quote: USDC
      index: { supply: 10, units: { A: 0.000000000000000001 A, B: 0 B, USDC: 1.5 USDC } }
      trigger: { event: change }
      execution:
        give_up: 2 h
        auction: { curve: exponential, start: 102 %, floor: 98 %, step: 13 s, scale: 3 bp,
          coefficient: 0.125, raise: 10 bp }
      assets:
        A: { trade_max: 2.5 A, cool_off: 15 min, venue: a2 }
        B: { cool_off: 1 min }
      guards: { average_window: 10 min, average_deviation: 5 % }
    agents:
      - { name: o, role: oracle_reporter, asset: [B, A] }
      - { name: owner, role: owner, after: 1 h, units: { A: 0.5 A, B: 0.00000001 B } }
      - { name: eye, role: observer }
      - { name: b, role: bidder, min_profit: 3 USDC }
      - { name: arb, role: arbitrageur, pool: [a, a2] }
    run: { for: 2 h }
    compare:
      - { name: "as it is" }
      - name: slices
        set:
          vault.execution: { slices: 4, pace: trade_max, give_up: 1 h }
          pools.a2.fee: 30 bp
          agents.2.fees.tip: 1 gwei
    """

/// Weights that lean with momentum.
private let momentum = sample(
    replacing: "  trigger: { threshold: 5 % }",
    with: "  momentum: { interval: 2 h, periods: 12, tilt: 30 % }\n  trigger: { threshold: 5 % }"
).replacingOccurrences(
    of: "run: {",
    with: "  - { name: eye, role: observer }\nrun: {"
)

/// A scenario in which every part and every choice of the format occurs.
private let everything = """
    format: 1
    name: Everything at once
    about: "Quotes \\" and \\\\, a line\\nend, a tab\\t and \\U0001F6F0 \\x01"
    seed: 18446744073709551615
    chain: { id: 31337, start: 2199-12-31T23:59:59Z, block_time: 1 s, gas_limit: 1_000_000_000,
      base_fee: 1 wei, fork: cancun, signatures: assumed }
    assets:
      "null": { decimals: 0, price: 0.000000001 }
      -a: { decimals: 18, price: { replay: [0.1, 123456789.123456789, 1e], every: 1 d } }
      b_9: { decimals: 6, price: 1234567.125 }
    pools:
      - { name: -, tokens: ["null", b_9], fee: 0 bp, liquidity: 1_000_000.000001 b_9 }
      - { name: p2, tokens: [-a, b_9], fee: 10 %, liquidity: 12 b_9 }
    vault:
      quote: b_9
      targets: { -a: 0.01 %, b_9: 99.99 % }
      deposit: 0.000001 b_9
      trigger: { threshold: 2 bp, measure: relative, period: 30 d, trade_back: 1 bp }
      execution: { slices: 10_000, every: 0 s, give_up: 1 d }
      guards: { slippage: 0 %, oracle_age: 90 min, cooldown: 0 s, value_loss: 0 bp,
        loss_budget: 100 %, loss_days: 255, impact: 1 bp, pool_deviation: 2 bp, depth: 7 b_9,
        turnover: 655.35 %, daily_turnover: 3 bp, base_fee: 1 wei, price_drop: 4 bp }
      fees: { management: 2 %, performance: 20 %, unlocking: 1 d }
      reward: { tip: 0.000001 b_9, cap: 5 b_9, priority_fee: 1 gwei }
      keepers: open
      timelock: 0 s
    agents:
      - { name: k, role: keeper, strategy: threshold, retry_after: 1 block,
          prefers: less_realised_gain, fees: { max: 1.5x } }
      - { name: a, role: arbitrageur, pool: p2, min_profit: 1.5 b_9, funds: [] }
      - { name: t, role: traders, pool: p2, rate: 0.015625 per block, size: 0.5 b_9, wallets: 1 }
      - { name: u, role: traders, pool: "-", rate: 0 per block, size: "lognormal( 7 b_9 , 0.25 )" }
      - { name: s, role: sandwicher, pool: p2, fees: { tip: 0 wei, max: 0.5 gwei } }
      - { name: o, role: oracle_reporter, asset: -a, heartbeat: 1 d, deviation: 100 % }
      - { name: c, role: block_space, base_fee: { steps: [1 wei, 1.000000001 gwei], every: 1 s },
          funds: [0.000000000000000001 ETH, 7 "null"] }
    run: { for: 172_800 blocks }
    """
    .replacingOccurrences(of: ", 1e]", with: ", 99999999999.5]")
    .replacingOccurrences(of: "7 \"null\"", with: "7 null")

@Suite struct `A decoded scenario` {
    @Test func `has what the sample says, and the defaults`() throws {
        let scenario = try Scenario.decode(sample, file: "s.yaml")
        #expect(scenario.about.isEmpty)
        #expect(scenario.chain == ChainSettings())
        #expect(scenario.assets.map(\.name) == ["WETH", "USDC", "DAI"])
        #expect(
            scenario.assets[0].price
                == .replay(PriceReplay(points: [200, 190, 180], every: 3_600, volatility: 0.8))
        )
        #expect(
            scenario.pools == [
                Pool(
                    name: "main",
                    base: "WETH",
                    quote: "USDC",
                    liquidity: TokenAmount(8_000_000_000_000)
                )
            ]
        )
        #expect(
            scenario.vault
                == VaultSettings(
                    quote: "USDC",
                    targets: [
                        TargetWeight(asset: "WETH", weight: BasisPoints(6_000)),
                        TargetWeight(asset: "USDC", weight: BasisPoints(4_000)),
                    ],
                    deposit: TokenAmount(2_000_000_000_000),
                    trigger: TriggerSettings(threshold: BasisPoints(500))
                )
        )
        let size = SizeDistribution.lognormal(median: TokenAmount(3_000_000_000), sigma: 1.2)
        let steps = [Wei(20_000_000_000), Wei(30_000_000_000)]
        #expect(
            scenario.agents == [
                AgentSettings(name: "keeper", role: .keeper(KeeperSettings())),
                AgentSettings(
                    name: "oracle",
                    role: .oracleReporter(OracleReporterSettings(assets: ["WETH"]))
                ),
                AgentSettings(
                    name: "flow",
                    role: .traders(TradersSettings(pool: "main", ratePerBlock: 0.4, size: size))
                ),
                AgentSettings(
                    name: "crowd",
                    role: .blockSpace(
                        BlockSpaceSettings(baseFee: .steps(values: steps, every: 3_600))
                    )
                ),
                AgentSettings(
                    name: "sandwicher",
                    role: .sandwicher(SandwicherSettings(pool: "main")),
                    funds: [
                        .ether(
                            Wei(UInt256(50, 0, 0, 0).wrappingMultiply(1_000_000_000_000_000_000))
                        ),
                        .token("USDC", TokenAmount(100_000_000_000)),
                    ]
                ),
            ]
        )
        #expect(scenario.ordering == OrderingSettings())
        #expect(scenario.blocksExpected == 600)
    }

    @Test(arguments: [sample, everything, index, momentum])
    func `is equal after being written and read`(_ text: String) throws {
        let scenario = try Scenario.decode(text, file: "s.yaml")
        let resolved = scenario.resolvedYAML
        let again = try Scenario.decode(resolved, file: "resolved.yaml")
        #expect(again == scenario)
        #expect(again.resolvedYAML == resolved)
    }

    @Test(arguments: scenarioFiles)
    func `comes from each file of the project`(_ path: String) throws {
        let scenario = try Scenario.decode(try file(path), file: path)
        let again = try Scenario.decode(scenario.resolvedYAML, file: "resolved.yaml")
        #expect(again == scenario)
    }

    @Test func `of Black Thursday lasts 48 hours of 13 seconds a block`() throws {
        let path = "scenarios/black-thursday.yaml"
        let scenario = try Scenario.decode(try file(path), file: path)
        // 48 · 3,600 ÷ 13, rounded down; date -u -d 2020-03-12 +%s
        #expect(scenario.blocksExpected == 13_292)
        #expect(scenario.chain.start == 1_583_971_200)
        guard case .replay(let replay) = scenario.assets[0].price else {
            Issue.record("no replay")
            return
        }
        #expect(replay.points.count == 49)
        #expect(replay.points.first == 194.61 && replay.points.last == 134.06)
        #expect(replay.points.min() == 96.51)
    }

    /// A time that is no multiple of the block time ends with the last whole block.
    @Test(arguments: [(UInt64(172_800), UInt64(13), UInt64(13_292)), (12, 12, 1), (11, 12, 0)])
    func `has the blocks that end within its time`(
        _ seconds: UInt64,
        _ blockTime: UInt64,
        _ blocks: UInt64
    ) {
        #expect(RunSettings(duration: .seconds(seconds)).blocks(every: blockTime) == blocks)
    }

    @Test func `has blocks when it is made by hand without a block time`() {
        #expect(RunSettings(duration: .seconds(5)).blocks(every: 0) == 5)
    }
}
