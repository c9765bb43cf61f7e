import Measures
import Testing

/// Blocks by hand: transaction, sender, pair, what went in, what came out.
@Suite struct `A detector of sandwiches` {
    @Test func `finds front, victims and back, and the profit in what went in first`() throws {
        let block = try SwapBlock(
            """
            0 x P 30 E 60 U
            1 m P 100 U 50 E
            2 a P 10 U 4 E
            3 b Q 10 U 4 E
            4 c P 7 E 15 U
            5 d P 20 U 7 E
            6 m P 50 E 103 U
            7 y P 10 U 5 E
            """
        )
        #expect(block.sandwiches == ["1 2 5 6"])
        let found = try #require(SandwichDetector.sandwiches(in: block.swaps).first)
        #expect(found.profit.description == "3")
        #expect(found.front.tokenIn == SwapBlock.address("U"))
    }

    /// A sandwich is one whether it paid or not.
    @Test func `finds one that lost`() throws {
        let block = try SwapBlock("1 m P 100 U 50 E\n2 a P 1 U 1 E\n3 m P 50 E 99 U")
        let found = try #require(SandwichDetector.sandwiches(in: block.swaps).first)
        #expect(found.profit.description == "-1")
    }

    @Test(
        arguments: [
            // One after the other, by one sender in one pair.
            (
                """
                1 m P 100 U 50 E
                2 a P 9 U 4 E
                3 m P 50 E 101 U
                4 m P 200 U 90 E
                5 b P 9 U 4 E
                6 m P 90 E 202 U
                """,
                ["1 2 3", "4 5 6"]
            ),
            // One inside the other: the inner attacker is a victim too.
            (
                """
                1 m P 100 U 50 E
                2 n P 60 U 25 E
                3 a P 9 U 4 E
                4 n P 25 E 61 U
                5 m P 50 E 101 U
                """,
                ["1 2 3 5", "2 3 4"]
            ),
            // In two pairs at once, legs of one transaction.
            (
                """
                1 m P 100 U 50 E
                1 m Q 80 D 40 E
                2 a P 9 U 4 E
                3 b Q 9 D 4 E
                4 m P 50 E 101 U
                4 m Q 40 E 81 D
                """,
                ["1 2 4", "1 3 4"]
            ),
            // Crossed: the amounts say which back is whose.
            (
                """
                1 m P 100 U 1000 E
                2 m P 100 U 995 E
                3 a P 9 U 4 E
                4 m P 995 E 101 U
                5 m P 1000 E 101 U
                """,
                ["1 3 5", "2 3 4"]
            ),
            // Nobody's sender is known, or one's only.
            ("1 ? P 9 U 1000 E\n2 ? P 9 U 4 E\n3 ? P 1000 E 10 U", ["1 2 3"]),
            ("1 m P 9 U 1000 E\n2 ? P 9 U 4 E\n3 ? P 1000 E 10 U", ["1 2 3"]),
        ]
    )
    func `finds`(_ text: String, _ expected: [String]) throws {
        #expect(try SwapBlock(text).sandwiches == expected)
    }

    @Test(
        arguments: [
            ("nothing", ""),
            ("a trader who sells less", "1 m P 9 U 1000 E\n2 a P 9 U 4 E\n3 m P 999 E 10 U"),
            ("or more", "1 m P 9 U 1000 E\n2 a P 9 U 4 E\n3 m P 1001 E 10 U"),
            ("a trader who buys twice", "1 m P 9 U 50 E\n2 a P 9 U 4 E\n3 m P 9 U 50 E"),
            ("two traders", "1 m P 9 U 50 E\n2 a P 9 U 4 E\n3 n P 50 E 10 U"),
            ("a unit less by nobody known", "1 ? P 9 U 1000 E\n2 ? P 9 U 4 E\n3 ? P 999 E 10 U"),
            ("a number alone", "1 m P 9 U 50 E\n2 a P 9 U 4 E\n3 m P 50 U 99 E"),
            ("nobody between", "1 m P 9 U 50 E\n2 m P 50 E 8 U\n3 a P 9 U 4 E"),
            ("somebody else's pair between", "1 m P 9 U 50 E\n2 a Q 9 U 4 E\n3 m P 50 E 10 U"),
            ("another direction between", "1 m P 9 U 50 E\n2 a P 4 E 9 U\n3 m P 50 E 10 U"),
            ("only the sender between", "1 m P 9 U 50 E\n2 m P 9 U 4 E\n3 m P 50 E 10 U"),
            ("two pairs", "1 m P 9 U 50 E\n2 a P 9 U 4 E\n3 m Q 50 E 10 U"),
            ("an arbitrageur's cycle", "1 m P 9 U 50 E\n1 m Q 50 E 10 U\n2 a P 9 U 4 E"),
            ("one transaction", "1 m P 9 U 50 E\n1 a P 9 U 4 E\n1 m P 50 E 10 U"),
            ("a victim in the front", "1 m P 9 U 50 E\n1 ? P 9 U 4 E\n2 m P 50 E 10 U"),
            ("a victim in the back", "1 m P 9 U 50 E\n2 ? P 9 U 4 E\n2 m P 50 E 10 U"),
            ("back before front", "1 m P 50 E 10 U\n2 a P 9 U 4 E\n3 a P 9 U 4 E\n4 m P 10 U 50 E"),
        ]
    )
    func `does not find`(_ what: String, _ text: String) throws {
        #expect(try SwapBlock(text).sandwiches == [], "\(what)")
    }

    @Test(
        arguments: [
            (
                "a second back",
                "1 m P 9 U 50 E\n2 a P 9 U 4 E\n3 m P 50 E 10 U\n4 a P 9 U 4 E\n5 m P 50 E 10 U"
            ),
            (
                "a back's own undoing",
                "1 m P 9 U 50 E\n2 a P 9 U 4 E\n3 m P 50 E 10 U\n4 a P 4 E 9 U\n5 m P 10 U 50 E"
            ),
        ]
    )
    func `takes each leg once, whatever follows`(_ what: String, _ text: String) throws {
        #expect(try SwapBlock(text).sandwiches == ["1 2 3"], "\(what)")
    }

    @Test func `gives a back to the earlier of two fronts`() throws {
        let block = try SwapBlock(
            "1 m P 9 U 50 E\n2 m P 9 U 50 E\n3 a P 9 U 4 E\n4 m P 50 E 10 U"
        )
        #expect(block.sandwiches == ["1 3 4"])
    }
}
