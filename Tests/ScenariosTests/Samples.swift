import Foundation

/// A complete scenario of 43 lines; the tables of refusals change one line of it.
let sample = """
    format: 1
    name: sample
    seed: 7
    chain:
      block_time: 12 s
      base_fee: 20 gwei
    assets:
      WETH:
        decimals: 18
        price: { replay: [200, 190, 180], every: 1 h, volatility: 80 % }
      USDC: { decimals: 6, price: 1 }
      DAI: { decimals: 18, price: 1 }
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
      - name: oracle
        role: oracle_reporter
        asset: WETH
      - name: flow
        role: traders
        rate: 0.4 per block
        size: lognormal(3_000 USDC, 1.2)
      - name: crowd
        role: block_space
        base_fee: { steps: [20 gwei, 30 gwei], every: 1 h }
      - name: sandwicher
        role: sandwicher
        fees: { tip: 2 gwei, max: 2x }
        funds: [50 ETH, 100_000 USDC]
    run: { for: 2 h }

    """

/// The sample with one piece of text, which must be there, replaced.
func sample(replacing old: String, with new: String) -> String {
    precondition(sample.contains(old), "the sample has no \(old)")
    guard let range = sample.range(of: old) else { return sample }
    return sample.replacingCharacters(in: range, with: new)
}

/// The folder of the package.
let packageFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The text of a file of the package.
func file(_ path: String) throws -> String {
    try String(contentsOf: packageFolder.appending(path: path), encoding: .utf8)
}
