import Primitives

/// A sandwich as it looks from outside: a swap before others and one after them.
public struct Sandwich: Hashable, Sendable {
    /// The attacker's first swap.
    public let front: SwapTrace
    /// The swaps in between that the front made dearer, in order; at least one.
    public let victims: [SwapTrace]
    /// The attacker's last swap.
    public let back: SwapTrace

    /// What the back brought less what the front cost, in the front's input token; before gas.
    public var profit: SignedAmount {
        var profit = SignedAmount()
        profit.add(back.amountOut.raw)
        profit.subtract(front.amountIn.raw)
        return profit
    }
}
