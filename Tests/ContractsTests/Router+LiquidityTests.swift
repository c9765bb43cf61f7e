import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A router's liquidity` {
    let street: Street

    init() throws {
        street = try Street()
        street.fillPool()
        for token in [Street.usdc, Street.weth] {
            street.give(Street.alice, token, UInt256.one << 100)
            street.call(token, from: Street.alice, ERC20.approve, [Street.router.word, .max])
        }
        street.call(street.pair, from: Street.bank, ERC20.approve, [Street.router.word, .max])
    }

    /// The pool holds 2,000,000·10⁶ USDC and 1,000·10¹⁸ WETH: 2,000·10⁶ are worth 10¹⁸.
    @Test func `takes all of one token and of the other what the ratio asks for`() {
        let full = add(2_000_000_000, Street.ether)
        #expect((0..<2).map { full.word($0) } == [2_000_000_000, Street.ether])
        let lessA = add(3_000_000_000, Street.ether)
        #expect((0..<2).map { lessA.word($0) } == [2_000_000_000, Street.ether])
        let lessB = add(1_000_000_000, Street.ether)
        #expect(lessB.word(0) == 1_000_000_000)
        #expect(lessB.word(1) == Street.ether >> 1)
        #expect(street.balance(street.pair, Street.alice) > .zero)
    }

    @Test func `refuses amounts below the least`() {
        let b = add(2_000_000_000, Street.ether, minB: Street.ether.wrappingAdd(1))
        #expect(b.failure == refusal("UniswapV2Router: INSUFFICIENT_B_AMOUNT"))
        let a = add(3_000_000_000, Street.ether, minA: 2_000_000_001)
        #expect(a.failure == refusal("UniswapV2Router: INSUFFICIENT_A_AMOUNT"))
        let late = add(2_000_000_000, Street.ether, deadline: Street.start - 1)
        #expect(late.failure == refusal("UniswapV2Router: EXPIRED"))
        #expect(add(0, 0).failure == refusal("UniswapV2Library: INSUFFICIENT_AMOUNT"))
        let same = add(1, 1, tokens: [Street.usdc, Street.usdc])
        #expect(same.failure == refusal("UniswapV2: IDENTICAL_ADDRESSES"))
    }

    @Test func `creates the pair if there is none`() throws {
        let token = Address(word: 0x8000)
        Token.place(at: token, decimals: 18, on: street.machine)
        street.call(token, from: .zero, Token.mint, [Street.alice.word, 1_000_000])
        street.call(token, from: Street.alice, ERC20.approve, [Street.router.word, .max])
        let result = add(40_000, 10_000, tokens: [token, Street.usdc])
        // √(40,000 · 10,000) − 1,000
        #expect((0..<3).map { result.word($0) } == [40_000, 10_000, 19_000])
        let pair = try PairAddress.pair(token, Street.usdc, factory: Street.factory)
        #expect(street.supply(pair) == 20_000)
    }

    @Test func `comes back in the order of the tokens`() {
        let forward = remove(1_000_000_000, [Street.usdc, Street.weth])
        let backward = remove(1_000_000_000, [Street.weth, Street.usdc])
        #expect(forward.failure == nil)
        #expect(forward.word(0) == backward.word(1) && forward.word(1) == backward.word(0))
        #expect(street.balance(Street.usdc, Street.bob) == (forward.word(0) ?? .zero) << 1)
    }

    @Test func `does not come back below the least, or beyond what is held`() {
        let tokens = [Street.usdc, Street.weth]
        let a = remove(1_000_000_000, tokens, minA: .max)
        #expect(a.failure == refusal("UniswapV2Router: INSUFFICIENT_A_AMOUNT"))
        let b = remove(1_000_000_000, tokens, minB: .max)
        #expect(b.failure == refusal("UniswapV2Router: INSUFFICIENT_B_AMOUNT"))
        let much = remove(UInt256.one << 200, tokens)
        #expect(much.failure == refusal("ds-math-sub-underflow"))
        #expect(remove(0, tokens).failure == refusal("UniswapV2: INSUFFICIENT_LIQUIDITY_BURNED"))
    }

    private func add(
        _ amountA: UInt256,
        _ amountB: UInt256,
        minA: UInt256 = .zero,
        minB: UInt256 = .zero,
        tokens: [Address] = [Street.usdc, Street.weth],
        deadline: UInt64 = .max
    ) -> WhatIfResult {
        let words = tokens.map(\.word) + [amountA, amountB, minA, minB]
        let ends = [Street.alice.word, UInt256(deadline)]
        let function = Router.Function.addLiquidity
        return street.call(Street.router, from: Street.alice, function, words + ends)
    }

    private func remove(
        _ shares: UInt256,
        _ tokens: [Address],
        minA: UInt256 = .zero,
        minB: UInt256 = .zero
    ) -> WhatIfResult {
        let words = tokens.map(\.word) + [shares, minA, minB, Street.bob.word, .max]
        let function = Router.Function.removeLiquidity
        return street.call(Street.router, from: Street.bank, function, words)
    }
}
