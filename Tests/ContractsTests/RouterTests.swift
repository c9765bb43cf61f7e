import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A router` {
    let street: Street

    init() throws {
        street = try Street()
        street.fillPool()
        street.give(Street.alice, Street.usdc, 2_000_000_000)
        street.call(Street.usdc, from: Street.alice, ERC20.approve, [Street.router.word, .max])
    }

    @Test func `swaps an exact input along the path`() {
        let result = swap(2_000_000_000, [Street.usdc, Street.weth])
        // ⌊997 · 2·10⁹ · 10²¹ ÷ (1,000 · 2·10¹² + 997 · 2·10⁹)⌋
        let out = UInt256(996_006_981_039_903_216)
        #expect(result.failure == nil)
        #expect((0..<4).map { result.word($0) } == [32, 2, 2_000_000_000, out])
        #expect(street.balance(Street.weth, Street.alice) == out)
    }

    @Test func `refuses an output below the least`() {
        let out = UInt256(996_006_981_039_903_216)
        let path = [Street.usdc, Street.weth]
        #expect(
            swap(2_000_000_000, path, min: out.wrappingAdd(1)).failure
                == refusal("UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT")
        )
        #expect(swap(2_000_000_000, path, min: out).failure == nil)
    }

    @Test func `refuses after the deadline`() {
        let path = [Street.usdc, Street.weth]
        #expect(
            swap(5, path, deadline: Street.start - 1).failure
                == refusal("UniswapV2Router: EXPIRED")
        )
        #expect(swap(2_000_000, path, deadline: Street.start).failure == nil)
    }

    @Test func `refuses paths that are none`() {
        #expect(swap(5, []).failure == refusal("UniswapV2Library: INVALID_PATH"))
        #expect(swap(5, [Street.usdc]).failure == refusal("UniswapV2Library: INVALID_PATH"))
        #expect(
            swap(5, [Street.usdc, Street.usdc]).failure
                == refusal("UniswapV2Library: IDENTICAL_ADDRESSES")
        )
        #expect(
            swap(5, [Street.usdc, .zero]).failure == refusal("UniswapV2Library: ZERO_ADDRESS")
        )
        // A pair that is not there has no code to call.
        #expect(swap(5, [Street.usdc, Street.feed]).failure == .revert(.empty))
    }

    @Test func `refuses an input of nothing and one that the sender does not have`() {
        let path = [Street.usdc, Street.weth]
        #expect(
            swap(0, path).failure == refusal("UniswapV2Library: INSUFFICIENT_INPUT_AMOUNT")
        )
        #expect(
            swap(2_000_000_001, path).failure
                == refusal("TransferHelper: TRANSFER_FROM_FAILED")
        )
    }

    @Test func `buys an exact output with as little as it takes`() {
        let path = [2, Street.usdc.word, Street.weth.word]
        let out = UInt256(996_006_981_039_903_216)
        let words = [out, 2_000_000_000, 160, Street.alice.word, UInt256.max] + path
        let function = Router.Function.swapTokensForExactTokens
        let result = street.call(Street.router, from: Street.alice, function, words)
        #expect((0..<4).map { result.word($0) } == [32, 2, 2_000_000_000, out])
        let less = [out, 5, 160, Street.alice.word, UInt256.max] + path
        #expect(
            street.call(Street.router, from: Street.alice, function, less).failure
                == refusal("UniswapV2Router: EXCESSIVE_INPUT_AMOUNT")
        )
    }

    @Test func `tells amounts along a path`() {
        let path = [2, Street.usdc.word, Street.weth.word]
        let out = street.call(
            Street.router,
            from: Street.bob,
            Router.Function.getAmountsOut,
            [2_000_000_000, 64] + path
        )
        #expect(out.word(3) == 996_006_981_039_903_216)
        let back = street.call(
            Street.router,
            from: Street.bob,
            Router.Function.getAmountsIn,
            [996_006_981_039_903_216, 64] + path
        )
        #expect(back.word(2) == 2_000_000_000)
    }

    private func swap(
        _ amount: UInt256,
        _ path: [Address],
        min: UInt256 = .zero,
        deadline: UInt64 = .max
    ) -> WhatIfResult {
        street.call(
            Street.router,
            from: Street.alice,
            Router.Function.swapExactTokensForTokens,
            [amount, min, 160, Street.alice.word, UInt256(deadline), UInt256(UInt64(path.count))]
                + path.map(\.word)
        )
    }
}
