extension Refusal {
    /// Quantities without their unit, with a wrong one, or finer than the unit goes.
    static let units: [Refusal] = [
        Refusal(
            "block_time: 12 s",
            "block_time: 12",
            """
            s.yaml:5: chain.block_time: "12" has no unit; the unit of a duration is s, min, \
            h or d, for example 13 s
            """
        ),
        Refusal(
            "block_time: 12 s",
            "block_time: 12 ms",
            """
            s.yaml:5: chain.block_time: "ms" is not a unit of a duration; use s, min, h or \
            d, for example 13 s
            """
        ),
        Refusal(
            "block_time: 12 s",
            "block_time: soon",
            "s.yaml:5: chain.block_time: \"soon\" is not a duration; write it as 13 s"
        ),
        Refusal(
            "block_time: 12 s",
            "block_time: -12 s",
            "s.yaml:5: chain.block_time: \"-12 s\" is negative; write it as 13 s"
        ),
        Refusal(
            "block_time: 12 s",
            "block_time: 1.5 s",
            """
            s.yaml:5: chain.block_time: "1.5 s" is not a whole number of seconds; write it \
            as 13 s
            """
        ),
        Refusal(
            "base_fee: 20 gwei",
            "base_fee: 20",
            """
            s.yaml:6: chain.base_fee: "20" has no unit; the unit of an amount of ether is \
            wei, gwei or ETH, for example 20 gwei
            """
        ),
        Refusal(
            "base_fee: 20 gwei",
            "base_fee: 20 USDC",
            """
            s.yaml:6: chain.base_fee: "USDC" is not a unit of an amount of ether; use wei, \
            gwei or ETH, for example 20 gwei
            """
        ),
        Refusal(
            "base_fee: 20 gwei",
            "base_fee: 0.5 wei",
            """
            s.yaml:6: chain.base_fee: "0.5 wei" is not a whole number of wei; 1 gwei is \
            1_000_000_000 wei; round to that
            """
        ),
        Refusal(
            "base_fee: 20 gwei",
            "start: yesterday",
            """
            s.yaml:6: chain.start: "yesterday" is not a date and time from 1970 to 2199; \
            write a date and time in UTC, for example 2020-03-12T00:00:00Z
            """
        ),
        Refusal(
            "base_fee: 20 gwei",
            "start: 2019-02-29T00:00:00Z",
            """
            s.yaml:6: chain.start: "2019-02-29T00:00:00Z" is not a date and time from 1970 \
            to 2199; write a date and time in UTC, for example 2020-03-12T00:00:00Z
            """
        ),
        Refusal(
            "fee: 30 bp",
            "fee: 30",
            """
            s.yaml:16: pools[0].fee: "30" has no unit; the unit of a ratio is % or bp, for \
            example 5 % or 500 bp
            """
        ),
        Refusal(
            "fee: 30 bp",
            "fee: 0.005 %",
            """
            s.yaml:16: pools[0].fee: "0.005 %" is finer than 1 bp; 1 bp is 0.01 %; round to \
            that
            """
        ),
        Refusal(
            "fee: 30 bp",
            "fee: 30 bps",
            """
            s.yaml:16: pools[0].fee: "bps" is not a unit of a ratio; use % or bp, for \
            example 5 % or 500 bp
            """
        ),
        Refusal(
            "threshold: 5 %",
            "threshold: 5",
            """
            s.yaml:24: vault.trigger.threshold: "5" has no unit; the unit of a ratio is % \
            or bp, for example 5 % or 500 bp
            """
        ),
        Refusal(
            "liquidity: 8_000_000 USDC",
            "liquidity: 8_000_000",
            """
            s.yaml:17: pools[0].liquidity: "8_000_000" has no unit; write the token behind \
            it, for example 8_000_000 USDC; the tokens are WETH, USDC, DAI
            """
        ),
        Refusal(
            "liquidity: 8_000_000 USDC",
            "liquidity: 8_000_000 USCD",
            "s.yaml:17: pools[0].liquidity: no token \"USCD\"; did you mean \"USDC\"?"
        ),
        Refusal(
            "liquidity: 8_000_000 USDC",
            "liquidity: much",
            """
            s.yaml:17: pools[0].liquidity: "much" is not an amount; write it as 8_000_000 \
            USDC
            """
        ),
        Refusal(
            "liquidity: 8_000_000 USDC",
            "liquidity: 1.0000005 USDC",
            """
            s.yaml:17: pools[0].liquidity: "1.0000005 USDC" has more decimal places than \
            USDC, which has 6; round it
            """
        ),
        Refusal(
            "retry_after: 10 blocks",
            "retry_after: 10",
            """
            s.yaml:29: agents[0].retry_after: "10" has no unit; the unit of a number of \
            blocks is blocks, for example 10 blocks
            """
        ),
        Refusal(
            "retry_after: 10 blocks",
            "retry_after: 10 s",
            """
            s.yaml:29: agents[0].retry_after: "s" is not a unit of a number of blocks; use \
            blocks, for example 10 blocks
            """
        ),
        Refusal(
            "retry_after: 10 blocks",
            "retry_after: 1.5 blocks",
            """
            s.yaml:29: agents[0].retry_after: "1.5 blocks" is not a whole number; write 1 \
            to 1_000_000 blocks
            """
        ),
        Refusal(
            "rate: 0.4 per block",
            "rate: 0.4",
            """
            s.yaml:35: agents[2].rate: "0.4" has no unit; the unit of a rate is per block, \
            for example 0.4 per block
            """
        ),
        Refusal(
            "rate: 0.4 per block",
            "rate: 0.4 per hour",
            """
            s.yaml:35: agents[2].rate: "per hour" is not a unit of a rate; use per block, \
            for example 0.4 per block
            """
        ),
        Refusal(
            "size: lognormal(3_000 USDC, 1.2)",
            "size: lognormal(3_000 USDC)",
            """
            s.yaml:36: agents[2].size: "lognormal(3_000 USDC)" is not a trade size; write a \
            trade size, for example 1_000 USDC or lognormal(3_000 USDC, 1.2)
            """
        ),
        Refusal(
            "size: lognormal(3_000 USDC, 1.2)",
            "size: lognormal(3_000, 1.2)",
            """
            s.yaml:36: agents[2].size: "3_000" has no unit; write the token behind it, for \
            example 1_000 USDC or lognormal(3_000 USDC, 1.2); the tokens are WETH, USDC, DAI
            """
        ),
        Refusal(
            "size: lognormal(3_000 USDC, 1.2)",
            "size: lognormal(3_000 USDC, wide)",
            """
            s.yaml:36: agents[2].size: "wide" is not a spread; write a number from 0 to 5, \
            for example lognormal(3_000 USDC, 1.2)
            """
        ),
        Refusal(
            "size: lognormal(3_000 USDC, 1.2)",
            "size: 3_000",
            """
            s.yaml:36: agents[2].size: "3_000" has no unit; write the token behind it, for \
            example 1_000 USDC or lognormal(3_000 USDC, 1.2); the tokens are WETH, USDC, DAI
            """
        ),
        Refusal(
            "volatility: 80 %",
            "volatility: 0.8",
            """
            s.yaml:10: assets.WETH.price.volatility: "0.8" has no unit; the unit of a \
            volatility is %, for example 80 %
            """
        ),
        Refusal(
            "max: 2x",
            "max: 2",
            """
            s.yaml:42: agents[4].fees.max: "2" has no unit; the unit of a maximum fee is x, \
            wei, gwei or ETH, for example 2x or 300 gwei
            """
        ),
        Refusal(
            "max: 2x",
            "max: 2 s",
            """
            s.yaml:42: agents[4].fees.max: "s" is not a unit of a maximum fee; use x, wei, \
            gwei or ETH, for example 2x or 300 gwei
            """
        ),
        Refusal(
            "for: 2 h",
            "for: 2",
            """
            s.yaml:44: run.for: "2" has no unit; the unit of the length of a run is s, min, \
            h, d or blocks, for example 48 h or 200 blocks
            """
        ),
        Refusal(
            "for: 2 h",
            "for: 2 years",
            """
            s.yaml:44: run.for: "years" is not a unit of the length of a run; use s, min, \
            h, d or blocks, for example 48 h or 200 blocks
            """
        ),
        Refusal(
            "seed: 7",
            "seed: 1.5",
            """
            s.yaml:3: seed: "1.5" is not a whole number; write 0 to \
            18_446_744_073_709_551_615
            """
        ),
        Refusal(
            "seed: 7",
            "seed: seven",
            """
            s.yaml:3: seed: "seven" is not a whole number; write 0 to \
            18_446_744_073_709_551_615
            """
        ),
        Refusal(
            "decimals: 6, price: 1",
            "decimals: 6, price: 1 USD",
            """
            s.yaml:11: assets.USDC.price: "1 USD" is not a price in US dollars; write a \
            price in US dollars, for example 1.5
            """
        ),
        Refusal(
            "50 ETH",
            "50",
            """
            s.yaml:43: agents[4].funds[0]: "50" has no unit; write the token behind it, for \
            example 50 ETH or 100_000 USDC; the tokens are WETH, USDC, DAI
            """
        ),
        Refusal(
            "50 ETH",
            "50 DOGE",
            "s.yaml:43: agents[4].funds[0]: no token \"DOGE\"; the tokens are: WETH, USDC, DAI"
        ),
        Refusal(
            "50 ETH",
            "0.0000000000000000001 ETH",
            """
            s.yaml:43: agents[4].funds[0]: "0.0000000000000000001 ETH" is too large or \
            finer than 1 wei; write it as 50 ETH
            """
        ),
    ]
}
