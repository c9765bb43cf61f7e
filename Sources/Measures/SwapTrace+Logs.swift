import Chain
import Contracts
import Primitives
import WideMath

extension SwapTrace {
    /// The swaps of a block, in order, from its logs alone.
    ///
    /// A `Swap` event has amounts and no tokens: these are the contracts whose `Transfer` events
    /// pay into and out of the pair, since its last swap in the same transaction. A swap whose
    /// payment came in an earlier transaction is left out. Nothing here asks which factory made a
    /// pair: on a chain where anybody deploys contracts, filter by known ones first.
    public static func swaps(of block: [PublicTransaction]) -> [SwapTrace] {
        block.flatMap { swaps(of: $0) }
    }

    /// Whether there may be a sandwich or an arbitrage, without reading what the logs say: one
    /// takes three swaps, the other two in a transaction or by one sender.
    static func mayBelongTogether(in block: [PublicTransaction]) -> Bool {
        var count = 0
        var last: PublicTransaction?
        for transaction in block {
            for log in transaction.logs where log.topics.first == Pair.Swap.topic {
                count += 1
                if count > 2 { return true }
                if let last, last.index == transaction.index || last.sender == transaction.sender {
                    return true
                }
                last = transaction
            }
        }
        return false
    }

    private static func swaps(of transaction: PublicTransaction) -> [SwapTrace] {
        var swaps: [SwapTrace] = []
        // Where the last swap of each pair is among the logs.
        var ends: [Address: Int] = [:]
        for (place, log) in transaction.logs.enumerated() {
            guard let amounts = amounts(log) else { continue }
            let since = transaction.logs[(ends[log.address] ?? 0)..<place]
            ends[log.address] = place
            guard let tokens = tokens(of: log.address, amounts, since),
                let swap = SwapTrace(
                    transaction: transaction.index,
                    sender: transaction.sender,
                    pair: log.address,
                    Side(token: tokens.0, received: amounts[0], paid: amounts[2]),
                    Side(token: tokens.1, received: amounts[1], paid: amounts[3])
                )
            else { continue }
            swaps.append(swap)
        }
        return swaps
    }

    /// In of token0 and token1, out of token0 and token1; nothing if the log is no swap.
    private static func amounts(_ log: Log) -> [TokenAmount]? {
        guard log.topics.count == 3, log.topics[0] == Pair.Swap.topic, log.data.count == 128
        else { return nil }
        let words = (0..<4).compactMap {
            UInt256(bigEndian: log.data[(32 * $0)..<(32 * $0 + 32)])
        }
        return words.count == 4 ? words.map { TokenAmount($0) } : nil
    }

    /// The pair's two tokens, the smaller address first, as a pair orders them.
    private static func tokens(
        of pair: Address,
        _ amounts: [TokenAmount],
        _ logs: ArraySlice<Log>
    ) -> (Address, Address)? {
        let sells0 = amounts[0] > amounts[2]
        let (received, paid) = sells0 ? (amounts[0], amounts[3]) : (amounts[1], amounts[2])
        var output: Address?
        var inputs: [(token: Address, amount: TokenAmount)] = []
        // A pair's own shares may pass through it too.
        for log in logs where log.address != pair {
            guard let transfer = TokenTransfer(log) else { continue }
            if transfer.from == pair, transfer.amount == paid { output = log.address }
            if transfer.to == pair { inputs.append((log.address, transfer.amount)) }
        }
        guard let output else { return nil }
        // Of the tokens that came in, the order of addresses says which can be the pair's; several
        // payments, or a token that keeps a part, make an amount that no transfer has.
        inputs.removeAll { sells0 ? $0.token >= output : $0.token <= output }
        guard let input = (inputs.last { $0.amount == received } ?? inputs.last)?.token else {
            return nil
        }
        return sells0 ? (input, output) : (output, input)
    }
}
