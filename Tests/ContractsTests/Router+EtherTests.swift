import Contracts
import Execution
import Primitives
import Signing
import Testing
import WideMath

/// A pool of 1,000 ether against 2,000,000 USDC, filled through the router.
@Suite struct `A router with ether` {
    let street: Street
    let pair: Address

    init() throws {
        street = try Street()
        pair = try PairAddress.pair(Street.usdc, Street.wrapper, factory: Street.factory)
        street.fund(Street.bank, UInt256(2_000).wrappingMultiply(Street.ether))
        street.fund(Street.alice, UInt256(10).wrappingMultiply(Street.ether))
        for owner in [Street.bank, Street.alice] {
            street.call(Street.usdc, from: owner, ERC20.approve, [Street.router.word, .max])
        }
        street.give(Street.alice, Street.usdc, 10_000_000_000)
        let head = [Street.usdc.word, 2_000_000_000_000, 0, 0, Street.bank.word, .max]
        let result = street.call(
            Street.router,
            from: Street.bank,
            Router.Function.addLiquidityETH,
            head,
            value: UInt256(1_000).wrappingMultiply(Street.ether)
        )
        try #require(result.failure == nil)
    }

    /// ⌊997 · 10¹⁸ · 2·10¹² ÷ (1,000 · 10²¹ + 997 · 10¹⁸)⌋ USDC for one ether.
    let dollars = UInt256(1_992_013_962)

    @Test func `swaps ether for tokens`() {
        let path = [2, Street.wrapper.word, Street.usdc.word]
        let words = [dollars, 128, Street.bob.word, UInt256.max] + path
        let function = Router.Function.swapExactETHForTokens
        let result = call(function, words, value: Street.ether)
        #expect(result.failure == nil)
        #expect(street.balance(Street.usdc, Street.bob) == dollars)
        let more = [dollars, 128, Street.bob.word, UInt256.max] + path
        #expect(
            call(function, more, value: Street.ether).failure
                == refusal("UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT")
        )
    }

    @Test func `gives back ether that an exact output does not need`() {
        let path = [2, Street.wrapper.word, Street.usdc.word]
        let words = [dollars, 128, Street.bob.word, UInt256.max] + path
        let before = street.ether(Street.alice)
        let function = Router.Function.swapETHForExactTokens
        let result = call(function, words, value: Street.ether << 1)
        let paid = result.word(2) ?? .zero
        #expect(paid > .zero && paid <= Street.ether)
        #expect(street.ether(Street.alice) == before.wrappingSubtract(paid))
        #expect(street.ether(Street.router) == .zero)
        #expect(
            call(function, words, value: 5).failure
                == refusal("UniswapV2Router: EXCESSIVE_INPUT_AMOUNT")
        )
    }

    @Test func `swaps tokens for ether`() {
        let path = [2, Street.usdc.word, Street.wrapper.word]
        let exactIn = [2_000_000_000, 0, 160, Street.bob.word, UInt256.max] + path
        let result = call(Router.Function.swapExactTokensForETH, exactIn)
        // ⌊997 · 2·10⁹ · 10²¹ ÷ (1,000 · 2·10¹² + 997 · 2·10⁹)⌋
        #expect(street.ether(Street.bob) == 996_006_981_039_903_216)
        #expect(result.word(3) == 996_006_981_039_903_216)
        let exactOut = [Street.ether, UInt256.max, 160, Street.bob.word, UInt256.max] + path
        #expect(call(Router.Function.swapTokensForExactETH, exactOut).failure == nil)
        #expect(street.ether(Street.bob) == Street.ether.wrappingAdd(996_006_981_039_903_216))
    }

    /// The amounts are those of the plain functions: this token keeps nothing.
    @Test func `swaps what arrives, to and from ether`() {
        let there = [2, Street.wrapper.word, Street.usdc.word]
        let words = [dollars, 128, Street.bob.word, UInt256.max] + there
        let function = Router.Function.swapExactETHForTokensFeeOnTransfer
        #expect(call(function, words, value: Street.ether).failure == nil)
        #expect(street.balance(Street.usdc, Street.bob) == dollars)
        #expect(
            call(function, words, value: Street.ether).failure
                == refusal("UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT")
        )
        let back = [2, Street.usdc.word, Street.wrapper.word]
        let before = street.ether(Street.bob)
        let sale = [dollars, 1, 160, Street.bob.word, UInt256.max] + back
        let reverse = Router.Function.swapExactTokensForETHFeeOnTransfer
        #expect(call(reverse, sale).failure == nil)
        // Twice 30 basis points and no more are gone, but for roundings.
        let got = street.ether(Street.bob).wrappingSubtract(before)
        #expect(got < Street.ether && got > Street.ether.wrappingSubtract(Street.ether >> 7))
        let much = [dollars, Street.ether, 160, Street.bob.word, UInt256.max] + back
        #expect(
            call(reverse, much).failure
                == refusal("UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT")
        )
    }

    @Test func `removes for ether by a signature`() throws {
        let key = try #require(PrivateKey(bytes: [UInt8](repeating: 9, count: 32)))
        let owner = key.address
        street.call(pair, from: Street.bank, ERC20.transfer, [owner.word, 2_000_000])
        let functions = [
            Router.Function.removeLiquidityETHWithPermit,
            Router.Function.removeLiquidityETHWithPermitFeeOnTransfer,
        ]
        for (nonce, function) in functions.enumerated() {
            let digest = Permit.digest(
                domainSeparator: Permit.domainSeparator(of: pair, chainID: 1),
                owner: owner,
                spender: Street.router,
                value: 1_000_000,
                nonce: UInt256(UInt64(nonce)),
                deadline: UInt256(Street.start)
            )
            let signature = key.sign(digest)
            let v = UInt256(UInt64(27 + signature.yParity))
            let head = [Street.usdc.word, 1_000_000, 1, 1, owner.word, UInt256(Street.start)]
            let words = head + [.zero, v, signature.r, signature.s]
            let before = street.ether(owner)
            let result = street.call(Street.router, from: owner, function, words)
            #expect(result.failure == nil, "\(function.signature)")
            #expect(street.ether(owner) > before)
            let again = street.call(Street.router, from: owner, function, words)
            #expect(again.failure == refusal("UniswapV2: INVALID_SIGNATURE"))
        }
        #expect(street.balance(pair, owner) == .zero)
        #expect(street.balance(Street.usdc, owner) > .zero)
    }

    @Test func `refuses a path without ether at its end, and ether it has no use for`() {
        let path = [2, Street.usdc.word, Street.weth.word]
        let words = [1, 0, 160, Street.bob.word, UInt256.max] + path
        #expect(
            call(Router.Function.swapExactTokensForETH, words).failure
                == refusal("UniswapV2Router: INVALID_PATH")
        )
        let other = [0, 128, Street.bob.word, UInt256.max] + path
        #expect(
            call(Router.Function.swapExactETHForTokens, other, value: 1).failure
                == refusal("UniswapV2Router: INVALID_PATH")
        )
        let none = [0, 128, Street.bob.word, UInt256.max, 0]
        #expect(
            call(Router.Function.swapExactETHForTokens, none, value: 1).failure
                == .halt(.invalidOpcode)
        )
        #expect(
            call(Router.Function.swapExactTokensForETH, words, value: 1).failure
                == .revert(.empty)
        )
        let plain = street.machine.call(Street.router, from: Street.alice, data: [], value: Wei(1))
        #expect(plain.failure == .halt(.invalidOpcode))
    }

    @Test func `adds with change and removes for ether`() {
        let before = street.ether(Street.alice)
        let words = [Street.usdc.word, 2_000_000_000, 0, 0, Street.alice.word, UInt256.max]
        let added = call(Router.Function.addLiquidityETH, words, value: Street.ether << 1)
        #expect((0..<2).map { added.word($0) } == [2_000_000_000, Street.ether])
        #expect(street.ether(Street.alice) == before.wrappingSubtract(Street.ether))

        let shares = street.balance(pair, Street.alice)
        street.call(pair, from: Street.alice, ERC20.approve, [Street.router.word, .max])
        let back = [Street.usdc.word, shares >> 1, 0, 0, Street.bob.word, UInt256.max]
        let removed = call(Router.Function.removeLiquidityETH, back)
        #expect(street.ether(Street.bob) == removed.word(1))
        #expect(street.balance(Street.usdc, Street.bob) == removed.word(0))
        let toll = call(Router.Function.removeLiquidityETHFeeOnTransfer, back)
        #expect(toll.failure == nil)
        #expect(street.ether(Street.bob) == (removed.word(1) ?? .zero) << 1)
    }

    private func call(
        _ function: Selector,
        _ words: [UInt256],
        value: UInt256 = .zero
    ) -> WhatIfResult {
        street.call(Street.router, from: Street.alice, function, words, value: value)
    }
}
