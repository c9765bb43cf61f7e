import Chain
import Contracts
import Primitives
import WideMath

/// A swap through a pool, read from somebody's calldata.
struct VictimSwap: Hashable {
    /// Whether the pool's base token is sold.
    let sellsBase: Bool
    /// How much is sold.
    let amountIn: UInt256
    /// The least that the sender accepts.
    let amountOutMin: UInt256

    /// Reads a swap through the pool's router or the first trade of a vault's rebalance there.
    init?(_ transaction: Transaction, _ pool: PoolInfo) {
        let data = transaction.data
        if transaction.to == pool.router {
            guard data.count == 4 + 8 * 32,
                UInt256(bigEndian: data[0..<4])
                    == UInt256(UInt64(Router.Function.swapExactTokensForTokens.value)),
                let amountIn = UInt256(bigEndian: data[4..<36]),
                let amountOutMin = UInt256(bigEndian: data[36..<68]),
                let first = UInt256(bigEndian: data[196..<228]),
                let second = UInt256(bigEndian: data[228..<260])
            else { return nil }
            let path = [Address(word: first), Address(word: second)]
            let tokens = [pool.base.address, pool.quote.address]
            guard path == tokens || path == tokens.reversed() else { return nil }
            self.init(
                sellsBase: path == tokens,
                amountIn: amountIn,
                amountOutMin: amountOutMin
            )
            return
        }
        guard let trade = Vault.trades(inCalldata: data)?.first, trade.pair == pool.pair else {
            return nil
        }
        self.init(
            sellsBase: trade.tokenIn == pool.base.address,
            amountIn: trade.amountIn.raw,
            amountOutMin: trade.amountOutMin.raw
        )
    }

    private init(sellsBase: Bool, amountIn: UInt256, amountOutMin: UInt256) {
        self.sellsBase = sellsBase
        self.amountIn = amountIn
        self.amountOutMin = amountOutMin
    }
}
