import Agents
import Chain
import Contracts
import Primitives
import WideMath

/// What one transaction did to a pool, from the pair's own events.
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

    /// The pool before the transaction.
    let before: State
    /// The pool after it.
    let after: State
    /// What came in, in words.
    let given: String
    /// What went out, in words.
    let got: String

    /// Reads a transaction's log; nothing where it neither trades with the pool nor brings or takes
    /// liquidity.
    init?(_ logs: [Log], of pool: PoolInfo) {
        var first: (UInt256, UInt256)?
        var last: (UInt256, UInt256)?
        var moved = [UInt256](repeating: .zero, count: 4)
        for log in logs where log.address == pool.pair {
            var flow = Self.words(log)
            switch log.topics.first {
            case Pair.Sync.topic where flow.count == 2:
                last = (flow[0], flow[1])
                continue
            case Pair.Swap.topic: break
            case Pair.Mint.topic: flow += [.zero, .zero]
            case Pair.Burn.topic: flow = [.zero, .zero] + flow
            default: continue
            }
            // What came in of each token, then what went out.
            guard flow.count == 4, let after = last else { continue }
            for index in 0..<4 { moved[index] = moved[index].wrappingAdd(flow[index]) }
            if first == nil {
                first = (
                    after.0.wrappingSubtract(flow[0]).wrappingAdd(flow[2]),
                    after.1.wrappingSubtract(flow[1]).wrappingAdd(flow[3])
                )
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
            return parts.map { ReportText.amount($0.asDouble / $1.unit.asDouble, of: $1) }
                .joined(separator: ReportText.separator)
        }
        before = state(first)
        after = state(last)
        given = text(moved[0], moved[1])
        got = text(moved[2], moved[3])
    }

    private static func words(_ log: Log) -> [UInt256] {
        (0..<log.data.count / 32).compactMap {
            UInt256(bigEndian: log.data[(32 * $0)..<(32 * $0 + 32)])
        }
    }
}
