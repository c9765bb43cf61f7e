import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// A pair of batches in the place of the street's pair: token0 is USDC, token1 is WETH.
@Suite struct `A pair of batches` {
    private let street: Street
    private let pair: Address

    init() throws {
        street = try Street()
        pair = street.pair
        street.machine.place(BatchPair.self, at: pair, immutable: 30)
        street.fillPool()
    }

    /// Opens a batch; by default at the pool's own price of 2,000 dollars.
    @discardableResult
    private func open(
        _ reserve0: UInt256 = UInt256(2_000_000_000) << 50,
        _ reserve1: UInt256 = UInt256(1_000_000_000_000_000_000) << 50,
        by caller: Address = BatchPair.system
    ) -> WhatIfResult {
        street.call(pair, from: caller, BatchPair.Function.openBatch, [reserve0, reserve1])
    }

    @discardableResult
    private func close(by caller: Address = BatchPair.system) -> WhatIfResult {
        street.call(pair, from: caller, BatchPair.Function.closeBatch)
    }

    /// Pays USDC or WETH in, and asks for the other.
    private func swap(
        usdc amount0In: UInt256 = .zero,
        weth amount1In: UInt256 = .zero,
        for amount0Out: UInt256,
        _ amount1Out: UInt256
    ) -> Fault? {
        street.give(pair, Street.usdc, amount0In)
        street.give(pair, Street.weth, amount1In)
        return street.call(
            pair,
            from: Street.alice,
            Pair.Function.swap,
            [amount0Out, amount1Out, Street.alice.word, 128, .zero]
        ).failure
    }

    private var reserves: Reserves { street.stored(pair, Pair.Storage.reserves.location) }

    @Test func `is opened and closed by nobody but the block's builder`() {
        for caller in [Street.alice, Street.owner, .zero, pair] {
            #expect(open(by: caller).failure == refusal("BatchPair: FORBIDDEN"))
        }
        #expect(close().failure == refusal("BatchPair: CLOSED"))
        #expect(open().failure == nil)
        #expect(BatchPair.isOpen(pair, on: street.machine))
        #expect(open().failure == refusal("BatchPair: OPEN"))
        #expect(close(by: Street.alice).failure == refusal("BatchPair: FORBIDDEN"))
        #expect(close().failure == nil)
        #expect(!BatchPair.isOpen(pair, on: street.machine))
        #expect(open().failure == nil)
    }

    @Test(arguments: [(0, 1), (1, 0), (.one << 112, 1), (1, .one << 112)] as [(UInt256, UInt256)])
    func `takes no price of nothing, or above 112 bits`(_ price: (UInt256, UInt256)) {
        #expect(open(price.0, price.1).failure == refusal("BatchPair: NO_PRICE"))
        #expect(open((.one << 112).wrappingSubtract(.one), 1).failure == nil)
    }

    @Test func `answers its price as reserves while a batch is open`() {
        let closed = street.call(pair, from: Street.bob, Pair.Function.getReserves)
        #expect(closed.word(0) == UInt256(low: reserves.reserve0))
        open(UInt256(7) << 70, UInt256(5) << 70)
        let answer = street.call(pair, from: Street.bob, Pair.Function.getReserves)
        #expect(answer.word(0) == UInt256(7) << 70)
        #expect(answer.word(1) == UInt256(5) << 70)
        #expect(answer.word(2) == UInt256(Street.start))
        close()
        let after = street.call(pair, from: Street.bob, Pair.Function.getReserves)
        #expect(after.word(0) == closed.word(0) && after.word(1) == closed.word(1))
    }

    @Test func `refuses liquidity, skimming and syncing while a batch is open`() {
        let calls: [(Selector, [UInt256])] = [
            (Pair.Function.mint, [Street.bank.word]), (Pair.Function.burn, [Street.bank.word]),
            (Pair.Function.skim, [Street.bank.word]), (Pair.Function.sync, []),
        ]
        open()
        for (function, words) in calls {
            let result = street.call(pair, from: Street.bank, function, words)
            #expect(result.failure == refusal("BatchPair: OPEN"), "\(function.signature)")
        }
        close()
        let skimmed = street.call(pair, from: Street.bank, Pair.Function.skim, [Street.bank.word])
        #expect(skimmed.failure == nil)
    }

    /// 2,000 USDC after 0.3 % are 1,994, at 2,000 dollars 0.997 WETH: not a wei more, however much
    /// the pool would give for so small a trade.
    @Test func `pays the price after the fee and not a unit more`() throws {
        open()
        let dollars = try UInt256(2_000) * Street.dollar
        let due = UInt256(997_000_000_000_000_000)
        #expect(swap(usdc: dollars, for: .zero, due) == nil)
        #expect(
            swap(usdc: dollars, for: .zero, due.wrappingAdd(.one)) == refusal("BatchPair: PRICE")
        )
        // What the refused swap paid in is still there, and was not forgotten.
        #expect(swap(for: .zero, due) == nil)
        #expect(swap(weth: Street.ether, for: 1_994_000_000, .zero) == nil)
        #expect(
            swap(weth: Street.ether, for: 1_994_000_001, .zero) == refusal("BatchPair: PRICE")
        )
        #expect(street.balance(Street.weth, Street.alice) == (try due * 2))
    }

    /// The largest trade of either side gets the same price as the least.
    @Test func `gives a large trade the price of a small one`() throws {
        open()
        let dollars = try UInt256(200_000) * Street.dollar
        let due = try UInt256(997) * 100_000_000_000_000_000
        #expect(swap(usdc: dollars, for: .zero, due) == nil)
        #expect(swap(weth: try Street.ether * 100, for: 199_400_000_000, .zero) == nil)
        // Fees on both sides stay: the pool has 600 USDC and 0.3 WETH more than it had.
        #expect(UInt256(low: reserves.reserve0) == 2_000_600_000_000)
        #expect(UInt256(low: reserves.reserve1) == (try UInt256(10_003) * 100_000_000_000_000_000))
        #expect(close().failure == nil)
    }

    /// One side alone at the pool's own price takes from the pool: only its fees would allow that.
    @Test func `is not closed while its product is below that before`() throws {
        open()
        let dollars = try UInt256(200_000) * Street.dollar
        let due = try UInt256(997) * 100_000_000_000_000_000
        #expect(swap(usdc: dollars, for: .zero, due) == nil)
        #expect(close().failure == refusal("BatchPair: K"))
        #expect(BatchPair.isOpen(pair, on: street.machine))
    }

    /// The guards of a pair's swap hold in a batch, in their order.
    @Test func `refuses in a batch what a pair refuses`() {
        open()
        #expect(swap(for: .zero, .zero) == refusal("UniswapV2: INSUFFICIENT_OUTPUT_AMOUNT"))
        let all = UInt256(low: reserves.reserve0)
        #expect(swap(for: all, .zero) == refusal("UniswapV2: INSUFFICIENT_LIQUIDITY"))
        #expect(swap(for: 1, .zero) == refusal("UniswapV2: INSUFFICIENT_INPUT_AMOUNT"))
    }

    /// As in Uniswap V2, who takes WETH and pays it back owes 3 of 1,000 of what he pays: of 997
    /// taken 1,000.
    @Test func `lends in a batch for the fee`() {
        let taker = Address(word: 0xf1a5)
        street.machine.place(FlashTaker.self, at: taker)
        street.give(taker, Street.weth, 1_000_000)
        open()
        func lend(_ taken: UInt256, _ paid: UInt256) -> Fault? {
            street.call(
                pair,
                from: Street.alice,
                Pair.Function.swap,
                [.zero, taken, taker.word, 128, 96, FlashTaker.pays, Street.weth.word, paid]
            ).failure
        }
        #expect(lend(997, 999) == refusal("BatchPair: PRICE"))
        #expect(lend(997, 1_000) == nil)
    }

    /// After 100 seconds at 2,000 dollars a batch at 1,000 is no observation of them.
    @Test func `keeps its price out of cumulative prices`() throws {
        let place = Pair.Storage.price1Cumulative.location
        func cumulative() -> UInt256 { street.stored(pair, place) }
        let before = cumulative()
        street.wait(seconds: 100)
        open(UInt256(1_000_000_000) << 50, UInt256(1_000_000_000_000_000_000) << 50)
        // USDC's units a wei, times 2¹¹².
        let spot = try #require(
            (UInt256(2_000_000_000_000) << 112).quotientAndRemainder(
                dividingBy: try UInt256(1_000) * Street.ether
            )
        ).quotient
        #expect(cumulative() == (try before + spot * 100))
        #expect(swap(usdc: Street.dollar, for: .zero, 1_000_000) == nil)
        #expect(close().failure == nil)
        #expect(cumulative() == (try before + spot * 100))
    }

    /// The same calls give the same storage, but for the two slots of its own.
    @Test func `is a pair while no batch is open`() throws {
        let twin = try Street()
        twin.fillPool()
        for street in [street, twin] {
            street.wait(seconds: 12)
            street.give(street.pair, Street.usdc, 5_000_000_000)
            let words = [.zero, UInt256(2_000_000_000_000_000_000), Street.alice.word, 128, .zero]
            let call = street.call(street.pair, from: Street.alice, Pair.Function.swap, words)
            #expect(call.failure == nil)
            street.call(street.pair, from: Street.bob, Pair.Function.sync)
        }
        for slot in 0..<BatchPair.slotCount {
            let place = Slot<UInt256>(slot).location
            let (own, other): (UInt256, UInt256) = (
                street.stored(pair, place), twin.stored(pair, place)
            )
            #expect(own == other, "slot \(slot)")
        }
    }
}
