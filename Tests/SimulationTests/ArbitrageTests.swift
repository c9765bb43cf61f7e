import Primitives
import Simulation
import TestSupport
import Testing

/// What arbitrage costs a pool, measured on the real engine with the real agent: ANCHORS A1.
///
/// Seeds are fixed, as those of all tests of distributions: see docs/TESTING.md.
@Suite struct `An arbitrageur without gas` {
    private static let blocks = 1_800_000
    private static let seed: UInt64 = 20_230_501
    /// V2 keeps the fee in the reserves, which the formulas leave out: A1 measured up to 0.2 %.
    private static let bias = 0.003
    private static let chains = [true, false].flatMap { isPoisson in
        [(5, 12), (30, 12), (100, 120)].map {
            ArbitrageChain(fee: $0, blockTime: $1, isPoisson: isPoisson)
        }
    }

    /// A measured mean against a figure.
    private struct Deviation {
        let measured: BatchMeans
        let expected: Double

        /// In parts of what is expected.
        var relative: Double { measured.mean / expected - 1 }
        /// How far it may be.
        var allowed: Double { 3 * measured.standardError / expected + bias }
        var fits: Bool { relative.magnitude < allowed }

        var text: String {
            func percent(_ value: Double) -> String { "\((value * 1e4).rounded() / 100) %" }
            return "\(measured.mean) against \(expected): \(percent(relative)), "
                + "error \(percent(measured.standardError / expected))"
        }
    }

    /// With the fixed seed a failure is a change of the law, not of the draw.
    ///
    /// The other kind of blocks has other formulas: where the error is small enough to tell, they
    /// must not fit.
    @Test(arguments: chains)
    func `trades as often and gains as much as the formulas say, and not as the other blocks'`(
        _ chain: ArbitrageChain
    ) throws {
        let blocks = Soak.count(of: Self.blocks)
        var trades = BatchMeans(length: blocks / 40)
        var profit = BatchMeans(length: blocks / 40)
        var left = chain.burnIn
        let failure = try chain.run(blocks: blocks + chain.burnIn, seed: Self.seed) { step in
            left -= 1
            if left >= 0 { return }
            trades.add(Double(step.trades))
            profit.add(step.profit / step.value)
        }
        #expect(failure == nil)
        #expect(trades.count == 40)
        let own = chain.theory(poisson: chain.isPoisson)
        let other = chain.theory(poisson: !chain.isPoisson)
        var told: [String] = []
        for (name, measured, expected, others) in [
            ("trades a block", trades, own.trades, other.trades),
            ("profit a block", profit, own.profit, other.profit),
        ] {
            let fit = Deviation(measured: measured, expected: expected)
            print("A1 \(chain), \(blocks) blocks, \(name): \(fit.text)")
            #expect(fit.fits, "\(chain), \(name): \(fit.text)")
            let misfit = Deviation(measured: measured, expected: others)
            // So far that even the largest deviation that is allowed here would be told from it.
            guard (expected / others - 1).magnitude > fit.allowed + misfit.allowed else { continue }
            told.append(name)
            print("A1 \(chain), \(name), by the other blocks' formula: \(misfit.text)")
            #expect(!misfit.fits, "\(chain), the other \(name): \(misfit.text)")
        }
        // Which they can be: at 5 bp trades are 9 % apart, which a hundredth tells; at 30 bp profit
        // is 16 % apart, which takes all of it.
        if chain.fee == 5 { #expect(told.contains("trades a block")) }
        if chain.fee == 30, Soak.isFull { #expect(told.contains("profit a block")) }
    }

    /// Without a fee he trades in each block, and what the pool loses is (V ÷ 2)·(√R − 1)² exactly,
    /// R being the price over the one before.
    @Test(arguments: [true, false])
    func `takes loss-versus-rebalancing, block by block, where there is no fee`(
        _ isPoisson: Bool
    ) throws {
        let chain = ArbitrageChain(fee: 0, blockTime: 12, isPoisson: isPoisson)
        var last = 2_000.0
        var steps = 0
        let failure = try chain.run(blocks: 2_000, seed: 7) { step in
            let ratio = (step.price / last).squareRoot() - 1
            let before = 2 * (step.product * last).squareRoot()
            let loss = before / 2 * ratio * ratio
            last = step.price
            // The price that he trades to has nine digits behind the point; what he gains is the
            // difference of two sides of his trade, each with the last bits of a Double.
            #expect((step.profit - loss).magnitude < 1e-11 * (step.traded + loss))
            steps += step.trades
        }
        #expect(failure == nil)
        // Two Poisson blocks may share a millisecond, and a price.
        #expect((1_990...2_000).contains(steps))
    }
}
