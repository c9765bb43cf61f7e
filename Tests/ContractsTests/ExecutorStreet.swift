import Contracts
import Execution
import Primitives
import WideMath

/// A street with an executor, a second pool of USDC and WETH at another price and fee, and a token
/// that misbehaves as it is told, in a pool with WETH.
///
/// Alice holds what she trades and has approved the executor; the coinbase is an account.
struct ExecutorStreet {
    static let executor = Address(word: 0x6100)
    static let coinbase = Address(word: 0xc0)
    static let intruder = Address(word: 0x2200)
    /// 500 WETH and 1,100,000 USDC, 2,200 USDC each, 5 bp.
    static let dear = Address(word: 0x6201)
    /// 500 WETH and as many of the other token, 100 bp.
    static let exotic = Address(word: 0x6202)

    let street: Street
    var machine: Machine { street.machine }
    /// 1,000 WETH and 2,000,000 USDC, 30 bp.
    var cheap: Executor.Hop { Executor.Hop(pair: street.pair, fee: BasisPoints(30)) }
    let dear = Executor.Hop(pair: Self.dear, fee: BasisPoints(5))
    let exotic = Executor.Hop(pair: Self.exotic, fee: BasisPoints(100))

    init() throws {
        street = try Street()
        street.machine.block.coinbase = Self.coinbase
        street.fillPool()
        machine.place(Executor.self, at: Self.executor)
        machine.place(Intruder.self, at: Self.intruder)
        street.store(Self.intruder, Intruder.executor.location, Self.executor)
        place(Self.dear, Street.usdc, Street.weth, fee: 5)
        place(Self.exotic, Street.weth, Self.intruder, fee: 100)
        fill(Self.dear, Street.usdc, Street.dollar.wrappingMultiply(1_100_000))
        fill(Self.exotic, Self.intruder, Street.ether.wrappingMultiply(500))
        for token in [Street.usdc, Street.weth] {
            street.give(Street.alice, token, UInt256.one << 100)
            street.call(token, from: Street.alice, ERC20.approve, [Self.executor.word, .max])
        }
        let held = ShareLedger.Storage.balances[Street.alice]
        street.store(Self.intruder, held, TokenAmount(UInt256.one << 100))
        street.fund(Street.alice, Street.ether)
    }

    private func place(_ pair: Address, _ one: Address, _ other: Address, fee: UInt64) {
        Pair.place(
            min(one, other),
            max(one, other),
            at: pair,
            factory: Street.factory,
            fee: BasisPoints(fee),
            on: machine
        )
    }

    /// So much of a token, and 500 WETH.
    private func fill(_ pair: Address, _ token: Address, _ amount: UInt256) {
        if token == Self.intruder {
            street.store(token, ShareLedger.Storage.balances[pair], TokenAmount(amount))
        } else {
            street.give(pair, token, amount)
        }
        street.give(pair, Street.weth, Street.ether.wrappingMultiply(500))
        street.call(pair, from: Street.bank, Pair.Function.mint, [Street.bank.word])
    }

    /// Calls the executor for alice.
    @discardableResult
    func swap(
        _ amountIn: UInt256,
        of token: Address,
        along hops: [Executor.Hop],
        atLeast amountOutMin: UInt256 = .zero,
        paying value: UInt256 = .zero
    ) -> WhatIfResult {
        machine.call(
            Self.executor,
            from: Street.alice,
            data: Executor.swapCalldata(
                amountIn: amountIn,
                amountOutMin: amountOutMin,
                tokenIn: token,
                along: hops,
                to: Street.alice
            ),
            value: Wei(value)
        )
    }

    /// What an input of the token of a pair becomes there.
    func out(_ amountIn: UInt256, of token: Address, through hop: Executor.Hop) throws -> UInt256 {
        let reserves = street.stored(hop.pair, Pair.Storage.reserves.location)
        let (one, other) = (UInt256(low: reserves.reserve0), UInt256(low: reserves.reserve1))
        let isToken0 = street.stored(hop.pair, Pair.Storage.token0.location) == token
        return try ConstantProduct.amountOut(
            amountIn: amountIn,
            reserveIn: isToken0 ? one : other,
            reserveOut: isToken0 ? other : one,
            fee: hop.fee
        )
    }

    /// Everything that a call of the executor could change.
    var sums: [UInt256] {
        let holders = [
            Street.alice, Self.executor, Self.coinbase, street.pair, Self.dear, Self.exotic,
        ]
        let tokens = [Street.usdc, Street.weth, Self.intruder]
        return tokens.flatMap { token in holders.map { street.balance(token, $0) } }
            + holders.map { street.ether($0) } + reserves.map(\.word)
    }

    var reserves: [Reserves] {
        [street.pair, Self.dear, Self.exotic].map {
            street.stored($0, Pair.Storage.reserves.location)
        }
    }
}
