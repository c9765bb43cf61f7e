extension Refusal {
    /// References to what is not there, and parts that do not fit together.
    static let meaning: [Refusal] = [
        Refusal(
            "tokens: [WETH, USDC]",
            "tokens: [WHET, USDC]",
            "s.yaml:15: pools[0].tokens[0]: no asset \"WHET\"; did you mean \"WETH\"?"
        ),
        Refusal(
            "tokens: [WETH, USDC]",
            "tokens: [BTC, USDC]",
            "s.yaml:15: pools[0].tokens[0]: no asset \"BTC\"; the assets are: WETH, USDC, DAI"
        ),
        Refusal(
            "tokens: [WETH, USDC]",
            "tokens: [USDC, USDC]",
            "s.yaml:15: pools[0].tokens: both tokens are the same; name two different assets"
        ),
        Refusal(
            "tokens: [WETH, USDC]",
            "tokens: [WETH, USDC, DAI]",
            "s.yaml:15: pools[0].tokens: is a list of 3; give 2"
        ),
        Refusal(
            "tokens: [WETH, USDC]",
            "tokens: [WETH, DAI]",
            """
            s.yaml:17: pools[0].liquidity: the liquidity is in USDC; give it in the second \
            token, DAI
            """
        ),
        Refusal(
            "liquidity: 8_000_000 USDC",
            """
            liquidity: 8_000_000 USDC
              - { name: main, tokens: [DAI, USDC], liquidity: 1_000 USDC }
            """,
            """
            s.yaml:18: pools[1].name: another pool is called "main", in line 14; give each \
            pool its own name
            """
        ),
        Refusal(
            "liquidity: 8_000_000 USDC",
            """
            liquidity: 8_000_000 USDC
              - { name: two, tokens: [DAI, USDC], liquidity: 1_000 USDC }
            """,
            """
            s.yaml:34: agents[2]: pool is missing; there is more than one; write pool: and \
            one of main, two
            """
        ),
        Refusal(
            "  quote: USDC",
            "  quote: USDT",
            "s.yaml:19: vault.quote: no asset \"USDT\"; did you mean \"USDC\"?"
        ),
        Refusal(
            "trigger: { threshold: 5 % }",
            "trigger: { measure: relative }",
            """
            s.yaml:24: vault.trigger: nothing triggers a rebalance; write threshold: 5 %, or \
            period: 30 d, or both, or event: change
            """
        ),
        Refusal(
            "trigger: { threshold: 5 % }",
            "trigger: { threshold: 5 %, trade_back: 501 bp }",
            """
            s.yaml:24: vault.trigger.trade_back: 501 bp is above the threshold; trade back to at \
            most 5 %
            """
        ),
        Refusal(
            "guards: { slippage: 100 bp }",
            "guards: { depth: 1 WETH }",
            """
            s.yaml:25: vault.guards.depth: the amount is in WETH; give it in the vault's quote \
            token, USDC
            """
        ),
        Refusal(
            "deposit: 2_000_000 USDC",
            "deposit: 2_000 WETH",
            """
            s.yaml:23: vault.deposit: the deposit is in WETH; give it in the vault's quote \
            token, USDC
            """
        ),
        Refusal(
            "WETH: 60 %",
            "WETH: 59.5 %",
            """
            s.yaml:20: vault.targets: the weights sum to 99.5 %; they must sum to exactly \
            100 %
            """
        ),
        Refusal(
            "WETH: 60 %",
            "WHET: 60 %",
            "s.yaml:21: vault.targets.WHET: no asset \"WHET\"; did you mean \"WETH\"?"
        ),
        Refusal(
            "WETH: 60 %",
            "DAI: 60 %",
            """
            s.yaml:21: vault.targets.DAI: no pool trades DAI against USDC; add one to \
            pools: { name: …, tokens: [DAI, USDC], liquidity: … USDC }
            """
        ),
        Refusal(
            "asset: WETH",
            "asset: DAI",
            """
            s.yaml:20: vault.targets: nobody reports the price of WETH to the vault; add an \
            agent: { name: oracle, role: oracle_reporter, asset: WETH }
            """
        ),
        Refusal(
            "asset: WETH",
            "asset: EHT",
            "s.yaml:32: agents[1].asset: no asset \"EHT\"; the assets are: WETH, USDC, DAI"
        ),
        Refusal(
            "name: flow",
            "name: keeper",
            """
            s.yaml:33: agents[2].name: another agent is called "keeper", in line 27; give \
            each agent its own name
            """
        ),
        Refusal(
            "rate: 0.4 per block",
            "pool: mian\n    rate: 0.4 per block",
            "s.yaml:35: agents[2].pool: no pool \"mian\"; did you mean \"main\"?"
        ),
        Refusal(
            "size: lognormal(3_000 USDC, 1.2)",
            "size: lognormal(3 WETH, 1.2)",
            """
            s.yaml:36: agents[2].size: the amount is in WETH; give it in the second token \
            of the pool main, USDC
            """
        ),
        Refusal(
            "role: sandwicher",
            "role: sandwicher\n    min_profit: 1 WETH",
            """
            s.yaml:42: agents[4].min_profit: the amount is in WETH; give it in the second \
            token of the pool main, USDC
            """
        ),
        Refusal(
            "role: sandwicher",
            "role: block_space\n    base_fee: 1 gwei",
            """
            s.yaml:41: agents[4].role: the agent "crowd" holds the base fee already; keep \
            one agent of the role block_space
            """
        ),
        Refusal(
            "50 ETH, 100_000 USDC",
            "50 ETH, 100 ETH",
            "s.yaml:43: agents[4].funds: ETH is given more than once; write one amount of it"
        ),
        Refusal(
            "for: 2 h",
            "for: 3 h",
            """
            s.yaml:10: assets.WETH.price: 3 prices 1 h apart end before the run, which is 3 \
            h long; give 4 prices or shorten the run
            """
        ),
        Refusal(
            "DAI: {",
            "ETH: {",
            """
            s.yaml:12: assets.ETH: ETH is the chain's own coin; call the token WETH or \
            another name
            """
        ),
        Refusal(
            """
            vault:
              quote: USDC
              targets:
                WETH: 60 %
                USDC: 40 %
              deposit: 2_000_000 USDC
              trigger: { threshold: 5 % }
              guards: { slippage: 100 bp }

            """,
            "",
            """
            s.yaml:20: agents[0].role: a keeper needs a vault; add a section vault: or \
            remove the keeper
            """
        ),
        Refusal(
            """
            pools:
              - name: main
                tokens: [WETH, USDC]
                fee: 30 bp
                liquidity: 8_000_000 USDC
            vault:
              quote: USDC
              targets:
                WETH: 60 %
                USDC: 40 %
              deposit: 2_000_000 USDC
              trigger: { threshold: 5 % }
              guards: { slippage: 100 bp }
            agents:
              - name: keeper
                role: keeper
                retry_after: 10 blocks

            """,
            "agents:\n",
            """
            s.yaml:17: agents[1]: pool is missing; the role traders needs a pool; add one \
            to pools
            """
        ),
        Refusal(
            "    asset: WETH\n",
            "    asset: WETH\n  - { name: next, role: sandwicher, pool: [main] }\n",
            "s.yaml:33: agents[2].pool: is a list; write the name of a pool"
        ),
    ]
}
