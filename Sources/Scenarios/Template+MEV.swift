extension Template {
    static let mev = Template(
        name: "mev",
        about: "a vault whose trade is sandwiched, and a private relay against it",
        text: page
    )
}

private let page = """
    # A sandwich around a vault's trade, and a defence beside it.
    #
    # A value carries its unit: 12 s, 30 bp, 20 gwei, 5_000 USDC. A misspelt key is refused with
    # the nearest known one. docs/MEV.md has a scenario for every attack and every defence.
    format: 1
    name: my sandwich
    about: >-
      The owner lowers the target of WETH, and the vault sells 10,000 USDC worth of it at once,
      into a pool of 400,000, and allows a loss of 4 %. A sandwicher sells first and buys back
      after it. In the variant relay the keeper's transaction is not in the public mempool. Look
      at vault.loss.mev.

    # The same seed gives the same run, to the last byte.
    seed: 1

    chain: { base_fee: 1 gwei }

    # Prices stand still, so that whatever the vault loses it loses to trading.
    assets:
      WETH: { decimals: 18, price: 200 }
      USDC: { decimals: 6, price: 1 }

    # A shallow pool and a wide limit: both are what a sandwich lives on.
    pools:
      - { name: main, tokens: [WETH, USDC], fee: 30 bp, liquidity: 400_000 USDC }

    vault:
      quote: USDC
      targets: { WETH: 50 %, USDC: 50 % }
      deposit: 100_000 USDC
      # How long the owner's decisions wait before they hold.
      timelock: 1 min
      trigger: { threshold: 1 % }
      guards: { slippage: 4 %, value_loss: 5 %, oracle_age: 24 h }

    agents:
      - { name: oracle, role: oracle_reporter, asset: WETH }
      - { name: owner, role: owner, targets: { WETH: 40 %, USDC: 60 % } }
      - { name: keeper, role: keeper }
      # Reads what waits in the mempool, and trades before and after it.
      - { name: sandwicher, role: sandwicher }
      - { name: arbitrage, role: arbitrageur }

    # Who pays the builder most for a unit of gas comes first; everybody sees what waits.
    ordering: { policy: priority_fee, visibility: public }

    run: { for: 40 blocks }

    # The same again with some values replaced. Other defences to try: vault.guards.slippage: 1
    # %, or vault.execution: { slices: 5, every: 1 min }, or ordering.policy: sealed.
    compare:
      - { name: relay, set: { agents.keeper.sends: relay } }

    # A line about a variant stands under its name.
    expect:
      - mev.attacks_on_vault >= 1
      - vault.loss.mev > 50 bp
      - relay: mev.attacks_on_vault == 0

    """
