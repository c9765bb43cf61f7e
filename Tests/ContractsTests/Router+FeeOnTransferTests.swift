import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// A pool of 10⁶ toll tokens against 10⁶ USDC units; a transfer of the former loses a hundredth.
@Suite struct `A router with tokens that keep a part` {
    let street: Street
    let toll = Address(word: 0x800)

    init() throws {
        street = try Street()
        street.machine.place(TollToken.self, at: toll)
        let pair = try PairAddress.pair(toll, Street.usdc, factory: Street.factory)
        street.placePair(pair, toll, Street.usdc)
        street.store(toll, ShareLedger.Storage.balances[pair], TokenAmount(1_000_000))
        street.store(toll, ShareLedger.Storage.balances[Street.alice], TokenAmount(1_000_000))
        street.give(pair, Street.usdc, 1_000_000)
        street.call(pair, from: Street.bank, Pair.Function.mint, [Street.bank.word])
    }

    /// Of 1,000 arrive 990: ⌊997 · 990 · 10⁶ ÷ (10⁹ + 997 · 990)⌋ = 986.
    @Test func `swaps what arrives`() {
        #expect(
            swap(Router.Function.swapExactTokensForTokensFeeOnTransfer, min: 986).failure == nil
        )
        #expect(street.balance(Street.usdc, Street.bob) == 986)
    }

    @Test func `refuses when too little comes out`() {
        #expect(
            swap(Router.Function.swapExactTokensForTokensFeeOnTransfer, min: 987).failure
                == refusal("UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT")
        )
    }

    @Test func `fails by the product where it counts on the whole`() {
        #expect(
            swap(Router.Function.swapExactTokensForTokens, min: 0).failure
                == refusal("UniswapV2: K")
        )
    }

    private func swap(_ function: Selector, min: UInt256) -> WhatIfResult {
        let head = [1_000, min, 160, Street.bob.word, UInt256.max]
        let words = head + [2, toll.word, Street.usdc.word]
        return street.call(Street.router, from: Street.alice, function, words)
    }
}
