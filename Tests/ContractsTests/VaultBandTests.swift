import Contracts
import Execution
import Primitives
import TestSupport
import Testing
import WideMath

/// What a band costs against a frictionless pool: the closed forms of ANCHORS A4.
///
/// Half WETH at 80 % a year, half USDC, log price without drift: the deviation x of the weight
/// is near a Brownian motion with variance rate s2 = σ²w²(1 − w)² = 0.04 a year, tracking costs
/// k = σ²/2 = 0.32 times x², trading the pool's fee δ. With a band ±h watched at intervals dt, h
/// acts as h + 0.5826·√(s2·dt).
@Suite struct `The cost of a vault's band` {
    /// The fee in basis points, and the bands that cost least there (A4's table), in basis points.
    @Test(
        arguments: [(1, 335, 211), (5, 572, 361), (10, 721, 454)] as [(UInt64, UInt32, UInt32)]
    )
    func `follows the closed forms`(_ fee: UInt64, _ reset: UInt32, _ edge: UInt32) throws {
        for policy in [Policy.reset(reset), .tradeToEdge(edge)] {
            try check(policy, fee: fee, policy.theory(fee: Double(fee) / 10_000))
        }
    }

    /// The variance rate of a weight is not constant, as A4 takes it.
    ///
    /// At the width that is best at 30 bp, 10.4 points, that makes 3 % too many rebalances. Of half
    /// and half, the logarithm of the weights' ratio is that of the price, a Brownian motion, and
    /// leaves ±Y after Y² ÷ σ² on average: exact, for Y = ln((½ + h) ÷ (½ − h)).
    @Test func `follows the exact time that a wide band is left after`() throws {
        let policy = Policy.reset(1_040)
        let noise = BandFlight.sigma * BandFlight.dt.squareRoot()
        let ratio = RealFunctions.log((0.5 + 0.104) / (0.5 - 0.104)) + 0.5826 * noise
        let count = BandFlight.sigma * BandFlight.sigma / (ratio * ratio)
        try check(policy, fee: 30, (count, policy.theory(fee: 0.003).cost))
        try check(.tradeToEdge(655), fee: 30, Policy.tradeToEdge(655).theory(fee: 0.003))
    }

    private func check(
        _ policy: Policy,
        fee: UInt64,
        _ theory: (count: Double, cost: Double)
    ) throws {
        let flights = try (0..<Soak.count(of: 2_400)).map { number in
            try BandFlight(fee: fee, policy: policy, seed: UInt64(number)).fly()
        }
        let found = [
            ("rebalances a year", flights.map(\.count), theory.count),
            ("cost, bp a year", flights.map(\.cost), theory.cost),
        ]
        for (name, values, expected) in found {
            let count = Double(values.count)
            let mean = values.reduce(0, +) / count
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
            let error = (variance / count).squareRoot()
            print("band: \(policy), fee \(fee) bp, \(name):", mean, "±", error, "of", expected)
            #expect(abs(mean - expected) <= 3 * error + 0.02 * expected)
        }
    }
}

/// What a vault does at the edge of its band; widths in basis points.
private enum Policy {
    case reset(UInt32)
    case tradeToEdge(UInt32)

    var width: UInt32 {
        switch self {
        case .reset(let width), .tradeToEdge(let width): width
        }
    }

    var tradeBack: UInt32 {
        if case .tradeToEdge(let width) = self { return width }
        return 0
    }

    /// Rebalances a year and cost in basis points a year, by A4's first two rows.
    ///
    /// Trading to the edge at intervals, each trade is the ladder height of a Gaussian walk, √½ of
    /// a step's deviation on average, and all trades together are s2 ÷ 2h.
    func theory(fee: Double) -> (count: Double, cost: Double) {
        let step = (BandFlight.s2 * BandFlight.dt).squareRoot()
        let h = Double(width) / 10_000 + 0.5826 * step
        let (s2, k) = (BandFlight.s2, BandFlight.k)
        switch self {
        case .reset:
            return (s2 / (h * h), 10_000 * (k * h * h / 6 + fee * s2 / h))
        case .tradeToEdge:
            let traded = s2 / (2 * h)
            return (traded / (step * 0.5.squareRoot()), 10_000 * (k * h * h / 3 + fee * traded))
        }
    }
}

/// Ten years of one vault, watched ten times a day.
private struct BandFlight {
    static let sigma = 0.8
    static let s2 = 0.04
    static let k = 0.32
    static let dt = 1.0 / 3_650
    private static let years = 10

    private let street: Street
    private let policy: Policy
    private var random: RandomStream
    private(set) var count = 0.0
    private(set) var cost = 0.0

    init(fee: UInt64, policy: Policy, seed: UInt64) throws {
        street = try Street()
        self.policy = policy
        random = RandomStream(seed: seed, name: "band \(fee) \(policy)")
        street.machine.place(Pair.self, at: street.pair, immutable: UInt256(fee))
        street.store(Street.vault, Vault.Storage.venues[street.pair], UInt256(fee + 1))
        street.limit {
            $0.cooldown = 0
            $0.slippage = BasisPoints(fee + 2)
        }
        street.store(
            Street.strategy,
            Strategy.Storage.trigger.location,
            Trigger(.absolute, threshold: policy.width, tradeBack: policy.tradeBack)
        )
    }

    func fly() throws -> BandFlight {
        var flight = self
        var price = 2_000.0
        // Whole tokens, as the vault's storage has them after each rebalance.
        var (weth, usdc) = (500.0, 1_000_000.0)
        flight.hold(weth, usdc)
        var squares = 0.0
        var fees = 0.0
        let steps = Self.years * 3_650
        let noise = Self.sigma * Self.dt.squareRoot()
        for step in 0..<steps {
            price = RealFunctions.exp(RealFunctions.log(price) + noise * flight.random.normal())
            let nav = weth * price + usdc
            let x = weth * price / nav - 0.5
            squares += x * x
            // A dollar or more beyond what is traded back to: for less the rounding of the oracle's
            // answer would decide whether a trade is a unit too large.
            let isDue =
                abs(x) >= Double(policy.width) / 10_000
                && (abs(x) - Double(policy.tradeBack) / 10_000) * nav > 1
            guard isDue || step % 997 == 0 && abs(x) < Double(policy.width) / 10_000 else {
                continue
            }
            let lost = try flight.rebalance(x, nav, price, isDue: isDue)
            guard isDue else { continue }
            flight.count += 1
            fees += lost / nav
            weth = street.balance(Street.weth, Street.vault).asDouble / 1e18
            usdc = street.balance(Street.usdc, Street.vault).asDouble / 1e6
        }
        let years = Double(Self.years)
        flight.count /= years
        flight.cost = 10_000 * (Self.k * squares / Double(steps) + fees / years)
        return flight
    }

    private func hold(_ weth: Double, _ usdc: Double) {
        let held = [(Street.weth, weth * 1e18), (Street.usdc, usdc * 1e6)]
        for (token, amount) in held {
            let place = ShareLedger.Storage.balances[Street.vault]
            street.store(token, place, TokenAmount(UInt256(truncating: amount) ?? .zero))
        }
    }

    /// Has the vault trade back at the oracle's price, in a pool a thousand million times as large.
    ///
    /// Where nothing is due the vault must say so. Gives what was lost.
    private func rebalance(
        _ x: Double,
        _ nav: Double,
        _ price: Double,
        isDue: Bool
    ) throws -> Double {
        let answer = UInt256(truncating: (price * 1e8).rounded()) ?? .one
        street.store(Street.feed, PriceFeed.Storage.answer.location, answer)
        street.wait(seconds: 8_640)
        street.store(
            Street.feed,
            PriceFeed.Storage.updatedAt.location,
            street.machine.block.timestamp
        )
        fillPool(answer, nav)
        let way = abs(x) - Double(policy.tradeBack) / 10_000
        let worth = way * nav
        let isSale = x > 0
        let amount = isSale ? worth / price * 1e18 : worth * 1e6
        let result = street.rebalance([
            street.trade(
                sell: isSale ? Street.weth : Street.usdc,
                UInt256(truncating: isDue ? amount : 1e6) ?? .one
            )
        ])
        guard isDue else {
            guard case .revert(.error("NotDue(uint256,uint256)", _)) = result.failure else {
                throw Wrong(failure: result.failure)
            }
            return 0
        }
        guard result.failure == nil,
            let log = street.machine.collectedLogs.first(where: {
                $0.topics.first == Vault.Rebalanced.topic
            })
        else { throw Wrong(failure: result.failure) }
        let before = UInt256(bigEndian: log.data[0..<32]) ?? .zero
        let after = UInt256(bigEndian: log.data[32..<64]) ?? .zero
        return (before.asDouble - after.asDouble) / 1e6
    }

    private struct Wrong: Error {
        let failure: Fault?
    }

    private func fillPool(_ answer: UInt256, _ nav: Double) {
        let usdc = UInt256(truncating: nav * 1e6 * 1e9) ?? .one
        // USDC units · 10¹⁸ · 10⁸ ÷ (answer · 10⁶).
        let held =
            (try? mulDiv(
                usdc,
                UInt256.powerOfTen(20) ?? .one,
                answer,
                rounding: .down
            )) ?? .one
        let place = ShareLedger.Storage.balances[street.pair]
        street.store(Street.usdc, place, TokenAmount(usdc))
        street.store(Street.weth, place, TokenAmount(held))
        street.call(street.pair, from: Street.bank, Pair.Function.sync)
    }
}
