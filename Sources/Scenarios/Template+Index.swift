extension Template {
    static let index = Template(
        name: "index",
        about: "a basket of four assets, rebalanced in slices or by auction",
        text: page
    )
}

private let page = """
    # An index of four assets, whose owner changes the weights while the run is on.
    #
    # A value carries its unit: 12 s, 30 bp, 20 gwei, 5_000 USDC. A misspelt key is refused with
    # the nearest known one. docs/SCENARIOS.md lists every key; `ballast check FILE` explains a
    # file.
    format: 1
    name: my index
    about: >-
      After five minutes the owner announces new weights; a minute later they hold, and the
      keeper trades towards them in four slices. Look at vault.lost, here and in the variants.

    # The same seed gives the same run, to the last byte.
    seed: 1

    chain: { base_fee: 10 gwei }

    # Prices at random: geometric Brownian motions with their volatility over a year, each from
    # a stream of its own, so that another asset moves none of these.
    assets:
      WETH: { decimals: 18, price: { gbm: 2000, volatility: 70 % } }
      WBTC: { decimals: 8, price: { gbm: 40_000, volatility: 60 % } }
      LINK: { decimals: 18, price: { gbm: 15, volatility: 90 % } }
      USDC: { decimals: 6, price: 1 }

    # Each asset needs a pool against the vault's quote token.
    pools:
      - { name: weth, tokens: [WETH, USDC], liquidity: 8_000_000 USDC }
      - { name: wbtc, tokens: [WBTC, USDC], liquidity: 4_000_000 USDC }
      - { name: link, tokens: [LINK, USDC], liquidity: 3_000_000 USDC }

    # Weights sum to exactly 100 %. The trigger waits for the owner; `threshold: 5 %` instead
    # follows the market.
    vault:
      quote: USDC
      targets: { WETH: 40 %, WBTC: 40 %, LINK: 10 %, USDC: 10 % }
      deposit: 1_000_000 USDC
      trigger: { event: change }
      timelock: 1 min
      execution: { slices: 4, every: 2 min }
      guards: { slippage: 5 %, value_loss: 3 %, oracle_age: 90 min }

    agents:
      # Reports all that the vault holds, each from a wallet of its own.
      - { name: oracle, role: oracle_reporter, asset: all }
      - name: owner
        role: owner
        after: 5 min
        targets: { WETH: 30 %, WBTC: 40 %, LINK: 20 %, USDC: 10 % }
      - { name: keeper, role: keeper }
      # Bids where the vault auctions, which it does in one variant only.
      - { name: bidder, role: bidder, min_profit: 5 USDC }
      - { name: arbitrage, role: arbitrageur, pool: all }

    run: { for: 40 min }

    # The same again with another execution, side by side at the end.
    compare:
      - { name: at once, set: { vault.execution: { slices: 1 } } }
      - name: auction
        set:
          vault.execution: { auction: { start: 101 %, floor: 95 %, step: 1 min, slope: 20 bp } }

    """
