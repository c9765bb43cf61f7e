import Agents
import Chain
import Contracts
import Primitives
import WideMath

/// Log entries by hand, of a vault that holds WETH and WBTC beside USDC.
enum LogBook {
    static let vault = Address(word: 0x5000)
    static let usdc = TokenInfo(name: "USDC", address: Address(word: 1), decimals: 6, index: 0)
    static let weth = TokenInfo(name: "WETH", address: Address(word: 2), decimals: 18, index: 1)
    static let wbtc = TokenInfo(name: "WBTC", address: Address(word: 3), decimals: 8, index: 2)
    static let pools = (1...3).map { Address(word: UInt256(0x100 + $0)) }
    static let somebody = Address(word: 0xa11ce)

    static let info = VaultInfo(
        address: vault,
        quote: usdc,
        holdings: [(weth, 0), (wbtc, 1)].map { token, index in
            VaultInfo.Holding(
                token: token,
                pool: PoolInfo(
                    name: token.name,
                    pair: pools[index],
                    router: Address(word: 0x200),
                    base: token,
                    quote: usdc,
                    fee: BasisPoints(30)
                ),
                feed: feed(token)
            )
        },
        virtualShares: 1_000,
        venues: []
    )

    static func feed(_ token: TokenInfo) -> Address {
        Address(word: UInt256(UInt64(0x300 + token.index)))
    }

    // MARK: Entries

    static func entry(
        _ topic: UInt256,
        _ topics: [UInt256] = [],
        _ words: [UInt256] = [],
        by emitter: Address = vault
    ) -> Log {
        Log(address: emitter, topics: [topic] + topics, data: words.flatMap(\.bigEndianBytes))
    }

    static func transfer(
        _ token: TokenInfo,
        _ amount: TokenAmount,
        from: Address,
        to: Address
    ) -> Log {
        entry(ERC20.Transfer.topic, [from.word, to.word], [amount.raw], by: token.address)
    }

    static func traded(
        _ pool: Int,
        _ tokenIn: TokenInfo,
        _ amountIn: TokenAmount,
        _ tokenOut: TokenInfo,
        _ amountOut: TokenAmount
    ) -> Log {
        entry(
            Vault.Traded.topic,
            [pools[pool].word, tokenIn.address.word, tokenOut.address.word],
            [amountIn.raw, amountOut.raw]
        )
    }

    /// A trade through one pool, with its transfers.
    static func trade(
        _ pool: Int,
        _ tokenIn: TokenInfo,
        _ amountIn: TokenAmount,
        _ tokenOut: TokenInfo,
        _ amountOut: TokenAmount
    ) -> [Log] {
        [
            transfer(tokenIn, amountIn, from: vault, to: pools[pool]),
            transfer(tokenOut, amountOut, from: pools[pool], to: vault),
            traded(pool, tokenIn, amountIn, tokenOut, amountOut),
        ]
    }

    static let rebalanced = entry(Vault.Rebalanced.topic, [somebody.word], [0, 0, 0])

    static func phase(_ from: Vault.Phase, _ to: Vault.Phase) -> Log {
        entry(Vault.PhaseChanged.topic, [], [from, to].map { UInt256($0.rawValue) } + [0])
    }

    static let withdrawn = entry(
        Vault.Withdraw.topic,
        [somebody.word, somebody.word, somebody.word],
        [1, 1]
    )

    static let redeemed = entry(
        Vault.RedeemedInKind.topic,
        [somebody.word, somebody.word],
        [1]
    )

    static func leftOut(_ token: TokenInfo, _ amount: TokenAmount) -> Log {
        entry(Vault.LeftOut.topic, [somebody.word, token.address.word], [amount.raw])
    }

    static func claimed(_ token: TokenInfo, _ amount: TokenAmount) -> Log {
        entry(Vault.Claimed.topic, [somebody.word, token.address.word], [amount.raw])
    }

    static func bought(
        _ token: TokenInfo,
        isSale: Bool,
        _ amount: TokenAmount,
        for quoteAmount: TokenAmount
    ) -> Log {
        entry(
            Vault.Bought.topic,
            [somebody.word, token.address.word],
            [isSale ? 1 : 0, amount.raw, quoteAmount.raw, 0]
        )
    }

    static func answered(_ token: TokenInfo, _ answer: UInt256) -> Log {
        entry(PriceFeed.AnswerUpdated.topic, [answer, 1], [0], by: feed(token))
    }
}

extension LotChange {
    /// A trade of the tests, by names.
    static func trade(
        _ tokenIn: TokenInfo,
        _ amountIn: TokenAmount,
        _ tokenOut: TokenInfo,
        _ amountOut: TokenAmount,
        value: TokenAmount,
        in rebalance: UInt64
    ) -> LotChange {
        .trade(
            LotTrade(
                tokenIn: tokenIn.address,
                amountIn: amountIn,
                tokenOut: tokenOut.address,
                amountOut: amountOut,
                value: value,
                in: rebalance
            )
        )
    }

    static func gift(_ token: TokenInfo, _ amount: TokenAmount) -> LotChange {
        .gift(asset: token.address, amount: amount)
    }

    static func slice(_ token: TokenInfo, _ amount: TokenAmount) -> LotChange {
        .slice(asset: token.address, amount: amount)
    }
}
