import Primitives
import Scenarios
import Testing
import WideMath

/// Two pools of one pair, and these agents.
private func text(_ agents: String..., rest: String = "") -> String {
    """
    format: 1
    name: liquidity
    seed: 1
    assets:
      WETH: { decimals: 18, price: 200 }
      USDC: { decimals: 6, price: 1 }
    pools:
      - { name: main, tokens: [WETH, USDC], liquidity: 1_000 USDC }
      - { name: side, tokens: [WETH, USDC], liquidity: 1_000 USDC }
    agents:

    """ + agents.enumerated().map { "  - { name: a\($0), \($1) }\n" }.joined() + rest
        + "run: { for: 1 h }\n"
}

private func condition(
    _ gauge: Gauge,
    _ relation: Scenarios.Expectation.Relation,
    _ bound: Double,
    _ text: String
) -> Condition {
    Condition(gauge: gauge, relation: relation, bound: bound, text: text)
}

@Suite struct `Liquidity in a scenario` {
    private func role(_ agent: String) throws -> AgentRole {
        let scenario = try Scenario.decode(text(agent), file: "s.yaml")
        let again = try Scenario.decode(scenario.resolvedYAML, file: "resolved.yaml")
        #expect(again == scenario)
        #expect(again.resolvedYAML == scenario.resolvedYAML)
        return try #require(scenario.agents.first).role
    }

    @Test func `has providers with what is said, and the defaults`() throws {
        #expect(
            try role("role: liquidity_provider, pool: side")
                == .liquidityProvider(LiquidityProviderSettings(pool: "side"))
        )
        let calm = condition(
            .volatility(asset: 0, window: 3_600),
            .less,
            0.8,
            "WETH.volatility(1 h) < 80 %"
        )
        let thin = condition(
            .depth(pool: 1, move: BasisPoints(100)),
            .less,
            5,
            "side.depth(1 %) < 5 USDC"
        )
        let poor = condition(
            .fees(pool: 1, window: 86_400),
            .less,
            0.0001,
            "side.fees(24 h) < 0.01 %"
        )
        let wild = condition(
            .volatility(asset: 0, window: 3_600),
            .more,
            1.5,
            "WETH.volatility(1 h) > 150 %"
        )
        #expect(
            try role(
                "role: liquidity_provider, pool: side, share: 40 %, slippage: 2 %, "
                    + "leave: { when: volatility > 150 %, fraction: 80 % }, "
                    + "return: { when: volatility < 80 %, after: 2 h }"
            )
                == .liquidityProvider(
                    LiquidityProviderSettings(
                        pool: "side",
                        share: BasisPoints(4_000),
                        leave: [.init(when: wild, fraction: BasisPoints(8_000))],
                        comeback: .init(when: calm, after: 7_200),
                        slippage: BasisPoints(200)
                    )
                )
        )
        #expect(
            try role(
                "role: liquidity_provider, pool: side, "
                    + "leave: [{ when: depth < 5 USDC }, "
                    + "{ when: fees(1 d) < 1 bp, fraction: 5 % }], return: { after: 1 min }"
            )
                == .liquidityProvider(
                    LiquidityProviderSettings(
                        pool: "side",
                        leave: [
                            .init(when: thin, fraction: BasisPoints(10_000)),
                            .init(when: poor, fraction: BasisPoints(500)),
                        ],
                        comeback: .init(after: 60)
                    )
                )
        )
    }

    @Test func `has books of longs with what is said, and the defaults`() throws {
        #expect(
            try role("role: liquidations, pool: main, debt: 50 USDC, between: [5 %, 40 %]")
                == .liquidations(
                    LiquidationsSettings(
                        pool: "main",
                        debt: TokenAmount(50_000_000),
                        fallMin: BasisPoints(500),
                        fallMax: BasisPoints(4_000)
                    )
                )
        )
        #expect(
            try role(
                "role: liquidations, pool: side, debt: 1 USDC, between: [10 %, 10 %], "
                    + "positions: 7, bonus: 8 %"
            )
                == .liquidations(
                    LiquidationsSettings(
                        pool: "side",
                        debt: TokenAmount(1_000_000),
                        positions: 7,
                        fallMin: BasisPoints(1_000),
                        fallMax: BasisPoints(1_000),
                        bonus: BasisPoints(800)
                    )
                )
        )
    }

    @Test func `has traders who panic`() throws {
        let fall = condition(
            .move(asset: 0, window: 3_600),
            .less,
            -0.05,
            "WETH.move(1 h) < -5 %"
        )
        let traders = "role: traders, pool: main, rate: 1 per block, size: 5 USDC, "
        var settings = TradersSettings(
            pool: "main",
            ratePerBlock: 1,
            size: .fixed(TokenAmount(5_000_000)),
            panic: .init(when: fall, rate: 3, sells: BasisPoints(8_000))
        )
        #expect(
            try role(traders + "panic: { when: WETH.move(1 h) < -5 %, rate: 3x, sells: 80 % }")
                == .traders(settings)
        )
        settings.panic?.sells = nil
        #expect(
            try role(traders + "panic: { when: move < -5 %, rate: 3x }") == .traders(settings)
        )
    }

    @Test func `waits for each condition once, those of events first`() throws {
        let scenario = try Scenario.decode(
            text(
                "role: liquidity_provider, pool: main, leave: { when: gap > 1 % }, "
                    + "return: { when: base_fee < 9 gwei }",
                "role: liquidity_provider, pool: side, leave: { when: main.gap > 1 % }",
                "role: traders, pool: side, rate: 1 per block, size: 5 USDC, "
                    + "panic: { when: spot < 150, rate: 2x }",
                rest: "events:\n  - { when: WETH.price < 90, flow: 2x }\n"
            ),
            file: "s.yaml"
        )
        #expect(
            scenario.conditions.map(\.text)
                == [
                    "WETH.price < 90", "main.gap > 1 %", "base_fee < 9 gwei", "side.spot < 150",
                ]
        )
    }

    @Test func `lets events take it from pools that have providers`() throws {
        let provider = "role: liquidity_provider, pool: side"
        func effects(_ event: String) throws -> [Effect] {
            let text = text(provider, rest: "events:\n  - { at: 1 min, depth: 0.1x\(event) }\n")
            let scenario = try Scenario.decode(text, file: "s.yaml")
            let again = try Scenario.decode(scenario.resolvedYAML, file: "resolved.yaml")
            #expect(again == scenario)
            return scenario.events.flatMap(\.effects)
        }
        let expected = [Effect.depth(0.1, pools: ["side"])]
        #expect(try effects("") == expected)
        #expect(try effects(", pool: side") == expected)
        #expect(try effects(", pool: all") == expected)
    }

    @Test(
        arguments: [
            (
                "role: liquidity_provider",
                "agents[0]: pool is missing; there is more than one; write pool: and one of main, "
                    + "side"
            ),
            (
                "role: liquidity_provider, pool: main, share: 0 %",
                "agents[0].share: \"0 %\" is out of bounds; write 1 bp to 100 %"
            ),
            (
                "role: liquidity_provider, pool: main, leave: { fraction: 5 % }",
                "agents[0].leave: when is missing; write when: and a condition, for example "
                    + "main.depth < 100_000 USDC or WETH.move(1 h) < -10 %"
            ),
            (
                "role: liquidity_provider, pool: main, leave: { when: depth < 5 WETH }",
                "agents[0].leave.when: main.depth(1 %) is not in WETH"
            ),
            (
                "role: liquidity_provider, pool: main, leave: [{ when: gap > 1 %, part: 5 % }]",
                "agents[0].leave[0].part: unknown key; the keys of a rule are: when, fraction"
            ),
            (
                "role: liquidity_provider, pool: main, return: { after: 5 min }",
                "agents[0].return: there is no rule by which it leaves; write leave: beside it; "
                    + "after an event it comes back when that ends"
            ),
            (
                "role: liquidations, pool: main, between: [5 %, 40 %]",
                "agents[0]: debt is missing; write debt: and an amount of a token, for example "
                    + "5_000_000 USDC"
            ),
            (
                "role: liquidations, pool: main, debt: 5 WETH, between: [5 %, 40 %]",
                "agents[0].debt: the amount is in WETH; give it in the second token of the pool "
                    + "main, USDC"
            ),
            (
                "role: liquidations, pool: main, debt: 5 USDC, between: [40 %, 5 %]",
                "agents[0].between: the first fall is larger than the second; write the smaller "
                    + "one first, for example [5 %, 40 %]"
            ),
            (
                "role: liquidations, pool: main, debt: 5 USDC, between: [5 %]",
                "agents[0].between: is a list of 1; give 2"
            ),
            (
                "role: liquidations, pool: main, debt: 5 USDC, between: [5 %, 9 %], "
                    + "price: oracle",
                "agents[0].price: no oracle answers for WETH in USDC; let a vault hold WETH "
                    + "against USDC, or write price: outside"
            ),
            (
                "role: traders, pool: main, rate: 1 per block, size: 5 USDC, "
                    + "panic: { when: gap > 1 % }",
                "agents[0].panic: nothing changes in it; write rate: and a multiple, or sells: and "
                    + "a share"
            ),
        ] as [(String, String)]
    )
    func `is refused where it makes no sense`(_ agent: String, _ message: String) {
        #expect(self.message(of: text(agent)).hasPrefix(message))
    }

    @Test func `is owned once`() {
        #expect(
            message(
                of: text(
                    "role: liquidity_provider, pool: main, share: 60 %",
                    "role: liquidity_provider, pool: side",
                    "role: liquidity_provider, pool: main, share: 41 %"
                )
            )
                == "agents[2].share: the providers of \"main\" own 101 % of it; let their shares "
                + "add up to at most 100 %"
        )
    }

    @Test(
        arguments: [
            (
                "role: copycat", "",
                "events[0].depth: nobody provides liquidity who could leave; add an agent of the "
                    + "role liquidity_provider"
            ),
            (
                "role: liquidity_provider, pool: side", ", pool: [side, main]",
                "events[0].pool: nobody provides liquidity to \"main\" who could leave; add an "
                    + "agent of the role liquidity_provider with pool: main"
            ),
        ] as [(String, String, String)]
    )
    func `leaves by events only where somebody provides it`(
        _ agent: String,
        _ pool: String,
        _ message: String
    ) {
        let text = text(agent, rest: "events:\n  - { at: 1 min, depth: 0.1x\(pool) }\n")
        #expect(self.message(of: text) == message)
    }

    /// What is refused, without file and line.
    private func message(of text: String) -> String {
        let outcome = outcome(text)
        return outcome.firstRange(of: ": ").map { String(outcome[$0.upperBound...]) } ?? outcome
    }
}
