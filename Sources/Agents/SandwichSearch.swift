import Primitives
import WideMath

/// Chooses the victims of a sandwich among several pending swaps through one pool.
///
///     let search = SandwichSearch(hop: hop, swaps: pending, legCost: gasInTokenIn)
///     if let choice = search.best() { … choice.victims, choice.plan.frontIn, choice.net … }
///
/// The attacker bundles: a front-run, some of the victims in the order given, a back-run, and
/// nothing else in between. A victim who is left out swaps after the bundle, or not at all. Leaving
/// one out pays where his limit is tighter than the others', and where an earlier one uses up the
/// price that a later and larger one tolerates. For one front-run a further victim only adds to the
/// profit, as long as all limits hold.
///
/// - **Others are left out at once**: swaps in the other direction, which would undo the front-run,
///   and those that fail undisturbed, which every front-run only makes worse.
/// - **Up to eight victims**: every subset, 255 at most, in their order. A subset that is below the
///   break-even share of the reserve together is not sized (`SandwichSizing.breakEvenShare`).
/// - **More victims**: the subsets that survive a front-run, as it grows. It starts with those who
///   succeed in order undisturbed; the next is of those who succeed in order after one unit more
///   than the last one's limits admit, the others left out; and so on until nobody is left, 4n
///   subsets at most for n victims. Then every prefix and every single victim. From the best of
///   these, one victim is taken in, left out or taken in for another, while that leaves more. One
///   of the 2ⁿ subsets that were not tried may be better: of 120 random crowds of nine to eleven
///   victims (`SandwichSearchTests`) the best of all subsets was found in 111.
/// - **The order is kept**: the swaps' own order is what their senders' nonces may demand.
///
/// Some 30 ms for eight victims, 1 ms for four, 0.6 s for forty (debug build, 2.5 GHz).
///
/// In a public mempool, where nobody can be taken out from between, the victims are those that
/// stand there: `SandwichSizing` sizes them.
public struct SandwichSearch: Sendable {
    /// Up to how many victims every subset is tried.
    private static let enumerated = 8

    /// A choice of victims, and the sandwich around them.
    public struct Choice: Hashable, Sendable {
        /// The numbers of the victims, from 0 in the order of the swaps given.
        public let victims: [Int]
        /// What each swap moves.
        public let plan: SandwichPlan
        /// What is left of the profit after the gas of both legs, in the token of the front-run.
        public let net: UInt256
    }

    /// The pool, in the direction of the front-run and the victims.
    public let hop: RouteHop
    /// The swaps that wait, in order.
    public let swaps: [PendingSwap]
    /// The gas of the front-run, and of the back-run: each costs so much of the token paid.
    public let legCost: UInt256

    /// A search among swaps; gas is free unless said otherwise.
    public init(hop: RouteHop, swaps: [PendingSwap], legCost: UInt256 = .zero) {
        self.hop = hop
        self.swaps = swaps
        self.legCost = legCost
    }

    /// The choice that leaves most after gas; nothing if none leaves anything.
    ///
    /// Of equals the one tried first wins: all of the victims before fewer.
    public func best() -> Choice? {
        let open = swaps.indices.filter { succeedsAlone(swaps[$0]) }
        guard open.count > Self.enumerated else { return best(of: everySubset(of: open), nil) }
        let starts = survivors(of: open) + open.indices.reversed().map { Array(open[...$0]) }
        var best = best(of: starts + open.map { [$0] }, nil)
        for _ in open {
            guard let known = best else { return nil }
            best = self.best(of: neighbours(of: known.victims, in: open), known)
            if best == known { break }
        }
        return best
    }

    /// The sizing of a sandwich around some of the swaps.
    public func sizing(of victims: [Int]) -> SandwichSizing {
        SandwichSizing(
            reserveIn: hop.reserveIn,
            reserveOut: hop.reserveOut,
            fee: hop.fee,
            victims: victims.map {
                SandwichVictim(
                    amountIn: swaps[$0].amountIn,
                    amountOutMin: swaps[$0].amountOutMin
                )
            }
        )
    }

    private func succeedsAlone(_ swap: PendingSwap) -> Bool {
        var pool = RoutePool(hop)
        guard swap.tokenIn == hop.tokenIn, let out = pool.swap(swap.amountIn) else { return false }
        return out >= swap.amountOutMin
    }

    /// The subsets that differ by one victim, or by one taken in for another.
    private func neighbours(of subset: [Int], in open: [Int]) -> [[Int]] {
        var neighbours: [[Int]] = []
        for first in open {
            for second in open where second >= first {
                let isExchange = subset.contains(first) != subset.contains(second)
                guard first == second || isExchange else { continue }
                neighbours.append(
                    open.filter { subset.contains($0) != ($0 == first || $0 == second) }
                )
            }
        }
        return neighbours
    }

    /// The choice among subsets that leaves more than one known, or that one.
    private func best(of subsets: [[Int]], _ known: Choice?) -> Choice? {
        // A little less, for the error of floating point.
        let share = SandwichSizing.breakEvenShare(fee: hop.fee) * (1 - 1e-9)
        let least = share * hop.reserveIn.asDouble
        var best = known
        for subset in subsets where subset.reduce(0, { $0 + amount($1) }) >= least {
            guard let plan = sizing(of: subset).plan(), let net = plan.net(legCost: legCost),
                best.map({ net > $0.net }) ?? true
            else { continue }
            best = Choice(victims: subset, plan: plan, net: net)
        }
        return best
    }

    private func amount(_ victim: Int) -> Double { swaps[victim].amountIn.asDouble }

    /// Every subset that is not empty, that of all first.
    private func everySubset(of open: [Int]) -> [[Int]] {
        stride(from: (1 << open.count) - 1, to: 0, by: -1).map { mask in
            open.indices.filter { mask >> $0 & 1 == 1 }.map { open[$0] }
        }
    }

    /// Those who survive a front-run, as it grows past one limit after the other.
    private func survivors(of open: [Int]) -> [[Int]] {
        var subsets: [[Int]] = []
        var frontIn = UInt256.zero
        while subsets.count < 4 * open.count {
            let subset = survivors(of: open, after: frontIn)
            guard !subset.isEmpty, let largest = sizing(of: subset).largestFrontRun(),
                largest >= frontIn
            else { break }
            subsets.append(subset)
            // Front-runs have at most 112 bits: one more does not wrap.
            frontIn = largest.wrappingAdd(.one)
        }
        return subsets
    }

    /// Those who succeed in order after a front-run; whoever fails changes nothing.
    private func survivors(of open: [Int], after frontIn: UInt256) -> [Int] {
        // A front-run too small to buy anything reverts and leaves the pool as it is.
        var pool = RoutePool(hop)
        _ = pool.swap(frontIn)
        return open.filter { victim in
            var next = pool
            guard let out = next.swap(swaps[victim].amountIn), out >= swaps[victim].amountOutMin
            else { return false }
            pool = next
            return true
        }
    }
}
