import Execution
import Primitives

/// The functions of the contracts here, by their selectors.
public enum FunctionCatalog {
    /// The signature of a selector, such as `transfer(address,uint256)`; nothing for an unknown
    /// one.
    public static func signature(_ selector: UInt32) -> String? { bySelector[selector] }

    /// The selector at the start of calldata; nothing where there are fewer than four bytes.
    public static func selector(of data: [UInt8]) -> UInt32? {
        guard data.count >= 4 else { return nil }
        let selector: UInt32 = data.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        return selector
    }

    private static let bySelector: [UInt32: String] = {
        let tokens = [
            ERC20.transfer, ERC20.transferFrom, ERC20.approve, ERC20.balanceOf, ERC20.allowance,
            ERC20.totalSupply, ERC20.decimals, Token.mint, WrappedEther.deposit,
            WrappedEther.withdraw,
        ]
        let pairs = [
            Pair.Function.mint, Pair.Function.burn, Pair.Function.swap, Pair.Function.skim,
            Pair.Function.sync, Pair.Function.getReserves, Pair.Function.token0,
            Pair.Function.token1, Pair.Function.factory, Pair.Function.price0Cumulative,
            Pair.Function.price1Cumulative, Pair.Function.kLast, Pair.Function.callback,
            BatchPair.Function.openBatch, BatchPair.Function.closeBatch,
        ]
        let others = [PriceFeed.latestRoundData, PriceFeed.submit, GasBurner.burn]
        let all: [[Selector]] = [
            tokens, pairs, others, Factory.Function.all, Router.Function.all, Vault.Function.all,
            Strategy.Function.all, OwnedWeights.Function.all, UnitWeights.Function.all,
            Momentum.Function.all, ExecutionModule.Function.all, Timelock.Function.all,
            PoolTwap.Function.all, Executor.Function.all,
        ]
        return Dictionary(
            all.joined().map { ($0.value, $0.signature) },
            uniquingKeysWith: { first, _ in first }
        )
    }()
}
