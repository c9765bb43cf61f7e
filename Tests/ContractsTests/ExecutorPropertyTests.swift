import Contracts
import Execution
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `An executor under random calls` {
    /// What one world's random calls did.
    private struct Tally {
        var done = 0
        var refused: [String: Int] = [:]
    }

    /// Routes of no to four pairs, right and wrong, with tokens that behave and that do not:
    /// 20,000 worlds of 20 calls in a soak.
    @Test func `moves all or nothing, to the unit, and keeps nothing`() throws {
        let suite = "An executor under random calls"
        var tally = Tally()
        for seed in Soak.seeds(suite, of: 20_000) {
            var numbers = TestNumbers(seed: seed)
            let place = try ExecutorStreet()
            for _ in 0..<20 {
                try call(place, &numbers, &tally, "\(Soak.label(suite)), seed \(seed)")
            }
        }
        let refused = tally.refused.values.reduce(0, +)
        #expect(tally.done > 0 && refused > 0, "done \(tally.done), refused \(tally.refused)")
    }

    private func call(
        _ place: ExecutorStreet,
        _ numbers: inout TestNumbers,
        _ tally: inout Tally,
        _ label: String
    ) throws {
        let modes = Intruder.Mode.allCases
        let mode = numbers.below(3) == 0 ? modes[numbers.below(modes.count)] : .normal
        place.street.store(ExecutorStreet.intruder, Intruder.mode.location, mode.rawValue)
        let tokens = [Street.usdc, Street.weth, ExecutorStreet.intruder]
        let token = tokens[numbers.below(3)]
        let hops = route(from: token, place, &numbers)
        place.street.store(
            ExecutorStreet.intruder,
            Intruder.pair.location,
            (hops.last ?? place.exotic).word
        )
        let amount = (token == Street.usdc ? Street.dollar : Street.ether) >> numbers.below(30)
        let planned = plan(amount, of: token, along: hops, place)
        let least = planned.map { numbers.below(4) == 0 ? $0.wrappingAdd(.one) : $0 } ?? .zero
        let value = UInt256(UInt64(numbers.below(3) * 1_000))
        let before = Snapshot(place)
        let result = place.swap(
            amount,
            of: token,
            along: hops,
            atLeast: numbers.below(2) == 0 ? least : .zero,
            paying: value
        )
        let after = Snapshot(place)
        #expect(after.held == before.held, "keeps nothing: \(label)")
        for (one, other) in zip(before.products, after.products) {
            #expect(other >= one, "no product falls: \(label)")
        }
        guard result.failure == nil else {
            #expect(after.sums == before.sums, "nothing moves: \(label)")
            tally.refused["\(result.failure ?? .revert(.empty))", default: 0] += 1
            return
        }
        tally.done += 1
        #expect(result.word() == planned, "to the unit: \(label)")
        #expect(after.coinbase == before.coinbase.wrappingAdd(value), "pays: \(label)")
    }

    /// Mostly pairs that follow each other, with their own fees.
    private func route(
        from token: Address,
        _ place: ExecutorStreet,
        _ numbers: inout TestNumbers
    ) -> [Executor.Hop] {
        var token = token
        var hops: [Executor.Hop] = []
        for _ in 0..<numbers.below(5) {
            let fitting =
                switch token {
                case Street.usdc: [place.cheap, place.dear]
                case Street.weth: [place.cheap, place.dear, place.exotic]
                default: [place.exotic]
                }
            let all = [place.cheap, place.dear, place.exotic]
            let choice = numbers.below(8) == 0 ? all : fitting
            var hop = choice[numbers.below(choice.count)]
            if numbers.below(8) == 0 {
                hop = Executor.Hop(pair: hop.pair, fee: BasisPoints(UInt64(numbers.below(120))))
            }
            token =
                hop.pair == place.exotic.pair
                ? (token == Street.weth ? ExecutorStreet.intruder : Street.weth)
                : (token == Street.weth ? Street.usdc : Street.weth)
            hops.append(hop)
        }
        return hops
    }

    /// What comes out at the reserves of now; nothing where some hop has no price.
    private func plan(
        _ amountIn: UInt256,
        of tokenIn: Address,
        along hops: [Executor.Hop],
        _ place: ExecutorStreet
    ) -> UInt256? {
        var (amount, token) = (amountIn, tokenIn)
        for hop in hops {
            guard let out = try? place.out(amount, of: token, through: hop) else { return nil }
            amount = out
            let pair = place.street
            let token0 = pair.stored(hop.pair, Pair.Storage.token0.location)
            token = token == token0 ? pair.stored(hop.pair, Pair.Storage.token1.location) : token0
        }
        return amount
    }

    /// A place as it was.
    private struct Snapshot {
        let sums: [UInt256]
        let held: [UInt256]
        let products: [UInt256]
        let coinbase: UInt256

        init(_ place: ExecutorStreet) {
            sums = place.sums
            let tokens = [Street.usdc, Street.weth, ExecutorStreet.intruder]
            let executor = ExecutorStreet.executor
            held =
                tokens.map { place.street.balance($0, executor) } + [
                    place.street.ether(executor)
                ]
            // Below 2²²⁴.
            products = place.reserves.map {
                UInt256(low: $0.reserve0).wrappingMultiply(UInt256(low: $0.reserve1))
            }
            coinbase = place.street.ether(ExecutorStreet.coinbase)
        }
    }
}
