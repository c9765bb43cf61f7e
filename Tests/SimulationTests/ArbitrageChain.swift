import Contracts
import Primitives
import Scenarios
import Simulation
import WideMath

/// A chain with one pool and one arbitrageur whose gas costs nothing, as in ANCHORS A1.
///
/// The price of WETH moves by 5 % a day, σ = 5 % · √365 a year, and its logarithm has no drift,
/// μ = σ² ÷ 2.
struct ArbitrageChain {
    /// The fee in basis points.
    let fee: Int
    /// Seconds between two blocks.
    let blockTime: Int
    let isPoisson: Bool
    /// The deviation of the logarithm of the price in a day.
    static let daily = 0.05

    /// The deviation of the logarithm from one block to the next.
    var deviation: Double { Self.daily * (Double(blockTime) / 86_400).squareRoot() }

    /// Half the width of the band of prices in which no trade pays, in logarithms.
    var gamma: Double { -RealFunctions.log(1 - Double(fee) / 10_000) }

    /// What the formulas say for blocks of one kind.
    func theory(poisson: Bool) -> ArbitrageTheory {
        let share = Double(fee) / 10_000
        return poisson
            ? .poisson(fee: share, deviation: deviation) : .fixed(fee: share, deviation: deviation)
    }

    /// Blocks until the start is forgotten: 5·(γ ÷ σ_b)² + 200.
    var burnIn: Int {
        let width = gamma / deviation
        return Int(5 * width * width) + 200
    }

    func scenario(blocks: Int, seed: UInt64) throws -> Scenario {
        try Scenario.decode(
            """
            format: 1
            name: arbitrage
            seed: \(seed)
            chain:
              block_time: \(isPoisson ? "poisson(\(blockTime) s)" : "\(blockTime) s")
              base_fee: 0 wei
              signatures: assumed
            assets:
              WETH:
                decimals: 18
                price: { gbm: 2_000, volatility: 95.52486587271401 %, drift: 45.625 % }
              USD: { decimals: 18, price: 1 }
            pools:
              - { name: main, tokens: [WETH, USD], fee: \(fee) bp, liquidity: 8_000_000 USD }
            agents:
              - name: him
                role: arbitrageur
                fees: { tip: 0 wei, max: 0 wei }
                funds: [1 ETH, 1_000_000_000_000 WETH, 1_000_000_000_000 USD]
            run: { for: \(blocks) blocks }
            """,
            file: "arbitrage.yaml"
        )
    }

    /// One block after the start is forgotten, or all of them.
    struct Step {
        let price: Double
        /// The product of the reserves before the block.
        let product: Double
        let trades: Int
        /// What his balances gained, at the block's outside price.
        let profit: Double
        /// What he put in, at the same price.
        let traded: Double

        /// The pool's value before the block, at the block's outside price.
        var value: Double { 2 * (product * price).squareRoot() }
    }

    /// Runs it, and tells of each block.
    ///
    /// Gives what was not as it should be, if anything: he is never short of funds, no transaction
    /// fails, and no block leaves the pool outside its band.
    func run(blocks: Int, seed: UInt64, _ body: (Step) -> Void) throws -> String? {
        let world = try WorldBuilder.build(try scenario(blocks: blocks, seed: seed))
        var engine = Engine(world)
        let wallet = world.wallets[0].addresses[0]
        func balance(_ token: Int) -> UInt256 {
            ShareLedger.balance(
                of: wallet,
                token: world.tokens[token].address,
                on: world.machine
            ).raw
        }
        var held = [balance(0), balance(1)]
        var pool = engine.observeStart().pools[0]
        while let record = engine.step() {
            let price = record.observation.prices[0]
            var profit = 0.0
            var traded = 0.0
            if !record.transactions.isEmpty {
                let now = [balance(0), balance(1)]
                let base = Self.difference(now[0], held[0]) * price
                let quote = Self.difference(now[1], held[1])
                profit = base + quote
                traded = max(base.magnitude, quote.magnitude)
                held = now
            }
            for included in record.transactions where included.receipt.status != .success {
                return "block \(record.number): \(included.receipt.status)"
            }
            body(
                Step(
                    price: price,
                    product: pool.reserveBase.raw.asDouble * pool.reserveQuote.raw.asDouble * 1e-36,
                    trades: record.transactions.count,
                    profit: profit,
                    traded: traded
                )
            )
            pool = record.observation.pools[0]
            let distance = RealFunctions.log(price / pool.spot).magnitude
            if distance > gamma + 1e-9 { return "block \(record.number): \(distance) off" }
            if let violation = record.violations.first { return "\(violation)" }
            if record.baseFee != .zero { return "block \(record.number) has a base fee" }
        }
        return nil
    }

    /// In whole tokens; whole units are subtracted before anything is rounded.
    private static func difference(_ now: UInt256, _ before: UInt256) -> Double {
        now >= before
            ? now.wrappingSubtract(before).asDouble * 1e-18
            : -before.wrappingSubtract(now).asDouble * 1e-18
    }
}

extension ArbitrageChain: CustomStringConvertible {
    var description: String {
        "\(fee) bp, \(isPoisson ? "Poisson" : "fixed") blocks of \(blockTime) s"
    }
}
