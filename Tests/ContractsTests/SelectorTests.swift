import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `The interfaces of contracts` {
    @Test(arguments: [
        ERC20.transfer, ERC20.transferFrom, ERC20.approve, ERC20.balanceOf, ERC20.allowance,
        ERC20.totalSupply, ERC20.decimals, Token.mint, Pair.Function.mint, Pair.Function.burn,
        Pair.Function.swap, Pair.Function.skim, Pair.Function.sync, Pair.Function.getReserves,
        Pair.Function.token0, Pair.Function.token1, Pair.Function.factory,
        Pair.Function.price0Cumulative, Pair.Function.price1Cumulative, Pair.Function.kLast,
        Pair.Function.callback, Factory.Function.feeTo, Factory.Function.feeToSetter,
        Factory.Function.setFeeTo,
        PriceFeed.latestRoundData,
        PriceFeed.submit, GasBurner.burn, BatchPair.Function.openBatch,
        BatchPair.Function.closeBatch,
    ])
    func `name each function by the hash of its signature`(_ selector: Selector) {
        #expect(selector.value == ABI.selector(selector.signature))
    }

    @Test(arguments: Factory.Function.all + Router.Function.all + Vault.Function.all)
    func `name each function of factory, router and vault by its hash`(_ selector: Selector) {
        #expect(selector.value == ABI.selector(selector.signature))
    }

    @Test(
        arguments: Strategy.Function.all + OwnedWeights.Function.all + UnitWeights.Function.all
            + Momentum.Function.all + ExecutionModule.Function.all + Timelock.Function.all
            + PoolTwap.Function.all + Executor.Function.all
    )
    func `name each function of strategies, modules and oracles by its hash`(
        _ selector: Selector
    ) {
        #expect(selector.value == ABI.selector(selector.signature))
    }

    /// The topics of EIP-20 and of Uniswap V2, as block explorers show them.
    @Test(arguments: [
        (ERC20.Transfer.topic, "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"),
        (ERC20.Approval.topic, "8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925"),
        (Pair.Sync.topic, "1c411e9a96e071241c2f21f7726b17ae89e3cab4c78be50e062b03a9fffbbad1"),
        (Pair.Swap.topic, "d78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822"),
        (Pair.Mint.topic, "4c209b5fc8ad50758f13e2e1088ba56a560dff690a1c6fef26394f4c03821c4f"),
        (Pair.Burn.topic, "dccd412f0b1252819cb1fd330b93224ca42612892bb3f4f789976e6d81936496"),
        (
            Factory.PairCreated.topic,
            "0d3648bd0f6ba80134a33ba9275ac585d9d315f0ad8355cddefde31afa28d0e9"
        ),
        (
            WrappedEther.Deposit.topic,
            "e1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c"
        ),
        (
            WrappedEther.Withdrawal.topic,
            "7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65"
        ),
        (Vault.Deposit.topic, "dcbc1c05240f31ff3ad067ef1ee35ce4997762752e3a095284754544f4c709d7"),
        (
            PriceFeed.AnswerUpdated.topic,
            "0559884fd3a460db3073b7fc896cc77986f16e378210ded43186175bf646fc5f"
        ),
        // OpenZeppelin's TimelockController.
        (
            Timelock.CallScheduled.topic,
            "4cf4410cc57040e44862ef0f45f3dd5a5e02db8eb8add648d4b0e236f1d07dca"
        ),
        (
            Timelock.CallExecuted.topic,
            "c2617efa69bab66782fa219543714338489c4e9e178271560a91b82c3f612b58"
        ),
        (
            Timelock.Cancelled.topic,
            "baa1eb22f2a492ba1a5fea61b8df4d27c6c8b5f3971e63bb58fa14ff72eedb70"
        ),
    ])
    func `name each event by the hash of its signature`(_ topic: UInt256, _ digits: String) {
        #expect(Hex.encode(topic.bigEndianBytes) == "0x" + digits)
    }

    @Test func `refuse what they do not know`() throws {
        let street = try Street()
        let unknown = Selector(0xdead_beef, "unknown()")
        let contracts = [
            Street.usdc, street.pair, Street.factory, Street.feed, Street.vault, Street.router,
        ]
        for contract in contracts {
            #expect(street.call(contract, from: Street.alice, unknown).failure == .revert(.empty))
            let short = street.machine.call(contract, from: Street.alice, data: [1, 2, 3])
            #expect(short.failure == .revert(.empty))
        }
    }

    @Test func `refuse too few arguments without data`() throws {
        let street = try Street()
        let calls: [(Address, Selector, Int)] = [
            (Street.usdc, ERC20.transfer, 2), (Street.usdc, ERC20.transferFrom, 3),
            (Street.usdc, ERC20.approve, 2), (Street.usdc, ERC20.balanceOf, 1),
            (street.pair, Pair.Function.swap, 4), (street.pair, Pair.Function.mint, 1),
            (Street.vault, Vault.Function.deposit, 2), (Street.vault, Vault.Function.rebalance, 1),
            (Street.router, Router.Function.swapExactTokensForTokens, 5),
            (Street.feed, PriceFeed.submit, 1),
        ]
        for (contract, function, count) in calls {
            let words = [UInt256](repeating: .max, count: count)
            let short = street.call(contract, from: Street.alice, function, words.dropLast())
            #expect(short.failure == .revert(.empty), "\(function.signature)")
            // Offsets and lengths as large as they get may revert, but not trap.
            let wild = street.call(contract, from: Street.alice, function, words)
            #expect(wild.gas < Gas(30_000_000), "\(function.signature)")
        }
    }
}

extension Street {
    fileprivate func call(
        _ target: Address,
        from caller: Address,
        _ function: Selector,
        _ words: ArraySlice<UInt256>
    ) -> WhatIfResult {
        call(target, from: caller, function, Array(words))
    }
}
