import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `An executor` {
    private typealias Place = ExecutorStreet
    private let place: ExecutorStreet
    private var street: Street { place.street }
    private let ether = Street.ether

    init() throws { place = try ExecutorStreet() }

    @Test func `swaps through one pair as the router does`() {
        let before = street.balance(Street.weth, Street.alice)
        let result = place.swap(2_000_000_000, of: Street.usdc, along: [place.cheap])
        // ⌊997 · 2·10⁹ · 10²¹ ÷ (1,000 · 2·10¹² + 997 · 2·10⁹)⌋
        let out = UInt256(996_006_981_039_903_216)
        #expect(result.failure == nil)
        #expect(result.word() == out)
        #expect(street.balance(Street.weth, Street.alice) == before.wrappingAdd(out))
    }

    @Test func `goes around a cycle, each pair with its own fee`() throws {
        // 1 WETH at 2,200 with 5 bp: ⌊9,995·10¹⁸·1.1·10¹² ÷ (10⁴·5·10²⁰ + 9,995·10¹⁸)⌋; then
        // those dollars at 2,000 with 30 bp: ⌊997·d·10²¹ ÷ (1,000·2·10¹² + 997·d)⌋.
        let dollars = UInt256(2_194_513_168)
        let back = UInt256(1_092_769_363_014_773_637)
        #expect(try place.out(ether, of: Street.weth, through: place.dear) == dollars)
        #expect(try place.out(dollars, of: Street.usdc, through: place.cheap) == back)
        let before = street.balance(Street.weth, Street.alice)
        let result = place.swap(ether, of: Street.weth, along: [place.dear, place.cheap])
        #expect(result.word() == back)
        let after = street.balance(Street.weth, Street.alice)
        #expect(after == before.wrappingSubtract(ether).wrappingAdd(back))
        #expect(street.balance(Street.usdc, Place.executor) == .zero)
        #expect(street.balance(Street.weth, Place.executor) == .zero)
    }

    @Test func `goes through three pairs and pays whoever is named`() throws {
        let hops = [place.cheap, place.exotic, place.exotic]
        // The exotic pair's reserves are those of before for the way back, so its check refuses.
        let twice = place.swap(5_000_000_000, of: Street.usdc, along: hops)
        #expect(twice.failure != nil)
        let weth = try place.out(5_000_000_000, of: Street.usdc, through: place.cheap)
        let exotic = try place.out(weth, of: Street.weth, through: place.exotic)
        let result = street.machine.call(
            Place.executor,
            from: Street.alice,
            data: Executor.swapCalldata(
                amountIn: 5_000_000_000,
                amountOutMin: exotic,
                tokenIn: Street.usdc,
                along: [place.cheap, place.exotic],
                to: Street.bob
            )
        )
        #expect(result.failure == nil)
        #expect(street.balance(Place.intruder, Street.bob) == exotic)
    }

    @Test func `refuses an output below the least, and moves nothing`() {
        let out = UInt256(996_006_981_039_903_216)
        let before = place.sums
        let refused = place.swap(
            2_000_000_000,
            of: Street.usdc,
            along: [place.cheap],
            atLeast: out.wrappingAdd(.one),
            paying: 1_000
        )
        #expect(refused.failure == refusal("Executor: INSUFFICIENT_OUTPUT_AMOUNT"))
        #expect(place.sums == before)
        let result = place.swap(
            2_000_000_000,
            of: Street.usdc,
            along: [place.cheap],
            atLeast: out
        )
        #expect(result.failure == nil)
    }

    @Test func `refuses routes that are none`() {
        let before = place.sums
        let usdc = Street.usdc
        #expect(place.swap(5, of: usdc, along: []).failure == refusal("Executor: INVALID_PATH"))
        #expect(
            place.swap(5, of: usdc, along: [place.exotic]).failure
                == refusal("Executor: WRONG_TOKEN")
        )
        #expect(
            place.swap(5_000, of: usdc, along: [place.dear, place.dear, place.exotic]).failure
                == refusal("Executor: WRONG_TOKEN")
        )
        let dear = Executor.Hop(pair: Place.dear, fee: BasisPoints(10_001))
        #expect(place.swap(5, of: usdc, along: [dear]).failure == refusal("Executor: INVALID_FEE"))
        #expect(
            place.swap(0, of: usdc, along: [place.dear]).failure
                == refusal("UniswapV2Library: INSUFFICIENT_INPUT_AMOUNT")
        )
        let nowhere = Executor.Hop(pair: Address(word: 9), fee: BasisPoints(30))
        #expect(place.swap(5, of: usdc, along: [nowhere]).failure == .revert(.empty))
        #expect(place.sums == before)
    }

    @Test func `takes what the caller has and allowed, no more`() {
        let held = street.balance(Street.usdc, Street.alice)
        #expect(
            place.swap(held.wrappingAdd(.one), of: Street.usdc, along: [place.cheap]).failure
                == refusal("TransferHelper: TRANSFER_FROM_FAILED")
        )
        street.call(Street.usdc, from: Street.alice, ERC20.approve, [Place.executor.word, 999])
        #expect(
            place.swap(1_000, of: Street.usdc, along: [place.cheap]).failure
                == refusal("TransferHelper: TRANSFER_FROM_FAILED")
        )
        #expect(place.swap(999, of: Street.usdc, along: [place.cheap]).failure == nil)
    }

    @Test func `fails at the pair whose fee is stated too low, and gives away what is too high`() {
        let before = place.sums
        let low = Executor.Hop(pair: street.pair, fee: BasisPoints(29))
        let high = Executor.Hop(pair: street.pair, fee: BasisPoints(31))
        let (usdc, amount) = (Street.usdc, UInt256(2_000_000_000))
        #expect(place.swap(amount, of: usdc, along: [low]).failure == refusal("UniswapV2: K"))
        #expect(place.sums == before)
        let fair = UInt256(996_006_981_039_903_216)
        let less = place.swap(amount, of: usdc, along: [high]).word()
        #expect(less.map { $0 < fair } == true)
    }

    @Test func `pays the coinbase what comes along, once the swaps are done`() {
        let result = place.swap(
            2_000_000_000,
            of: Street.usdc,
            along: [place.cheap],
            paying: 12_345
        )
        #expect(result.failure == nil)
        #expect(street.ether(Place.coinbase) == 12_345)
        #expect(street.ether(Place.executor) == .zero)
        #expect(street.ether(Street.alice) == ether.wrappingSubtract(12_345))
    }

    @Test func `does nothing for a coinbase that takes no ether`() {
        street.machine.block.coinbase = Street.usdc
        let before = place.sums
        let result = place.swap(1_000, of: Street.usdc, along: [place.cheap], paying: 1)
        #expect(result.failure == refusal("TransferHelper: ETH_TRANSFER_FAILED"))
        #expect(place.sums == before)
        #expect(place.swap(1_000, of: Street.usdc, along: [place.cheap]).failure == nil)
    }

    @Test func `refuses what it does not know, with ether and without`() {
        for value in [UInt256.zero, 1] {
            for data in [[], [1, 2, 3], [0xde, 0xad, 0xbe, 0xef]] as [[UInt8]] {
                let result = street.machine.call(
                    Place.executor,
                    from: Street.alice,
                    data: data,
                    value: Wei(value)
                )
                #expect(result.failure == .revert(.empty))
            }
        }
        #expect(street.ether(Place.executor) == .zero)
        // Offsets and lengths as large as they get.
        let words = [UInt256](repeating: .max, count: 5)
        let swap = Executor.Function.swap
        #expect(
            street.call(Place.executor, from: Street.alice, swap, words).failure == .revert(.empty)
        )
        #expect(
            street.call(Place.executor, from: Street.alice, swap, [1, 2, 3, 160]).failure
                == .revert(.empty)
        )
    }

    // MARK: Hostile tokens

    @Test(arguments: [Intruder.Mode.reverts, .returnsFalse, .halts])
    func `passes on that a token fails, and moves nothing`(_ mode: Intruder.Mode) {
        street.store(Place.intruder, Intruder.mode.location, mode.rawValue)
        let before = place.sums
        let bought = place.swap(ether, of: Street.weth, along: [place.exotic], paying: 5)
        #expect(bought.failure == refusal("UniswapV2: TRANSFER_FAILED"))
        let sold = place.swap(ether, of: Place.intruder, along: [place.exotic], paying: 5)
        #expect(sold.failure == refusal("TransferHelper: TRANSFER_FROM_FAILED"))
        #expect(place.sums == before)
    }

    @Test func `fails at the pair with a token that keeps a part of what moves`() {
        let toll = Intruder.Mode.takesToll.rawValue
        street.store(Place.intruder, Intruder.mode.location, toll)
        let before = place.sums
        let sold = place.swap(ether, of: Place.intruder, along: [place.exotic], paying: 5)
        #expect(sold.failure == refusal("UniswapV2: K"))
        #expect(place.sums == before)
    }

    @Test(arguments: [true, false])
    func `has nothing for a token that calls back`(_ buys: Bool) throws {
        street.store(Place.intruder, Intruder.mode.location, Intruder.Mode.entersExecutor.rawValue)
        street.store(Place.intruder, Intruder.pair.location, place.exotic.word)
        // So that its own calls would go through if they could.
        for holder in [Place.intruder, Place.executor] {
            let held = ShareLedger.Storage.balances[holder]
            street.store(Place.intruder, held, TokenAmount(UInt256.one << 101))
        }
        let token = buys ? Street.weth : Place.intruder
        let other = buys ? Place.intruder : Street.weth
        let out = try place.out(ether, of: token, through: place.exotic)
        let before = street.balance(other, Street.alice)
        let result = place.swap(ether, of: token, along: [place.exotic], paying: 77)
        if result.failure == nil {
            #expect(street.balance(other, Street.alice) == before.wrappingAdd(out))
            #expect(street.ether(Place.coinbase) == 77)
            #expect(street.stored(Place.intruder, Intruder.refused.location) == 4)
        } else {
            // It swapped for itself first, so the price is no longer the one that was worked out.
            #expect(!buys)
            #expect(result.failure == refusal("UniswapV2: K"))
            #expect(street.ether(Place.coinbase) == .zero)
        }
        #expect(street.ether(Place.executor) == .zero)
        #expect(street.ether(Place.intruder) == .zero)
    }
}
