import Execution
import Primitives
import WideMath

extension Router {
    /// What a holder offers to a pool, and the least that may be taken.
    struct Offer {
        let tokenA: Address
        let tokenB: Address
        let amountADesired: UInt256
        let amountBDesired: UInt256
        let amountAMin: UInt256
        let amountBMin: UInt256
    }

    /// Shares to redeem, and the least that must come back.
    struct Withdrawal {
        let tokenA: Address
        let tokenB: Address
        let liquidity: UInt256
        let amountAMin: UInt256
        let amountBMin: UInt256
        let to: Address
        let deadline: UInt256
    }

    /// Answers the functions that add and remove; nothing if the selector is another.
    static func liquidity(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output? {
        switch selector {
        case Function.addLiquidity.value:
            let input = try frame.arguments(8)
            let offer = Offer(
                tokenA: input.address(0),
                tokenB: input.address(1),
                amountADesired: input[2],
                amountBDesired: input[3],
                amountAMin: input[4],
                amountBMin: input[5]
            )
            return try add(offer, to: input.address(6), deadline: input[7], frame)
        case Function.removeLiquidity.value:
            let removed = try remove(withdrawal(try frame.arguments(7)), frame)
            return frame.output(words: [removed.a, removed.b])
        case Function.removeLiquidityWithPermit.value: return try removeWithPermit(frame)
        default: return nil
        }
    }

    /// The first seven arguments of the functions that remove tokens.
    static func withdrawal(_ input: borrowing Arguments) -> Withdrawal {
        Withdrawal(
            tokenA: input.address(0),
            tokenB: input.address(1),
            liquidity: input[2],
            amountAMin: input[3],
            amountBMin: input[4],
            to: input.address(5),
            deadline: input[6]
        )
    }

    private static func add(
        _ offer: Offer,
        to: Address,
        deadline: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        frame.charge(ComputeCharge.addStart)
        try ensure(deadline, frame)
        let amounts = try amounts(offer, frame)
        let pair = try PairLibrary.pair(offer.tokenA, offer.tokenB, frame)
        try TransferHelper.transferFrom(offer.tokenA, to: pair, TokenAmount(amounts.a), frame)
        try TransferHelper.transferFrom(offer.tokenB, to: pair, TokenAmount(amounts.b), frame)
        let liquidity = try mint(pair, to: to, frame)
        return frame.output(words: [amounts.a, amounts.b, liquidity])
    }

    /// Asks a pair for shares of what it has been paid.
    static func mint(
        _ pair: Address,
        to: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> UInt256 {
        frame.charge(ComputeCharge.askMint)
        let liquidity = try frame.call(pair, Pair.Function.mint, words: [to.word]).word()
        frame.charge(ComputeCharge.addEnd)
        return liquidity
    }

    /// How much of an offer a pool takes: all of one token, and of the other what the ratio of
    /// the reserves asks for, rounded down.
    static func amounts(
        _ offer: Offer,
        _ frame: borrowing Frame
    ) throws(Fault) -> (a: UInt256, b: UInt256) {
        let (tokenA, tokenB) = (offer.tokenA, offer.tokenB)
        try createPairIfMissing(tokenA, tokenB, frame)
        let pair = try PairLibrary.pair(tokenA, tokenB, frame)
        let reserves = try PairLibrary.reserves(tokenA, tokenB, of: pair, frame)
        if reserves.a.isZero, reserves.b.isZero {
            return (offer.amountADesired, offer.amountBDesired)
        }
        let optimalB = try ConstantProduct.quote(
            amountA: offer.amountADesired,
            reserveA: reserves.a,
            reserveB: reserves.b
        )
        frame.charge(ComputeCharge.quote)
        if optimalB <= offer.amountBDesired {
            guard optimalB >= offer.amountBMin else {
                throw .revert(.message("UniswapV2Router: INSUFFICIENT_B_AMOUNT"))
            }
            return (offer.amountADesired, optimalB)
        }
        let optimalA = try ConstantProduct.quote(
            amountA: offer.amountBDesired,
            reserveA: reserves.b,
            reserveB: reserves.a
        )
        frame.charge(ComputeCharge.quote)
        guard optimalA <= offer.amountADesired else { throw .halt(.invalidOpcode) }
        guard optimalA >= offer.amountAMin else {
            throw .revert(.message("UniswapV2Router: INSUFFICIENT_A_AMOUNT"))
        }
        return (optimalA, offer.amountBDesired)
    }

    private static func createPairIfMissing(
        _ tokenA: Address,
        _ tokenB: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.askPair)
        let factory = factory(frame)
        let words = [tokenA.word, tokenB.word]
        let pair = try frame.call(factory, Factory.Function.getPair, words: words).word()
        guard Address(word: pair) == .zero else { return }
        frame.charge(ComputeCharge.askPair)
        _ = try frame.call(factory, Factory.Function.createPair, words: words).word()
    }

    /// Redeems shares of the caller.
    static func remove(
        _ withdrawal: Withdrawal,
        _ frame: borrowing Frame
    ) throws(Fault) -> (a: UInt256, b: UInt256) {
        frame.charge(ComputeCharge.removeStart)
        try ensure(withdrawal.deadline, frame)
        let (tokenA, tokenB) = (withdrawal.tokenA, withdrawal.tokenB)
        let pair = try PairLibrary.pair(tokenA, tokenB, frame)
        frame.charge(ComputeCharge.askShares)
        _ = try frame.call(
            pair,
            ERC20.transferFrom,
            words: [frame.caller.word, pair.word, withdrawal.liquidity]
        ).word()
        frame.charge(ComputeCharge.askBurn)
        let returned = try frame.call(pair, Pair.Function.burn, words: [withdrawal.to.word])
        frame.charge(ComputeCharge.removeEnd)
        let amount0 = try returned.word(0)
        let amount1 = try returned.word(1)
        PairLibrary.chargeOrder(tokenA, tokenB, steps: 2, frame)
        let removed = tokenA < tokenB ? (a: amount0, b: amount1) : (a: amount1, b: amount0)
        guard removed.a >= withdrawal.amountAMin else {
            throw .revert(.message("UniswapV2Router: INSUFFICIENT_A_AMOUNT"))
        }
        guard removed.b >= withdrawal.amountBMin else {
            throw .revert(.message("UniswapV2Router: INSUFFICIENT_B_AMOUNT"))
        }
        return removed
    }
}
