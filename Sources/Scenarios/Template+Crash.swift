extension Template {
    static let crash = Template(
        name: "crash",
        about: "a market that falls by a third while block space gets dear",
        text: page
    )
}

private let page = """
    # A crash: WETH loses a third in two hours, and the base fee rises to ten times what it was.
    #
    # A value carries its unit: 12 s, 30 bp, 20 gwei, 5_000 USDC. A misspelt key is refused with
    # the nearest known one. docs/SCENARIOS.md lists every key; `ballast check FILE` explains a
    # file.
    format: 1
    name: my crash
    about: >-
      Everybody wants to trade at once. Look at how many rebalances the keeper got through and
      what their gas cost, and at what the vault ended with beside what it would have had by
      standing still.

    # The same seed gives the same run, to the last byte.
    seed: 1

    chain: { start: 2024-01-01T12:00:00Z, block_time: 12 s, base_fee: 20 gwei }

    # The fall in points ten minutes apart, to the end of the run. Between two of them the seed
    # draws a path; at 150 % a year it is as restless as such days are.
    assets:
      WETH:
        decimals: 18
        price:
          replay: [3000, 2980, 2940, 2900, 2700, 2400, 2100, 1900, 2050, 2000, 1980, 2020, 2000]
          every: 10 min
          volatility: 150 %
      USDC: { decimals: 6, price: 1 }

    pools:
      - { name: main, tokens: [WETH, USDC], fee: 30 bp, liquidity: 10_000_000 USDC }

    # Limits for bad days: no trade above 300 gwei, none that moves the pool by over 2 %, and a
    # halt where a share loses 30 % within a day.
    vault:
      quote: USDC
      targets: { WETH: 50 %, USDC: 50 % }
      deposit: 2_000_000 USDC
      trigger: { threshold: 2 % }
      guards:
        slippage: 1.5 %
        oracle_age: 90 min
        cooldown: 2 min
        impact: 2 %
        base_fee: 300 gwei
        price_drop: 30 %

    agents:
      # Fees that hold when the base fee doubles several times: max is the most it pays in all.
      - { name: oracle, role: oracle_reporter, asset: WETH, fees: { tip: 5 gwei, max: 4x } }
      - { name: keeper, role: keeper, fees: { tip: 5 gwei, max: 4x } }
      - { name: arbitrage, role: arbitrageur, fees: { tip: 4 gwei, max: 3x } }

      # Two trades a block, at a slippage that a fast market often refuses.
      - name: flow
        role: traders
        rate: 2 per block
        size: lognormal(4_000 USDC, 1.2)
        slippage: 50 bp

      # Everybody else on the chain: fills blocks so that the base fee stays near these figures,
      # each for half an hour. The second is the spike.
      - name: crowd
        role: block_space
        base_fee: { steps: [20 gwei, 200 gwei, 80 gwei, 30 gwei], every: 30 min }

    run: { for: 2 h }

    """
