extension Refusal {
    /// Quantities and names outside their bounds.
    static let bounds: [Refusal] = [
        // Written in per cent, and so with two digits more, it would not be read again.
        Refusal(
            "volatility: 80 %",
            "volatility: 0.\(String(repeating: "0", count: 50))1 %",
            """
            s.yaml:10: assets.WETH.price.volatility: "0.\(String(repeating: "0", count: 38))…" \
            is too fine; round it to 40 digits
            """
        ),
        Refusal(
            "block_time: 12 s",
            "block_time: 0 s",
            "s.yaml:5: chain.block_time: \"0 s\" is out of bounds; write 1 s to 1 h"
        ),
        Refusal(
            "block_time: 12 s",
            "block_time: 2 h",
            "s.yaml:5: chain.block_time: \"2 h\" is out of bounds; write 1 s to 1 h"
        ),
        Refusal(
            "base_fee: 20 gwei",
            "base_fee: 1_000_001 gwei",
            """
            s.yaml:6: chain.base_fee: "1_000_001 gwei" is out of bounds; write 0 gwei to \
            1_000_000 gwei
            """
        ),
        Refusal(
            "base_fee: 20 gwei",
            "gas_limit: 999_999",
            """
            s.yaml:6: chain.gas_limit: "999_999" is out of bounds; write 1_000_000 to \
            1_000_000_000
            """
        ),
        Refusal(
            "base_fee: 20 gwei",
            "gas_limit: 2_000_000_000",
            """
            s.yaml:6: chain.gas_limit: "2_000_000_000" is out of bounds; write 1_000_000 to \
            1_000_000_000
            """
        ),
        Refusal(
            "base_fee: 20 gwei",
            "id: 0",
            "s.yaml:6: chain.id: \"0\" is out of bounds; write 1 to 4_503_599_627_370_476"
        ),
        Refusal(
            "seed: 7",
            "seed: 18446744073709551616",
            """
            s.yaml:3: seed: "18446744073709551616" is out of bounds; write 0 to \
            18_446_744_073_709_551_615
            """
        ),
        Refusal(
            "decimals: 6",
            "decimals: 19",
            "s.yaml:11: assets.USDC.decimals: \"19\" is out of bounds; write 0 to 18"
        ),
        Refusal(
            "decimals: 6, price: 1",
            "decimals: 6, price: 0",
            """
            s.yaml:11: assets.USDC.price: "0" is out of bounds; write 0.000000001 to \
            1_000_000_000_000
            """
        ),
        Refusal(
            "decimals: 6, price: 1",
            "decimals: 6, price: -1",
            """
            s.yaml:11: assets.USDC.price: "-1" is not a price in US dollars; write a price \
            in US dollars, for example 1.5
            """
        ),
        Refusal(
            "decimals: 6, price: 1",
            "decimals: 6, price: 1e400",
            """
            s.yaml:11: assets.USDC.price: "1e400" is not a price in US dollars; write a \
            price in US dollars, for example 1.5
            """
        ),
        Refusal(
            "fee: 30 bp",
            "fee: 11 %",
            "s.yaml:16: pools[0].fee: \"11 %\" is out of bounds; write 0 bp to 10 %"
        ),
        Refusal(
            "liquidity: 8_000_000 USDC",
            "liquidity: 0 USDC",
            "s.yaml:17: pools[0].liquidity: \"0 USDC\" is too little; write more than 0"
        ),
        Refusal(
            "liquidity: 8_000_000 USDC",
            "liquidity: 5_192_296_858_534_827_628_530_496_329.220096 USDC",
            """
            s.yaml:17: pools[0].liquidity: "5_192_296_858_534_827_628_530_496_329.22…" is \
            too large; write at most 5_192_296_858_534_827_628_530_496_329.220095 USDC
            """
        ),
        Refusal(
            "liquidity: 8_000_000 USDC",
            "liquidity: 1_000_000_000_000_000_000_000_000_000 USDC",
            """
            s.yaml:17: pools[0].liquidity: the pool would hold too much WETH or USDC; a \
            reserve is below 2^112 smallest units; give less liquidity
            """
        ),
        Refusal(
            "liquidity: 8_000_000 USDC",
            "liquidity: 0.000001 USDC",
            """
            s.yaml:17: pools[0].liquidity: the pool would hold next to nothing; give at \
            least 10_000 smallest units of both tokens
            """
        ),
        Refusal(
            "liquidity: 8_000_000 USDC",
            "liquidity: 999999999999999999999999999999999999999999999999999999999999 USDC",
            """
            s.yaml:17: pools[0].liquidity: "9999999999999999999999999999999999999999…" is \
            too large; write at most 5_192_296_858_534_827_628_530_496_329.220095 USDC
            """
        ),
        Refusal(
            "WETH: 60 %",
            "WETH: 0 %",
            "s.yaml:21: vault.targets.WETH: \"0 %\" is out of bounds; write 1 bp to 100 %"
        ),
        Refusal(
            "WETH: 60 %",
            "WETH: 101 %",
            "s.yaml:21: vault.targets.WETH: \"101 %\" is out of bounds; write 1 bp to 100 %"
        ),
        Refusal(
            "threshold: 5 %",
            "threshold: 100 %",
            """
            s.yaml:24: vault.trigger.threshold: "100 %" is out of bounds; write 1 bp to \
            9_999 bp
            """
        ),
        Refusal(
            "retry_after: 10 blocks",
            "retry_after: 0 blocks",
            """
            s.yaml:29: agents[0].retry_after: "0 blocks" is out of bounds; write 1 to \
            1_000_000 blocks
            """
        ),
        Refusal(
            "rate: 0.4 per block",
            "rate: 51 per block",
            """
            s.yaml:35: agents[2].rate: "51 per block" is out of bounds; write 0 per block \
            to 50 per block
            """
        ),
        Refusal(
            "lognormal(3_000 USDC, 1.2)",
            "lognormal(3_000 USDC, 6)",
            """
            s.yaml:36: agents[2].size: "6" is not a spread; write a number from 0 to 5, for \
            example lognormal(3_000 USDC, 1.2)
            """
        ),
        Refusal(
            "size: lognormal(3_000 USDC, 1.2)",
            "size: 0 USDC",
            "s.yaml:36: agents[2].size: \"0 USDC\" is too little; write more than 0"
        ),
        Refusal(
            "size: lognormal(3_000 USDC, 1.2)",
            "wallets: 0\n    size: 1 USDC",
            "s.yaml:36: agents[2].wallets: \"0\" is out of bounds; write 1 to 10_000"
        ),
        Refusal(
            "volatility: 80 %",
            "volatility: 2_000 %",
            """
            s.yaml:10: assets.WETH.price.volatility: "2_000 %" is out of bounds; write 0 % \
            to 1_000 %
            """
        ),
        Refusal(
            "max: 2x",
            "max: 0.5x",
            "s.yaml:42: agents[4].fees.max: \"0.5x\" is out of bounds; write 1x to 1_000x"
        ),
        Refusal(
            "max: 2x",
            "max: 1 gwei",
            """
            s.yaml:42: agents[4].fees.max: the maximum is below the tip; the maximum holds \
            base fee and tip together
            """
        ),
        Refusal(
            "for: 2 h",
            "for: 1_000_000_001 blocks",
            """
            s.yaml:44: run.for: "1_000_000_001 blocks" is out of bounds; write 1 to \
            1_000_000_000 blocks
            """
        ),
        Refusal(
            "for: 2 h",
            "for: 0 h",
            "s.yaml:44: run.for: \"0 h\" is out of bounds; write 1 s to 876_600 h"
        ),
        Refusal(
            "for: 2 h",
            "for: 5 s",
            """
            s.yaml:44: run.for: the run is shorter than one block; blocks are 12 s apart; \
            make it longer
            """
        ),
        Refusal(
            "for: 2 h",
            "for: 2_000 h",
            """
            s.yaml:10: assets.WETH.price: 3 prices 1 h apart end before the run, which is \
            2_000 h long; give 2_001 prices or shorten the run
            """
        ),
        Refusal(
            "steps: [20 gwei, 30 gwei]",
            "steps: []",
            "s.yaml:39: agents[3].base_fee.steps: is a list of 0; give 1 to 100_000"
        ),
        Refusal(
            "replay: [200, 190, 180]",
            "replay: [200]",
            "s.yaml:10: assets.WETH.price.replay: is a list of 1; give 2 to 100_000"
        ),
        Refusal(
            "name: sample",
            "name: ../secrets",
            """
            s.yaml:2: name: "../secrets" is not a title; write a title of 1 to 64 letters, \
            digits, spaces, - and _, beginning with a letter or digit
            """
        ),
        Refusal(
            "name: sample",
            "name: \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
            """
            s.yaml:2: name: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" is not a title; \
            write a title of 1 to 64 letters, digits, spaces, - and _, beginning with a \
            letter or digit
            """
        ),
        Refusal(
            "name: main",
            "name: the main pool",
            """
            s.yaml:14: pools[0].name: "the main pool" is not a name; write a name of 1 to \
            32 letters, digits, - and _
            """
        ),
        Refusal(
            "name: main",
            "name: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            """
            s.yaml:14: pools[0].name: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" is not a name; \
            write a name of 1 to 32 letters, digits, - and _
            """
        ),
        Refusal(
            "DAI:",
            "\"D AI\":",
            """
            s.yaml:12: assets.D AI: "D AI" is not a name; write a name of 1 to 32 letters, \
            digits, - and _
            """
        ),
    ]
}
