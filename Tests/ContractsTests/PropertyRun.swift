import BigInt
import Contracts
import Execution
import Primitives
import TestSupport
import Testing

/// A property under random sequences: how often it held, and how often a call that it needs was
/// refused, by reason.
struct PropertyRun {
    /// What keeps a sale from being made, which a preview says as the call does.
    static let salesRefused: Set<String> = [
        "SlippageExceeded(uint256,uint256,uint256)", "NotEnough(uint256,uint256)",
    ]

    private(set) var held = 0
    private(set) var refusals: [String: Int] = [:]
    /// How often the property was looked at.
    private(set) var rounds = 0
    /// How many of the calls sold something.
    private(set) var sales = 0
    /// What repeats the run.
    private(set) var label = ""

    /// Some steps of a random world, then the property, several times in each of `full` worlds
    /// (in a soak; one per cent of them otherwise).
    ///
    /// A refusal must be of the kind that the body allows and not the common case; withdrawals
    /// must often have sold something.
    static func check(
        _ name: String,
        worlds full: Int = 2_000,
        isBySales: Bool = false,
        _ body: (inout ShareWorld, inout PropertyRun) throws -> Void
    ) throws {
        var run = PropertyRun()
        for seed in Soak.seeds(name, of: full) {
            var world = try ShareWorld(seed: seed)
            for round in 0..<8 {
                for _ in 0..<4 { world.step() }
                run.label = """
                    \(Soak.label(name)), seed \(seed), round \(round): \(world.terms.text)
                    """
                run.rounds += 1
                try body(&world, &run)
            }
        }
        let refused = run.refusals.values.reduce(0, +)
        guard Soak.isFull else {
            // Twenty worlds are too few for shares.
            #expect(refused < run.held, "\(name): held \(run.held), refused \(run.refusals)")
            #expect(!isBySales || run.sales > 0, "\(name): none by sales")
            return
        }
        #expect(refused * 3 < run.held, "\(name): held \(run.held), refused \(run.refusals)")
        #expect(!isBySales || run.sales * 20 > run.rounds, "\(name): \(run.sales) by sales")
        let reasons = run.refusals.sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value)" }
            .joined(separator: ", ")
        print(
            "\(name): \(run.rounds) rounds, held \(run.held), \(run.sales) by sales,",
            "refused \(refused) \(reasons)"
        )
    }

    /// The property held once more, or not.
    mutating func expect(
        _ condition: Bool,
        _ text: @autoclosure () -> String,
        at place: SourceLocation = #_sourceLocation
    ) {
        held += 1
        if !condition { Issue.record("\(text()); \(label)", sourceLocation: place) }
    }

    /// Whether the world's last call sold something.
    mutating func note(_ world: ShareWorld) {
        let logs = world.machine.collectedLogs
        if logs.contains(where: { $0.topics.first == Vault.Traded.topic }) { sales += 1 }
    }

    /// A call that the property needs was refused, for a reason that is allowed.
    mutating func refuse(
        _ result: WhatIfResult,
        allowed: Set<String>,
        at place: SourceLocation = #_sourceLocation
    ) {
        let reason = Self.reason(result.failure)
        refusals[reason, default: 0] += 1
        if !allowed.contains(reason) {
            Issue.record("refused: \(reason); \(label)", sourceLocation: place)
        }
    }

    private static func reason(_ failure: Fault?) -> String {
        switch failure {
        case .revert(.error(let signature, _)): signature
        case .revert(.message(let text)): text
        default: "\(String(describing: failure))"
        }
    }
}
