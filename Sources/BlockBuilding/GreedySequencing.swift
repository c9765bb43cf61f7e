import Chain
import Contracts
import Execution
import Primitives
import WideMath

/// The greedy sequencing rule: nobody trades at a worse price than if he alone had traded at the
/// start of the block, unless all that come later trade his way too.
///
/// While both buys and sells of a pool wait, the next is a sell where the pool's price is at or
/// above that at the start of the block, and a buy where it is below; when one side is used up, the
/// rest follow by arrival. Anybody can check it from the block alone. Source: Ferreira and Parkes,
/// "Credible Decentralized Exchange Design via Verifiable Sequencing Rules", STOC 2023, arXiv
/// 2209.15569, rule GSR.
///
/// Which way a transaction trades is found by running it alone on a fork: by the first pair that it
/// swaps in. Those that swap in none, or fail alone, come first, by arrival. The rule holds for
/// each pair by itself; whoever swaps in several is placed by the first. A sender's nonces come in
/// order: of each sender only the next one can be chosen.
public struct GreedySequencing: OrderingPolicy {
    /// Fees buy nothing.
    public var isRankedByFee: Bool { false }

    /// A rule.
    public init() {}

    /// A swap: where, and which way.
    private struct Side: Hashable {
        let pair: Address
        let sellsToken0: Bool
    }

    /// One that waits, with the side it trades on; nothing where it swaps nowhere.
    private struct Candidate {
        let pending: PendingTransaction
        let side: Side?
    }

    /// Puts buys and sells of each pool in turn.
    public func fill(_ block: inout OpenBlock) {
        let machine = block.machine
        var candidates = ArrivalOrder().order(block.waiting, in: block.context)
            .map { Candidate(pending: $0, side: Self.side(of: $0, machine)) }
        var start: [Address: Reserves] = [:]
        for case let side? in candidates.map(\.side) {
            start[side.pair] = machine.read(Pair.Storage.reserves, of: side.pair)
        }
        while !candidates.isEmpty {
            let place = Self.next(of: candidates, start, machine)
            block.include(candidates.remove(at: place).pending)
        }
    }

    private static func side(of pending: PendingTransaction, _ machine: Machine) -> Side? {
        let logs = machine.onFork {
            let result = try? machine.execute(
                pending.transaction,
                from: pending.sender,
                blockGasLeft: machine.block.gasLimit
            )
            return result?.status == .success ? machine.collectedLogs : []
        }
        for log in logs {
            // amount0In, amount1In, amount0Out, amount1Out.
            if log.topics.first == Pair.Swap.topic, log.data.count == 128,
                let amount0In = UInt256(bigEndian: log.data[0..<32])
            {
                return Side(pair: log.address, sellsToken0: !amount0In.isZero)
            }
        }
        return nil
    }

    /// The place of the next: the earliest that the rule allows, and whose sender's earlier nonces
    /// are through.
    private static func next(
        of candidates: [Candidate],
        _ start: [Address: Reserves],
        _ machine: Machine
    ) -> Int {
        var senders: Set<Address> = []
        for (place, candidate) in candidates.enumerated()
        where senders.insert(candidate.pending.sender).inserted {
            guard let side = candidate.side, let before = start[side.pair] else { return place }
            let other = Side(pair: side.pair, sellsToken0: !side.sellsToken0)
            guard candidates.contains(where: { $0.side == other }) else { return place }
            let now = machine.read(Pair.Storage.reserves, of: side.pair)
            // Price of token 0 in token 1 at or above the start's: r1/r0 ≥ R1/R0, products of two
            // times 112 bits.
            let price = UInt256(low: now.reserve1).wrappingMultiply(UInt256(low: before.reserve0))
            let isAbove =
                price
                >= UInt256(low: before.reserve1).wrappingMultiply(UInt256(low: now.reserve0))
            if side.sellsToken0 == isAbove { return place }
        }
        // Both sides wait, but nonces block the side that the rule wants.
        return 0
    }

    /// All by the rule.
    public func standing(
        of pending: PendingTransaction,
        in bundle: (bundle: Bundle, price: Wei)?,
        _ block: OrderingContext
    ) -> Standing {
        .sequenced
    }
}
