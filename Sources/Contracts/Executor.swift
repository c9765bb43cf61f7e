import Execution
import Primitives
import WideMath

/// What a searcher deploys: swaps along any pairs, all or nothing, and pays for its place.
///
/// The caller's tokens go straight to the first pair, each pair pays the next, and the last pays
/// the receiver: the contract holds nothing and keeps no state, so that whoever is called in
/// between finds nothing to take. What the last pair pays out is at least what the caller asks
/// for, or nothing moves. A token that keeps a part of what moves fails at the pair's own check,
/// or, after the last pair, at the receiver's cost, as with a router.
///
/// The ether that comes along goes to the block's coinbase at the end: a searcher's payment for
/// its place in the block, which a call that reverts does not make.
///
/// A pair of Uniswap V2 does not tell its fee, so the caller does: `uint256[] pairs` holds in each
/// word an address in the low 160 bits and a fee in basis points above, as 1inch's `unoswap` packs
/// its pools. Whoever states a fee below the pair's own fails with the pair's `UniswapV2: K`; a fee
/// above it gives the rest away.
public enum Executor: Contract {
    /// The name its code declares.
    public static let name = "Executor"
    /// It keeps no state.
    public static let slotCount: UInt32 = 0
    /// Its only function is payable.
    public static let takesEther = true

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        do throws(Fault) {
            guard frame.selector == Function.swap.value else { throw .revert(.empty) }
            let input = try frame.arguments(5)
            let out = try swap(
                input[0],
                amountOutMin: input[1],
                from: input.address(2),
                along: try hops(input, 3),
                to: input.address(4),
                frame
            )
            return frame.output(out)
        } catch {
            throw frame.chargeReason(error, ComputeCharge.routerReason)
        }
    }

    /// Prices the route at the pairs as they are, then pays it hop by hop.
    private static func swap(
        _ amountIn: UInt256,
        amountOutMin: UInt256,
        from tokenIn: Address,
        along hops: [Hop],
        to: Address,
        _ frame: borrowing Frame
    ) throws(Fault) -> UInt256 {
        frame.charge(ComputeCharge.routerSwapStart)
        let route = try Route(amountIn, of: tokenIn, along: hops, frame)
        guard route.amountOut >= amountOutMin else {
            throw .revert(.message("Executor: INSUFFICIENT_OUTPUT_AMOUNT"))
        }
        try TransferHelper.transferFrom(
            tokenIn,
            to: route.legs[0].pair,
            TokenAmount(amountIn),
            frame
        )
        for (index, leg) in route.legs.enumerated() {
            try frame.checkGas()
            frame.charge(ComputeCharge.hop)
            let next = index + 1 < route.legs.count ? route.legs[index + 1].pair : to
            try Pair.askToSwap(
                leg.pair,
                out: leg.amountOut,
                ofToken1: leg.sellsToken0,
                to: next,
                frame
            )
        }
        if !frame.value.isZero {
            try TransferHelper.send(frame.block.coinbase, frame.value, frame)
        }
        return route.amountOut
    }

    /// The pairs with their fees in the array at a position of the arguments.
    private static func hops(
        _ input: borrowing Arguments,
        _ index: Int
    ) throws(Fault) -> [Hop] {
        let array = try input.array(index, wordsPerElement: 1)
        var hops: [Hop] = []
        hops.reserveCapacity(array.count)
        for index in 0..<array.count {
            hops.append(try Hop(word: try input.word(atByte: array.start + 32 * index)))
        }
        return hops
    }
}
