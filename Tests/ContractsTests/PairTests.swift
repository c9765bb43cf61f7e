import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A pair` {
    let street: Street
    /// Token0 and token1 of a pair of equal tokens, 1,000 ether of each.
    let pair = Address(word: 0x8000)
    let borrower = Address(word: 0x9000)
    let thousand = UInt256(1_000).wrappingMultiply(Street.ether)
    /// What Uniswap v2-core's tests expect for 1 ether into 1,000 and 1,000.
    let out = UInt256(996_006_981_039_903_216)

    init() throws {
        street = try Street()
        street.placePair(pair, Street.usdc, Street.weth)
        street.machine.place(Borrower.self, at: borrower)
    }

    private func fill() {
        street.give(pair, Street.usdc, thousand)
        street.give(pair, Street.weth, thousand)
        street.call(pair, from: Street.bank, Pair.Function.mint, [Street.bank.word])
    }

    private func swap(
        _ out0: UInt256,
        _ out1: UInt256,
        to: Address = Street.alice,
        data: [UInt256] = []
    ) -> WhatIfResult {
        street.call(
            pair,
            from: Street.alice,
            Pair.Function.swap,
            [out0, out1, to.word, 128, UInt256(UInt64(32 * data.count))] + data
        )
    }

    @Test func `locks its first shares away`() {
        fill()
        #expect(street.supply(pair) == thousand)
        #expect(street.balance(pair, .zero) == 1_000)
        #expect(street.balance(pair, Street.bank) == thousand.wrappingSubtract(1_000))
    }

    @Test func `refuses a first mint that is worth no more than the locked shares`() {
        street.give(pair, Street.usdc, 1_000)
        street.give(pair, Street.weth, 1_000)
        let result = street.call(pair, from: Street.bank, Pair.Function.mint, [Street.bank.word])
        #expect(result.failure == refusal("UniswapV2: INSUFFICIENT_LIQUIDITY_MINTED"))
    }

    @Test func `refuses to burn no shares`() {
        fill()
        let result = street.call(pair, from: Street.bank, Pair.Function.burn, [Street.bank.word])
        #expect(result.failure == refusal("UniswapV2: INSUFFICIENT_LIQUIDITY_BURNED"))
    }

    @Test func `swaps for what the formula says and not one unit more`() {
        fill()
        street.give(pair, Street.weth, Street.ether)
        #expect(swap(out.wrappingAdd(1), 0).failure == refusal("UniswapV2: K"))
        #expect(swap(out, 0).failure == nil)
        #expect(street.balance(Street.usdc, Street.alice) == out)
    }

    @Test func `refuses each swap for its own reason`() {
        fill()
        #expect(swap(0, 0).failure == refusal("UniswapV2: INSUFFICIENT_OUTPUT_AMOUNT"))
        #expect(swap(thousand, 0).failure == refusal("UniswapV2: INSUFFICIENT_LIQUIDITY"))
        #expect(swap(0, thousand).failure == refusal("UniswapV2: INSUFFICIENT_LIQUIDITY"))
        for token in [Street.usdc, Street.weth] {
            #expect(swap(1, 0, to: token).failure == refusal("UniswapV2: INVALID_TO"))
        }
        #expect(swap(1, 0).failure == refusal("UniswapV2: INSUFFICIENT_INPUT_AMOUNT"))
        #expect(street.stored(pair, Pair.Storage.unlocked.location) == 1)
    }

    @Test func `refuses reserves above 112 bits`() {
        street.give(pair, Street.usdc, UInt256.one << 112)
        let result = street.call(pair, from: Street.alice, Pair.Function.sync)
        #expect(result.failure == refusal("UniswapV2: OVERFLOW"))
    }

    @Test func `lends tokens to a borrower who returns them with the fee`() {
        fill()
        street.store(borrower, Borrower.token.location, Street.usdc)
        // 1,000 ÷ 997 of the loan, rounded up.
        let loan = Street.ether
        let owed = UInt256(1_003_009_027_081_243_732)
        street.give(borrower, Street.usdc, Street.ether)
        street.store(borrower, Borrower.amount.location, TokenAmount(owed.wrappingSubtract(1)))
        #expect(swap(loan, 0, to: borrower, data: [5]).failure == refusal("UniswapV2: K"))
        street.store(borrower, Borrower.amount.location, TokenAmount(owed))
        #expect(swap(loan, 0, to: borrower, data: [5]).failure == nil)
        let seen = (0..<5).map { street.stored(borrower, Borrower.seen[$0]) }
        #expect(seen == [Street.alice.word, loan, 0, 32, 5])
    }

    @Test func `takes a loan back that is kept`() {
        fill()
        street.store(borrower, Borrower.mode.location, Borrower.Mode.keeps.rawValue)
        let result = swap(Street.ether, 0, to: borrower, data: [5])
        #expect(result.failure == refusal("UniswapV2: INSUFFICIENT_INPUT_AMOUNT"))
        #expect(street.balance(Street.usdc, borrower) == 0)
    }

    @Test func `is locked while it lends`() {
        fill()
        street.store(borrower, Borrower.mode.location, Borrower.Mode.entersPair.rawValue)
        let result = swap(Street.ether, 0, to: borrower, data: [5])
        #expect(result.failure == refusal("UniswapV2: LOCKED"))
    }

    @Test func `refuses a borrower without code and without the callback`() {
        fill()
        #expect(swap(1, 0, to: Street.bob, data: [5]).failure == .revert(.empty))
        #expect(swap(1, 0, to: Street.feed, data: [5]).failure == .revert(.empty))
    }

    @Test(arguments: [WeirdToken.Mode.reverts, .returnsFalse, .returnsNothing, .normal])
    func `holds tokens to their word`(_ mode: WeirdToken.Mode) {
        let weird = Address(word: 0x0fff)
        street.machine.place(WeirdToken.self, at: weird)
        street.store(weird, WeirdToken.balances[pair], TokenAmount(thousand))
        street.store(pair, Pair.Storage.token0.location, weird)
        street.give(pair, Street.weth, thousand)
        street.call(pair, from: Street.bank, Pair.Function.mint, [Street.bank.word])
        street.store(weird, WeirdToken.mode.location, mode.rawValue)
        street.give(pair, Street.weth, Street.ether)
        let result = swap(out, 0)
        if mode == .reverts || mode == .returnsFalse {
            #expect(result.failure == refusal("UniswapV2: TRANSFER_FAILED"))
        } else {
            #expect(result.failure == nil)
        }
    }

    /// Uniswap v2-core, `test/UniswapV2Pair.spec.ts`, `feeTo:off` and `feeTo:on`.
    @Test(arguments: [false, true])
    func `pays a sixth of the fees to the protocol where that is on`(_ isOn: Bool) {
        if isOn {
            street.call(
                Street.factory,
                from: Street.bank,
                Factory.Function.setFeeTo,
                [Street.bob.word]
            )
        }
        fill()
        street.give(pair, Street.weth, Street.ether)
        #expect(swap(out, 0).failure == nil)
        let shares = street.balance(pair, Street.bank)
        street.call(pair, from: Street.bank, ERC20.transfer, [pair.word, shares])
        street.call(pair, from: Street.bank, Pair.Function.burn, [Street.bank.word])
        let fee: UInt256 = isOn ? 249_750_499_251_388 : 0
        #expect(street.supply(pair) == fee.wrappingAdd(1_000))
        #expect(street.balance(pair, Street.bob) == fee)
        if isOn {
            #expect(street.balance(Street.usdc, pair) == 249_501_683_698_445)
            #expect(street.balance(Street.weth, pair) == 250_000_187_313_969)
        }
    }

    @Test func `owes its protocol fee to whom the setter names`() {
        let result = street.call(
            Street.factory,
            from: Street.alice,
            Factory.Function.setFeeTo,
            [Street.alice.word]
        )
        #expect(result.failure == refusal("UniswapV2: FORBIDDEN"))
    }
}
