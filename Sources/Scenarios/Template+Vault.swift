extension Template {
    static let vault = Template(
        name: "vault",
        about: "a vault of two assets with its keeper, oracle, arbitrageur and traders",
        text: page
    )
}

private let page = """
    # A vault of two assets: 60 % WETH and 40 % USDC, for an hour in which WETH falls by a
    # tenth.
    #
    # A value carries its unit: 12 s, 30 bp, 20 gwei, 5_000 USDC. A misspelt key is refused with
    # the nearest known one. docs/SCENARIOS.md lists every key; `ballast check FILE` explains a
    # file.
    format: 1
    name: my vault
    about: >-
      A keeper sells WETH whenever its weight is over 1 % off its target. Look at the
      rebalances, and at what each cost the vault.

    # The same seed gives the same run, to the last byte; --seed 2 is another afternoon.
    seed: 1

    # A block every 12 seconds, as on Ethereum. What is left out here has Ethereum's values.
    chain: { block_time: 12 s, base_fee: 10 gwei }

    # What the outside world pays, in US dollars: WETH follows seven points ten minutes apart,
    # with a random path between them; USDC stays at 1.
    assets:
      WETH:
        decimals: 18
        price:
          replay: [2000, 1980, 1930, 1900, 1850, 1830, 1800]
          every: 10 min
          volatility: 60 %
      USDC: { decimals: 6, price: 1 }

    # A constant-product pool. Liquidity is its second token; as much in the first lies beside
    # it.
    pools:
      - { name: main, tokens: [WETH, USDC], fee: 30 bp, liquidity: 8_000_000 USDC }

    # What the vault holds, when it trades and what it refuses. Slippage has to leave room for
    # the pool's fee, the pool's distance from the outside price, and what the trade itself
    # moves it.
    vault:
      quote: USDC
      targets: { WETH: 60 %, USDC: 40 % }
      deposit: 1_000_000 USDC
      trigger: { threshold: 1 % }
      guards: { slippage: 1 %, oracle_age: 90 min, cooldown: 1 min }

    agents:
      # Writes the outside price to the vault's oracle: every hour, and after each move of 0.5
      # %.
      - { name: oracle, role: oracle_reporter, asset: WETH, heartbeat: 1 h, deviation: 50 bp }

      # Rebalances the vault when its trigger is met.
      - { name: keeper, role: keeper, fees: { tip: 3 gwei, max: 3x } }

      # Trades the pool back to the outside price whenever that pays for its gas.
      - { name: arbitrage, role: arbitrageur }

      # People who trade for reasons of their own: one trade in two blocks, most of them small.
      # A value with a comma needs quotes inside braces.
      - { name: flow, role: traders, rate: 0.5 per block, size: "lognormal(3_000 USDC, 1.2)" }

    run: { for: 1 h }

    # What the run should end with. Where it does not, it says by how much and exits with 99.
    expect:
      - vault.rebalances.failed == 0
      - vault.lost < 100 bp

    """
