import Measures
import Testing
import WideMath

/// Blocks by hand: transaction, sender, pair, what went in, what came out.
@Suite struct `A detector of arbitrage` {
    @Test(
        arguments: [
            ("two pairs", "1 m P 100 U 50 E\n1 m Q 50 E 103 U", 3),
            ("three", "1 m P 100 U 50 E\n1 m Q 50 E 70 D\n1 m R 70 D 101 U", 1),
            ("logs of a flash swap", "1 m Q 50 E 103 U\n1 m P 100 U 50 E", 3),
            ("a sender unknown", "1 ? P 100 U 50 E\n1 ? Q 50 E 103 U", 3),
            ("two transactions", "1 m P 100 U 50 E\n2 m Q 50 E 103 U", 3),
            ("a way in two parts", "1 m P 100 U 50 E\n1 m Q 30 E 70 U\n1 m R 20 E 32 U", 2),
        ] as [(String, String, UInt64)]
    )
    func `finds`(_ what: String, _ text: String, _ gain: UInt64) throws {
        let swaps = try SwapBlock(text).swaps
        let found = ArbitrageDetector.arbitrages(in: swaps)
        #expect(found.map(\.swaps) == [swaps], "\(what)")
        #expect(found.first?.gains.map(\.token) == [SwapBlock.address("U")], "\(what)")
        #expect(found.first?.gains.map(\.amount.raw) == [UInt256(gain)], "\(what)")
    }

    @Test(
        arguments: [
            ("nothing", ""), ("one pool", "1 m P 100 U 50 E"),
            ("a route", "1 m P 100 U 50 E\n1 m Q 50 E 103 D"),
            ("a cycle that lost", "1 m P 100 U 50 E\n1 m Q 50 E 99 U"),
            ("a cycle that ended even", "1 m P 100 U 50 E\n1 m Q 50 E 100 U"),
            ("a gain for more of another token", "1 m P 100 U 50 E\n1 m Q 51 E 103 U"),
            ("one pair there and back", "1 m P 100 U 50 E\n1 m P 50 E 103 U"),
            ("two senders", "1 m P 100 U 50 E\n2 n Q 50 E 103 U"),
            ("nobody known, twice", "1 ? P 100 U 50 E\n2 ? Q 50 E 103 U"),
            ("transactions apart", "1 m P 100 U 50 E\n3 m Q 50 E 103 U"),
            ("a sandwich", "1 m P 100 U 50 E\n2 a P 9 U 4 E\n3 m P 50 E 103 U"),
        ]
    )
    func `does not find`(_ what: String, _ text: String) throws {
        let found = ArbitrageDetector.arbitrages(in: try SwapBlock(text).swaps)
        #expect(found == [], "\(what)")
    }

    @Test func `judges each transaction alone before it joins them`() throws {
        let block = try SwapBlock(
            "1 m P 100 U 50 E\n1 m Q 50 E 103 U\n2 m P 40 U 20 E\n3 m P 10 U 5 E\n4 m Q 25 E 52 U"
        )
        let found = ArbitrageDetector.arbitrages(in: block.swaps)
        #expect(found.map { $0.swaps.map(\.transaction) } == [[1, 1], [2, 3, 4]])
    }
}
