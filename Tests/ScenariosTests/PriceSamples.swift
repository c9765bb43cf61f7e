/// A scenario with a price of every kind, whose bounds and words the tables of refusals change.
let priceSample = """
    format: 1
    name: prices
    seed: 7
    chain: { start: 2020-03-12T00:00:00Z }
    assets:
      JUMPS:
        decimals: 18
        price:
          gbm: 2_000
          volatility: 60 %
          jumps: { rate: 12 per year, mean: -5 %, deviation: 8 %, excitation: 60 %, decay: 2 h }
      TIDES:
        decimals: 18
        price:
          gbm: 2_000
          regimes:
            - { name: calm, volatility: 50 %, lasts: 20 d }
            - { name: crash, volatility: 300 %, drift: -500 %, lasts: 6 h }
          jumps: { rate: 0.5 per day, mean: 1.5 %, deviation: 2 % }
      PEG:
        decimals: 18
        price:
          peg: 1
          volatility: 1 %
          half_life: 6 h
          depeg: { rate: 1 per year, to: 0.90, lasts: 2 d }
      BARS:
        decimals: 18
        price: { bars: [[200, 210, 190, 205], [205, 206, 150, 160]], every: 1 h }
      FILE:
        decimals: 18
        price: { replay: data/ETHUSDT_1h.csv, from: 2020-03-10T00:00:00Z, volatility: 80 % }
      POINTS:
        decimals: 18
        price: { replay: [200, 190, 180], every: 1 h, volatility: 80 % }
      USDC: { decimals: 6, price: 1 }
    correlation:
      assets: [JUMPS, TIDES, BARS]
      matrix: [[100 %, 80 %, -20 %], [80 %, 100 %, 0 %], [-20 %, 0 %, 100 %]]
    pools:
      - { name: main, tokens: [FILE, USDC], liquidity: 8_000_000 USDC }
    run: { for: 2 h }

    """
