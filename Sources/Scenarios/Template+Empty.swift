extension Template {
    static let empty = Template(
        name: "empty",
        about: "the smallest scenario: one token, no vault, nobody acts",
        text: page
    )
}

private let page = """
    # The smallest scenario: a chain that makes blocks, and one token.
    #
    # A value carries its unit: 10 blocks, 30 bp, 20 gwei, 5_000 USDC. A misspelt key is refused
    # with the nearest known one. docs/SCENARIOS.md lists every key; `ballast check FILE`
    # explains a file.
    format: 1
    name: empty

    # The same seed gives the same run, to the last byte.
    seed: 1

    # What the outside world pays for a token, in US dollars: 1 throughout.
    assets:
      USDC: { decimals: 6, price: 1 }

    # Next come pools, a vault and agents; `ballast new vault` has some of each.
    run: { for: 10 blocks }

    """
