import Measures
import Testing

@testable import Reporting

/// Attacks one by one, of every kind there is.
@Suite struct `A report's attack` {
    /// A scenario of the MEV lab, the kind of its attacks, and what their transactions are.
    struct Lab: CustomTestStringConvertible {
        let scenario: String
        let kind: AttackKind
        let roles: [String]
        var testDescription: String { scenario }
    }

    @Test(arguments: [
        Lab(scenario: "sandwich", kind: .sandwich, roles: ["front", "victim", "back"]),
        Lab(
            scenario: "jit-liquidity",
            kind: .justInTime,
            roles: ["deposit", "victim", "withdrawal"]
        ), Lab(scenario: "keeper-griefing", kind: .griefing, roles: ["front", "victim", "back"]),
        Lab(scenario: "copycat", kind: .copy, roles: ["copy", "victim"]),
        Lab(scenario: "oracle-push-spot", kind: .pricePush, roles: ["push"]),
        Lab(scenario: "block-stuffing", kind: .stuffing, roles: ["stuffing"]),
    ])
    func `of every kind has its transactions, and gains what the measures say`(
        _ lab: Lab
    ) throws {
        let flight = try ReportFlight("mev-lab/\(lab.scenario).yaml")
        let attacks = flight.collector.attacks
        #expect(!attacks.isEmpty)
        #expect(UInt64(attacks.count) == flight.collector.attackCount)
        #expect(attacks.allSatisfy { $0.kind == lab.kind })
        let page = try flight.page()
        for (place, attack) in attacks.enumerated() {
            #expect(attack.steps.first?.role == lab.roles.first)
            #expect(Set(lab.roles).isSubset(of: attack.steps.map(\.role)), "\(attack.steps)")
            #expect(page.contains("<a href=\"#attack-\(place + 1)\">\(place + 1)</a>"))
            #expect(page.contains("<a href=\"#block-\(attack.block)\">The whole block</a>"))
            #expect(page.contains("<details class=\"block\" id=\"block-\(attack.block)\">"))
        }
        // All that attackers got and gave in their blocks, as the measures count it.
        let gained = attacks.reduce(0) { $0 + $1.gainInQuote }
        let measured = flight.measures.redistribution.value(of: .attacker)
        #expect(abs(gained - measured) <= 1e-6 * max(1, abs(measured)))
    }

    /// Liquidity for a single swap lifts the pool to another curve and takes it back.
    @Test func `with liquidity moves the pool to another curve`() throws {
        let flight = try ReportFlight("mev-lab/jit-liquidity.yaml")
        let attack = try #require(flight.collector.attacks.first)
        let before = try #require(attack.before)
        let states = try attack.steps.map { try #require($0.after) }
        let products = ([before] + states).map { $0.base * $0.quote }
        #expect(products[1] > 1.01 * products[0])
        // Liquidity comes at the pool's price and leaves it where the swap brought it.
        #expect(abs(states[0].price - before.price) < 1e-6 * before.price)
        #expect(abs(states[2].price - states[1].price) < 1e-6 * before.price)
        let path = try #require(PoolCurve(attack)?.view["path"] as? String)
        #expect(path.filter { $0 == "M" }.count == 2)
    }

    /// The keeper's call fails, and moves nothing; why is said without the contract's numbers.
    @Test func `that makes a rebalance fail says why`() throws {
        let flight = try ReportFlight("mev-lab/keeper-griefing.yaml")
        for attack in flight.collector.attacks {
            #expect(attack.isOnVault)
            #expect(attack.victim == "the vault, by keeper")
            let victim = try #require(attack.steps.first { $0.role == "victim" })
            #expect((victim.given, victim.got) == ("", "SlippageExceeded"))
            #expect(victim.after == nil)
        }
        let kinds = Set(flight.collector.rebalances.map(\.kind))
        #expect(kinds == ["rebalance, reverted: SlippageExceeded"])
    }
}
