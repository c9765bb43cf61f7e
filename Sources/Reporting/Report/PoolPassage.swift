import Agents
import Chain
import Contracts
import Primitives
import WideMath

/// What the swaps of one transaction did to a pool, from the pair's own `Sync` and `Swap` events.
struct PoolPassage {
    /// What a pool held, in whole tokens.
    struct State {
        /// Base tokens.
        let base: Double
        /// Quote tokens.
        let quote: Double

        /// Quote tokens for one base token.
        var price: Double { base == 0 ? 0 : quote / base }
    }

    /// The pool before the first swap.
    let before: State
    /// The pool after the last.
    let after: State
    /// What came in, in words.
    let given: String
    /// What went out, in words.
    let got: String

    /// Reads a transaction's log; nothing where it holds no swap of the pool.
    init?(_ logs: [Log], of pool: PoolInfo) {
        var first: (UInt256, UInt256)?
        var last: (UInt256, UInt256)?
        var moved = [UInt256](repeating: .zero, count: 4)
        for log in logs where log.address == pool.pair {
            switch log.topics.first {
            case Pair.Sync.topic:
                if let words = Self.words(log, 2) { last = (words[0], words[1]) }
            case Pair.Swap.topic:
                guard let words = Self.words(log, 4), let after = last else { continue }
                for index in 0..<4 { moved[index] = moved[index].wrappingAdd(words[index]) }
                if first == nil {
                    first = (
                        after.0.wrappingSubtract(words[0]).wrappingAdd(words[2]),
                        after.1.wrappingSubtract(words[1]).wrappingAdd(words[3])
                    )
                }
            default: continue
            }
        }
        guard let first, let last else { return nil }
        // The pair's first token is that of the smaller address.
        let isBaseFirst = pool.base.address < pool.quote.address
        func state(_ reserves: (UInt256, UInt256)) -> State {
            let (base, quote) = isBaseFirst ? reserves : (reserves.1, reserves.0)
            return State(
                base: base.asDouble / pool.base.unit.asDouble,
                quote: quote.asDouble / pool.quote.unit.asDouble
            )
        }
        func text(_ zero: UInt256, _ one: UInt256) -> String {
            let tokens = isBaseFirst ? [pool.base, pool.quote] : [pool.quote, pool.base]
            let parts = zip([zero, one], tokens).filter { !$0.0.isZero }
            return parts.map { amount, token in
                ReportText.amount(amount.asDouble / token.unit.asDouble) + " \(token.name)"
            }.joined(separator: " and ")
        }
        before = state(first)
        after = state(last)
        given = text(moved[0], moved[1])
        got = text(moved[2], moved[3])
    }

    private static func words(_ log: Log, _ count: Int) -> [UInt256]? {
        guard log.data.count == 32 * count else { return nil }
        return (0..<count).compactMap { UInt256(bigEndian: log.data[(32 * $0)..<(32 * $0 + 32)]) }
    }
}
