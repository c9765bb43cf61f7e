import Agents
import Chain
import Contracts
import Primitives
import WideMath

/// One trade of a vault's rebalance, from end to end: through pools, or with a bidder.
public struct VaultTrade: Hashable, Sendable {
    /// One pool on the way, as it stood before.
    public struct Hop: Hashable, Sendable {
        /// The pair.
        public let pair: Address
        /// The token that goes in.
        public let tokenIn: Address
        /// Its reserve before.
        public let reserveIn: UInt256
        /// The reserve before of the token that comes out.
        public let reserveOut: UInt256
    }

    /// What was sold.
    public let tokenIn: Address
    /// How much of it.
    public let amountIn: UInt256
    /// What was bought.
    public let tokenOut: Address
    /// How much of it.
    public let amountOut: UInt256
    /// The pools on the way; none for a bid.
    public let hops: [Hop]
}

extension VaultTrade {
    /// The trades of a rebalance, or the bids of an auction, in the logs of one transaction.
    ///
    /// Reads the vault's own `Traded` and `Bought`, and the `Sync` and `Swap` of pairs before them.
    /// What a withdrawal sells is no rebalance: only what stands before a `Rebalanced` counts.
    static func read(_ logs: [Log], of vault: VaultInfo) -> [VaultTrade] {
        var trades: [VaultTrade] = []
        var open: [VaultTrade] = []
        var reserves: [Address: (UInt256, UInt256)] = [:]
        var before: [Address: (UInt256, UInt256)] = [:]
        for log in logs {
            switch log.topics.first {
            case Pair.Sync.topic:
                if let words = words(log, 2) { reserves[log.address] = (words[0], words[1]) }
            case Pair.Swap.topic:
                if let words = words(log, 4), let after = reserves[log.address] {
                    before[log.address] = (
                        after.0.wrappingSubtract(words[0]).wrappingAdd(words[2]),
                        after.1.wrappingSubtract(words[1]).wrappingAdd(words[3])
                    )
                }
            case Vault.Traded.topic where log.address == vault.address:
                if let hop = Vault.Traded(log), let pool = before[hop.pair] {
                    open.append(VaultTrade(hop, pool))
                }
            case Vault.Rebalanced.topic where log.address == vault.address:
                trades += joined(open)
                open = []
            case Vault.Withdraw.topic where log.address == vault.address: open = []
            case Vault.Bought.topic where log.address == vault.address:
                if let bid = Vault.Bought(log) { trades.append(VaultTrade(bid, vault)) }
            default: break
            }
        }
        return trades
    }

    private static func words(_ log: Log, _ count: Int) -> [UInt256]? {
        guard log.data.count == 32 * count else { return nil }
        return (0..<count).compactMap { UInt256(bigEndian: log.data[(32 * $0)..<(32 * $0 + 32)]) }
    }

    /// Reserves are in the order of the pair's tokens, the smaller address first.
    private init(_ hop: Vault.Traded, _ before: (UInt256, UInt256)) {
        let isFirst = hop.tokenIn < hop.tokenOut
        self.init(
            tokenIn: hop.tokenIn,
            amountIn: hop.amountIn.raw,
            tokenOut: hop.tokenOut,
            amountOut: hop.amountOut.raw,
            hops: [
                Hop(
                    pair: hop.pair,
                    tokenIn: hop.tokenIn,
                    reserveIn: isFirst ? before.0 : before.1,
                    reserveOut: isFirst ? before.1 : before.0
                )
            ]
        )
    }

    private init(_ bid: Vault.Bought, _ vault: VaultInfo) {
        let quote = vault.quote.address
        self.init(
            tokenIn: bid.isSale ? bid.token : quote,
            amountIn: bid.isSale ? bid.amount.raw : bid.quoteAmount.raw,
            tokenOut: bid.isSale ? quote : bid.token,
            amountOut: bid.isSale ? bid.quoteAmount.raw : bid.amount.raw,
            hops: []
        )
    }

    /// Hops that pass on all that the one before gave are one trade.
    private static func joined(_ hops: [VaultTrade]) -> [VaultTrade] {
        var trades: [VaultTrade] = []
        for hop in hops {
            if let last = trades.last, last.tokenOut == hop.tokenIn,
                last.amountOut == hop.amountIn, last.tokenIn != hop.tokenOut
            {
                trades[trades.count - 1] = VaultTrade(
                    tokenIn: last.tokenIn,
                    amountIn: last.amountIn,
                    tokenOut: hop.tokenOut,
                    amountOut: hop.amountOut,
                    hops: last.hops + hop.hops
                )
            } else {
                trades.append(hop)
            }
        }
        return trades
    }
}
