extension Refusal {
    /// Keys that are unknown, missing, twice there or of the wrong shape.
    static let keys: [Refusal] = [
        Refusal(
            "seed: 7",
            "sed: 7",
            "s.yaml:3: sed: unknown key; did you mean \"seed\"?"
        ),
        Refusal(
            "seed: 7",
            "colour: red",
            """
            s.yaml:3: colour: unknown key; the keys of a scenario are: format, name, about, \
            seed, chain, assets, correlation, pools, vault, agents, ordering, events, \
            run, assumptions, regime, regimes, compare, expect, always
            """
        ),
        Refusal(
            "seed: 7",
            "seed: 7\nseed: 8",
            """
            s.yaml:3: the key "seed" is given more than once in one section; keep one of \
            them
            """
        ),
        Refusal(
            "seed: 7\n",
            "",
            "s.yaml:1: seed is missing; write seed: and a whole number, for example 42"
        ),
        Refusal(
            "seed: 7",
            "seed:",
            "s.yaml:3: seed: has no value; write a whole number, for example 42"
        ),
        Refusal(
            "format: 1",
            "format: 2",
            "s.yaml:1: format: format \"2\" is not known; this program reads format: 1"
        ),
        Refusal(
            "format: 1\n",
            "",
            "s.yaml:1: format is missing; write format: and the version of the format, 1"
        ),
        Refusal(
            "  block_time: 12 s",
            "  blok_time: 12 s",
            "s.yaml:5: chain.blok_time: unknown key; did you mean \"block_time\"?"
        ),
        Refusal(
            "  block_time: 12 s",
            "  blocktime: 12 s",
            "s.yaml:5: chain.blocktime: unknown key; did you mean \"block_time\"?"
        ),
        Refusal(
            "  base_fee: 20 gwei",
            "  [a, b]: 20 gwei",
            "s.yaml:6: chain: a key is a list or a section; a key is a single word"
        ),
        Refusal(
            "fee: 30 bp",
            "feee: 30 bp",
            "s.yaml:16: pools[0].feee: unknown key; did you mean \"fee\"?"
        ),
        Refusal(
            "    fee: 30 bp",
            "    [x]: 30 bp",
            "s.yaml:16: pools[0]: a key is a list or a section; a key is a single word"
        ),
        Refusal(
            "guards: { slippage: 100 bp }",
            "guards: { slipage: 100 bp }",
            "s.yaml:25: vault.guards.slipage: unknown key; did you mean \"slippage\"?"
        ),
        Refusal(
            "threshold: 5 %",
            "treshold: 5 %",
            "s.yaml:24: vault.trigger.treshold: unknown key; did you mean \"threshold\"?"
        ),
        Refusal(
            "role: keeper",
            "role: keper",
            """
            s.yaml:28: agents[0].role: "keper" is not one of the choices; did you mean \
            "keeper"?
            """
        ),
        Refusal(
            "role: keeper\n",
            "strategy: threshold\n",
            """
            s.yaml:27: agents[0]: role is missing; write role: and keeper, arbitrageur, \
            traders, sandwicher, oracle_reporter, block_space, owner, observer, bidder, \
            cyclic_arbitrageur, jit_provider, copycat, stuffer, griefer, oracle_pusher, \
            liquidity_provider or liquidations
            """
        ),
        Refusal(
            "role: keeper",
            "role: miner",
            """
            s.yaml:28: agents[0].role: "miner" is not one of the choices; the choices are: \
            keeper, arbitrageur, traders, sandwicher, oracle_reporter, block_space, owner, \
            observer, bidder, cyclic_arbitrageur, jit_provider, copycat, stuffer, griefer, \
            oracle_pusher, liquidity_provider, liquidations
            """
        ),
        Refusal(
            "retry_after: 10 blocks",
            "rate: 0.4 per block",
            """
            s.yaml:29: agents[0].rate: unknown key; the keys of the role keeper are: name, \
            role, strategy, retry_after, prefers, jitter, fees, sees, latency, sends, acts_at, \
            funds
            """
        ),
        Refusal(
            "volatility: 80 %",
            "vol: 80 %",
            """
            s.yaml:10: assets.WETH.price.vol: unknown key; the keys of a replayed price \
            are: replay, every, volatility
            """
        ),
        Refusal(
            "tip: 2 gwei",
            "tips: 2 gwei",
            "s.yaml:42: agents[4].fees.tips: unknown key; did you mean \"tip\"?"
        ),
        Refusal(
            "steps: [20 gwei, 30 gwei]",
            "step: [20 gwei, 30 gwei]",
            "s.yaml:39: agents[3].base_fee.step: unknown key; did you mean \"steps\"?"
        ),
        Refusal(
            "chain:\n  block_time: 12 s\n  base_fee: 20 gwei",
            "chain: fast",
            """
            s.yaml:4: chain: is not a section; write the keys of the chain: id, start, \
            block_time, missed_slots, gas_limit, base_fee, fork, signatures, state_roots
            """
        ),
        Refusal(
            """
              - name: main
                tokens: [WETH, USDC]
                fee: 30 bp
                liquidity: 8_000_000 USDC
            """,
            "  main: 3",
            """
            s.yaml:13: pools: is not a list; write a list, each item being the keys of a \
            pool: name, tokens, fee, liquidity, drought
            """
        ),
        Refusal(
            "tokens: [WETH, USDC]",
            "tokens: WETH",
            """
            s.yaml:15: pools[0].tokens: is not a list; write a list, each item being the \
            name of an asset
            """
        ),
        Refusal(
            "name: sample",
            "name: [a, b]",
            """
            s.yaml:2: name: is a list; write a title of 1 to 64 letters, digits, spaces, - \
            and _, beginning with a letter or digit
            """
        ),
        Refusal(
            "name: sample",
            "name: { a: b }",
            """
            s.yaml:2: name: is a section; write a title of 1 to 64 letters, digits, spaces, \
            - and _, beginning with a letter or digit
            """
        ),
        Refusal(
            "base_fee: 20 gwei",
            "fork: osakka",
            """
            s.yaml:6: chain.fork: "osakka" is not one of the choices; did you mean "osaka"?
            """
        ),
        Refusal(
            "base_fee: 20 gwei",
            "fork: london",
            """
            s.yaml:6: chain.fork: "london" is not one of the choices; the choices are: \
            osaka, prague, cancun
            """
        ),
        Refusal(
            "base_fee: 20 gwei",
            "signatures: none",
            """
            s.yaml:6: chain.signatures: "none" is not one of the choices; the choices are: \
            verified, assumed
            """
        ),
        Refusal(
            "run: { for: 2 h }",
            "ordering: { policy: random }\nrun: { for: 2 h }",
            """
            s.yaml:44: ordering.policy: "random" is not one of the choices; the choices \
            are: priority_fee, arrival, shuffled, bundle_auction, adversarial, sealed, greedy, \
            batch_auction
            """
        ),
        Refusal(
            "run: { for: 2 h }",
            "ordering: { visibility: private }\nrun: { for: 2 h }",
            """
            s.yaml:44: ordering.visibility: "private" is not one of the choices; the \
            choices are: public, relay, builder, sealed
            """
        ),
        Refusal(
            "assets:\n",
            "assets: {}\nxassets:\n",
            "s.yaml:8: xassets: unknown key; did you mean \"assets\"?"
        ),
        Refusal(
            "name: sample",
            "sample",
            """
            s.yaml:3: not YAML: a key without its colon, while scanning a simple key that \
            begins in line 2; check the indentation, quotes and brackets here
            """
        ),
    ]
}
