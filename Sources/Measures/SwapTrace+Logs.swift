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
        var last: Int?
        // By numbers: a copy of a log costs more than what is read of it.
        for place in block.indices {
            for entry in block[place].logs.indices
            where block[place].logs[entry].topics.first == Pair.Swap.topic {
                count += 1
                if count > 2 { return true }
                if let last, last == place || block[last].sender == block[place].sender {
                    return true
                }
                last = place
            }
        }
        return false
    }

    private static func swaps(of transaction: PublicTransaction) -> [SwapTrace] {
        var swaps: [SwapTrace] = []
        // Where the last swap of each pair is among the logs.
        var ends: [Address: Int] = [:]
        for place in transaction.logs.indices {
            guard let amounts = amounts(transaction.logs[place]) else { continue }
            let log = transaction.logs[place]
            let since = transaction.logs[(ends[log.address] ?? 0)..<place]
            ends[log.address] = place
            guard let tokens = tokens(of: log.address, amounts, since),
                let swap = SwapTrace(
                    transaction: transaction.index,
                    sender: transaction.sender,
                    pair: log.address,
                    Side(token: tokens.0, received: amounts.in0, paid: amounts.out0),
                    Side(token: tokens.1, received: amounts.in1, paid: amounts.out1)
                )
            else { continue }
            swaps.append(swap)
        }
        return swaps
    }

    /// What came in and went out of token0 and token1.
    private struct Amounts {
        let in0: TokenAmount
        let in1: TokenAmount
        let out0: TokenAmount
        let out1: TokenAmount
    }

    /// The amounts of a swap; nothing if the log is none.
    private static func amounts(_ log: Log) -> Amounts? {
        guard log.topics.count == 3, log.topics[0] == Pair.Swap.topic, log.data.count == 128
        else { return nil }
        func word(_ index: Int) -> UInt256? {
            UInt256(bigEndian: log.data[(32 * index)..<(32 * index + 32)])
        }
        guard let in0 = word(0), let in1 = word(1), let out0 = word(2), let out1 = word(3) else {
            return nil
        }
        return Amounts(
            in0: TokenAmount(in0),
            in1: TokenAmount(in1),
            out0: TokenAmount(out0),
            out1: TokenAmount(out1)
        )
    }

    /// The pair's two tokens, the smaller address first, as a pair orders them.
    private static func tokens(
        of pair: Address,
        _ amounts: Amounts,
        _ logs: ArraySlice<Log>
    ) -> (Address, Address)? {
        let sells0 = amounts.in0 > amounts.out0
        let received = sells0 ? amounts.in0 : amounts.in1
        let paid = sells0 ? amounts.out1 : amounts.out0
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
