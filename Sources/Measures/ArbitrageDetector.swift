import Primitives
import WideMath

/// Finds arbitrage between pools: trades in a cycle that end with more than they began with.
///
/// The swaps of one transaction, or of adjacent ones of one known sender, are arbitrage if they
/// go through two pairs or more and no token of theirs went into pools in a larger amount than
/// came out, while one came out in a larger amount than went in. So every token spent was bought
/// on the way, in whatever order the logs come: a flash swap's are the other way round.
///
/// Trading one pool against the outside price, as this program's arbitrageurs do, cannot be seen
/// from logs: on chain it is one swap like any other.
public enum ArbitrageDetector {
    /// What one found: its swaps in order, and what came out more than went in.
    public struct Arbitrage: Hashable, Sendable {
        /// The swaps.
        public let swaps: [SwapTrace]
        /// The tokens of which there was a gain and the gains, in the order of their addresses.
        public let gains: [Gain]
    }

    /// A gain in one token.
    public struct Gain: Hashable, Sendable {
        /// The token.
        public let token: Address
        /// What came out of pools less what went in; before gas.
        public let amount: TokenAmount
    }

    /// The arbitrage in a block whose swaps come in order.
    ///
    /// Each transaction is judged alone first; adjacent ones of one sender that are none alone
    /// are judged together.
    public static func arbitrages(in swaps: [SwapTrace]) -> [Arbitrage] {
        var found: [Arbitrage] = []
        var open: [SwapTrace] = []
        for transaction in byTransaction(swaps) {
            if let alone = arbitrage(transaction) {
                found.append(alone)
                open = []
                continue
            }
            if !continues(open, transaction) { open = [] }
            open += transaction
            if let together = arbitrage(open) {
                found.append(together)
                open = []
            }
        }
        return found
    }

    private static func byTransaction(_ swaps: [SwapTrace]) -> [[SwapTrace]] {
        var groups: [[SwapTrace]] = []
        for swap in swaps {
            if groups.last?.last?.transaction == swap.transaction {
                groups[groups.count - 1].append(swap)
            } else {
                groups.append([swap])
            }
        }
        return groups
    }

    private static func continues(_ open: [SwapTrace], _ transaction: [SwapTrace]) -> Bool {
        guard let last = open.last, let next = transaction.first, let sender = last.sender
        else { return false }
        return next.sender == sender && next.transaction == last.transaction + 1
    }

    private static func arbitrage(_ swaps: [SwapTrace]) -> Arbitrage? {
        guard let first = swaps.first, swaps.contains(where: { $0.pair != first.pair }) else {
            return nil
        }
        var flows: [Address: SignedAmount] = [:]
        for swap in swaps {
            flows[swap.tokenIn, default: SignedAmount()].subtract(swap.amountIn.raw)
            flows[swap.tokenOut, default: SignedAmount()].add(swap.amountOut.raw)
        }
        guard flows.values.allSatisfy({ !$0.isNegative }) else { return nil }
        let gains = flows.filter { !$0.value.magnitude.isZero }
            .map { Gain(token: $0.key, amount: TokenAmount($0.value.magnitude)) }
            .sorted { $0.token < $1.token }
        return gains.isEmpty ? nil : Arbitrage(swaps: swaps, gains: gains)
    }
}
