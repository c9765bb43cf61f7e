import Execution
import Primitives
import WideMath

/// Wrapping ether for pairs, and unwrapping it for people.
extension Router {
    /// The token that wraps ether.
    static func wrappedEther(_ frame: borrowing Frame) -> Address {
        frame[Constants.wrappedEther]
    }

    /// Takes plain ether, from the wrapper alone.
    static func receive(_ frame: borrowing Frame) throws(Fault) -> Output {
        frame.charge(ComputeCharge.routerReceive)
        guard frame.caller == wrappedEther(frame) else { throw .halt(.invalidOpcode) }
        return frame.output()
    }

    /// Wraps ether and sends it to a pair.
    static func wrap(
        _ amount: UInt256,
        to pair: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.routerWrap)
        let wrapper = wrappedEther(frame)
        _ = try frame.call(wrapper, WrappedEther.deposit, words: [], value: Wei(amount))
        let words = [pair.word, amount]
        let isDone = try frame.call(wrapper, ERC20.transfer, words: words).word()
        guard !isDone.isZero else { throw .halt(.invalidOpcode) }
    }

    /// Unwraps ether and sends it on.
    static func unwrap(
        _ amount: UInt256,
        to: Address,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.routerUnwrap)
        _ = try frame.call(wrappedEther(frame), WrappedEther.withdraw, words: [amount])
        try TransferHelper.send(to, Wei(amount), frame)
    }

    /// Sends back what was not needed of the ether that came along.
    static func returnRest(after amount: UInt256, _ frame: borrowing Frame) throws(Fault) {
        let rest = frame.value.raw.subtractingReportingOverflow(amount)
        if rest.overflow || rest.partialValue.isZero { return }
        try TransferHelper.send(frame.caller, Wei(rest.partialValue), frame)
    }

    // MARK: Liquidity

    /// Adds a token and ether to their pool.
    static func addEther(_ frame: borrowing Frame) throws(Fault) -> Output {
        let input = try frame.arguments(6)
        frame.charge(ComputeCharge.addStart)
        try ensure(input[5], frame)
        let token = input.address(0)
        let offer = Offer(
            tokenA: token,
            tokenB: wrappedEther(frame),
            amountADesired: input[1],
            amountBDesired: frame.value.raw,
            amountAMin: input[2],
            amountBMin: input[3]
        )
        let amounts = try amounts(offer, frame)
        let pair = try PairLibrary.pair(token, offer.tokenB, frame)
        try TransferHelper.transferFrom(token, to: pair, TokenAmount(amounts.a), frame)
        try wrap(amounts.b, to: pair, frame)
        let liquidity = try mint(pair, to: input.address(4), frame)
        try returnRest(after: amounts.b, frame)
        return frame.output(words: [amounts.a, amounts.b, liquidity])
    }

    /// Answers the functions that redeem shares for a token and ether; nothing for another.
    static func removeEther(
        _ selector: UInt32,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output? {
        let isFeeOnTransfer =
            selector == Function.removeLiquidityETHFeeOnTransfer.value
            || selector == Function.removeLiquidityETHWithPermitFeeOnTransfer.value
        switch selector {
        case Function.removeLiquidityETH.value, Function.removeLiquidityETHFeeOnTransfer.value:
            _ = try frame.arguments(6)
        case Function.removeLiquidityETHWithPermit.value,
            Function.removeLiquidityETHWithPermitFeeOnTransfer.value:
            let input = try frame.arguments(10)
            let tokens = (input.address(0), wrappedEther(frame))
            try permit(input, from: 5, tokens, liquidity: input[1], frame)
        default: return nil
        }
        return try removeEther(isFeeOnTransfer: isFeeOnTransfer, frame)
    }

    private static func removeEther(
        isFeeOnTransfer: Bool,
        _ frame: borrowing Frame
    ) throws(Fault) -> Output {
        let input = try frame.arguments(6)
        frame.charge(ComputeCharge.removeStart)
        try ensure(input[5], frame)
        let token = input.address(0)
        let to = input.address(4)
        let withdrawal = Withdrawal(
            tokenA: token,
            tokenB: wrappedEther(frame),
            liquidity: input[1],
            amountAMin: input[2],
            amountBMin: input[3],
            to: frame.address,
            deadline: input[5]
        )
        let removed = try remove(withdrawal, frame)
        let amount = isFeeOnTransfer ? try balance(token, of: frame.address, frame) : removed.a
        try TransferHelper.transfer(token, to: to, TokenAmount(amount), frame)
        try unwrap(removed.b, to: to, frame)
        if isFeeOnTransfer { return frame.output(removed.b) }
        return frame.output(words: [removed.a, removed.b])
    }

    // MARK: Permits

    /// Redeems shares with an allowance that is signed.
    static func removeWithPermit(_ frame: borrowing Frame) throws(Fault) -> Output {
        let input = try frame.arguments(11)
        let tokens = (input.address(0), input.address(1))
        try permit(input, from: 6, tokens, liquidity: input[2], frame)
        let removed = try remove(withdrawal(input), frame)
        return frame.output(words: [removed.a, removed.b])
    }

    /// Passes a signed allowance on to the pair of two tokens.
    ///
    /// The arguments from `start` on are the deadline, whether the allowance is unlimited, and the
    /// signature.
    private static func permit(
        _ input: borrowing Arguments,
        from start: Int,
        _ tokens: (Address, Address),
        liquidity: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let pair = try PairLibrary.pair(tokens.0, tokens.1, frame)
        frame.charge(ComputeCharge.routerPermit)
        let amount = input[start + 1].isZero ? liquidity : .max
        let words = [frame.caller.word, frame.address.word, amount, input[start]]
        let signature = [input[start + 2], input[start + 3], input[start + 4]]
        _ = try frame.call(pair, Permit.permit, words: words + signature)
    }
}
