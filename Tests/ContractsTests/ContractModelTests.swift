import Primitives
import TestSupport
import Testing
import WideMath

/// A million random calls in a soak, ten thousand otherwise, in worlds of 2,500.
@Suite struct `Tokens and pairs against a plain model` {
    private static let callsPerWorld = 2_500

    @Test(arguments: 0..<Soak.count(of: 400))
    func `agree call by call, kept or rolled back`(part: Int) {
        var run = RandomCalls(Soak.numbers("contracts", part: part))
        run.run(calls: Self.callsPerWorld)
        let label = Soak.label("contracts", part: part)
        #expect(run.world.difference == nil, "\(label), call \(run.calls)")
        #expect(run.calls >= Self.callsPerWorld || run.world.difference != nil, "\(label)")
        #expect(run.rollBacks > 0, "\(label)")
    }
}
