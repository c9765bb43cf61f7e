import Primitives
import TestSupport
import Testing
import WideMath

/// A million random calls in a soak, ten thousand otherwise, in worlds of 2,500.
@Suite struct `Tokens and pairs against a plain model` {
    private static let callsPerWorld = 2_500

    @Test func `agree call by call, kept or rolled back`() async {
        let outcomes = await withTaskGroup(of: [String: Int].self) { group in
            for part in 0..<Soak.count(of: 400) { group.addTask { Self.outcomes(part) } }
            return await group.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        }
        // A run that never gets anywhere would agree too.
        for function in ["transfer", "transferFrom", "approve", "mint", "burn", "swap", "skim"] {
            #expect(outcomes["\(function): done", default: 0] > 0, "\(Soak.label("contracts"))")
        }
        guard Soak.isFull else { return }
        for (outcome, count) in outcomes.sorted(by: { $0.key < $1.key }) {
            print("contracts: \(outcome): \(count)")
        }
        for reason in [
            "swap: UniswapV2: K", "swap: UniswapV2: OVERFLOW", "swap: UniswapV2: LOCKED",
            "swap: UniswapV2: INSUFFICIENT_INPUT_AMOUNT", "swap: ds-math-mul-overflow",
            "sync: UniswapV2: OVERFLOW", "burn: invalid opcode", "mint: ds-math-add-overflow",
            "mint: UniswapV2: INSUFFICIENT_LIQUIDITY_MINTED",
            "burn: UniswapV2: INSUFFICIENT_LIQUIDITY_BURNED",
        ] {
            #expect(outcomes[reason, default: 0] > 0, "\(Soak.label("contracts")): \(reason)")
        }
    }

    /// How the calls of one world ended.
    private static func outcomes(_ part: Int) -> [String: Int] {
        var run = RandomCalls(Soak.numbers("contracts", part: part))
        run.run(calls: callsPerWorld)
        let label = Soak.label("contracts", part: part)
        #expect(run.world.difference == nil, "\(label), call \(run.calls)")
        #expect(run.calls >= callsPerWorld || run.world.difference != nil, "\(label)")
        #expect(run.rollBacks > 0, "\(label)")
        return run.outcomes
    }
}
